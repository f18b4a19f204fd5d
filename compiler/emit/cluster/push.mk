
# The pinned tag is pushed once: it names one image for good.
push: .envc.stamp
	@$(ENGINE) image inspect @pinned@ >/dev/null 2>&1 || { echo "there is no image @pinned@ here: make image" >&2; exit 1; }
	@if found=$$($(ENGINE) manifest inspect $(MANIFEST_FLAGS) --verbose @pinned@ 2>&1); then \
	  digest=$$(printf '%s\n' "$$found" | sed -n 's/.*"digest": "\(sha256:[0-9a-f]*\)".*/\1/p' | head -n 1); \
	  case "$$($(ENGINE) image inspect --format '{{join .RepoDigests " "}}' @pinned@)" in \
	    *"$$digest"*) ;; \
	    *) echo "the registry has another image under @pinned@ (another machine built it first): use that one with 'make pull', or replace it with 'make push-anyway'" >&2; exit 1 ;; \
	  esac; \
	else \
	  case $$found in \
	    *"no such manifest"* | *"manifest unknown"* | *"not found"*) ;; \
	    *) echo "cannot ask the registry for @pinned@: $$found" >&2; exit 1 ;; \
	  esac; \
	fi
	@$(MAKE) --no-print-directory push-anyway

push-anyway: .envc.stamp
@push_lines@

pull: .envc.stamp
	$(ENGINE) pull @pinned@
