# Make targets of @project@. In a Makefile beside this file:  include envc.mk
# Nothing here is newer than GNU make 3.82.

IMAGE := @pinned@
ENVC ?= envc
ENGINE ?= docker
# More words for the commands below, such as BUILD_FLAGS='--network=host --build-arg APT_MIRROR=https://…'
BUILD_FLAGS ?=
SQSH_FLAGS ?=
SBATCH_FLAGS ?=
MANIFEST_FLAGS ?=
ARGS ?=

.PHONY: @targets@

help:
@help@

# What the files of this folder are made from, by its bytes: times mean nothing after `git clone`.
envc_sources = @sources@
envc_made_from := @made_from@
envc_same = [ "$$({ $(envc_sources); } 2>/dev/null | sha256sum)" = '$(envc_made_from)  -' ]

# Make makes the files that it includes first, and reads them again if they have changed.
envc.mk: envc-look
	@if ! $(envc_same) && command -v "$(ENVC)" >/dev/null; then "$(ENVC)" compile @source@; fi

envc-fresh:
	@if ! $(envc_same); then \
	  echo 'project.env, or a file that it names, has changed, and envc is not on PATH to make these files anew: install envc' >&2; \
	  exit 1; \
	fi

# With the build's cache in the image, a second machine builds only what an edit changed. (podman has no such cache.)
ifeq ($(notdir $(ENGINE)),podman)
CACHE_FLAGS ?= --format docker
else
CACHE_FLAGS ?= --build-arg BUILDKIT_INLINE_CACHE=1@cache_from@
endif

image: envc-fresh
	DOCKER_BUILDKIT=1 $(ENGINE) build $(CACHE_FLAGS) $(BUILD_FLAGS)@tags@ .
	@if command -v "$(ENVC)" >/dev/null; then "$(ENVC)" seal @source@; fi
@push@
launch: envc-fresh
	./launch.sh $(ARGS)
@sqsh@@submit@
