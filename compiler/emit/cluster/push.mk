
# A content tag names one image for good: what is in the registry under it is not replaced by another build of the same files.
push: envc-fresh
	@$(ENGINE) image inspect $(IMAGE) >/dev/null 2>&1 || { echo "there is no image $(IMAGE) here: make image" >&2; exit 1; }
	@if found=$$($(ENGINE) manifest inspect $(MANIFEST_FLAGS) $(IMAGE) 2>&1); then \
	  id=$$(printf '%s\n' "$$found" | sed -n 's/.*"digest": "sha256:\([0-9a-f]*\)".*/\1/p' | head -n 1); \
	  case "$$($(ENGINE) image inspect --format '{{.Id}}' $(IMAGE))" in \
	    *"$$id") ;; \
	    *) echo "the registry has another build of $(IMAGE): use that one with 'make pull', or replace it with 'make push-anyway'" >&2; exit 1 ;; \
	  esac; \
	else \
	  case $$found in \
	    *"no such manifest"* | *"manifest unknown"* | *"not found"*) ;; \
	    *) printf 'cannot ask the registry for %s: %s\n' $(IMAGE) "$$found" >&2; exit 1 ;; \
	  esac; \
	fi
	@$(MAKE) --no-print-directory push-anyway

push-anyway: envc-fresh
@push_lines@

pull: envc-fresh
	$(ENGINE) pull $(IMAGE)
