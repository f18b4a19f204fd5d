# Make targets of @project@. In a Makefile beside it:  include envc.mk
# Nothing here is newer than GNU make 3.82.

ENVC ?= envc
ENGINE ?= docker
# More for `docker build`, such as --network=host --build-arg APT_MIRROR=…, and for the other targets
BUILD_FLAGS ?=
ARGS ?=
SQSH_FLAGS ?=
SBATCH_FLAGS ?=
MANIFEST_FLAGS ?=

.PHONY: @targets@ envc-force

help:
@help@

# Files are made anew when project.env or what it names has changed. Times mean nothing after `git clone`: without envc,
# the same bytes are enough. As an included file the stamp is made first, and make then reads this file again.
.envc.stamp: @sources@ $(envc_changed)
	@if command -v "$(ENVC)" >/dev/null; then \
	  "$(ENVC)" compile project.env; \
	elif printf '%s\n' @hashes@ | sha256sum --check --status@folder_check@; then \
	  :; \
	else \
	  echo "project.env or a file that it names is not what these files were made from, and envc is not on PATH: install envc, then make again" >&2; \
	  exit 1; \
	fi
	@touch $@

-include .envc.stamp

# With the build's cache in the image, a second machine builds only what an edit changed.
image: .envc.stamp
	DOCKER_BUILDKIT=1 $(ENGINE) build $(BUILD_FLAGS) --build-arg BUILDKIT_INLINE_CACHE=1@cache_from@ @tags@ .
	@if command -v "$(ENVC)" >/dev/null; then "$(ENVC)" seal project.env; fi
@push@
launch: .envc.stamp
	./launch.sh $(ARGS)
@sqsh@@submit@
