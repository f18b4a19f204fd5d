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

# What the files of this folder are made from: what is newer than the stamp, and whether the bytes are still the same.
envc_newer = @newer@
envc_same = @same@

# Makes the files anew when project.env or what it names has changed. Times mean nothing after `git clone`: without envc, the
# same bytes are enough. As an included file the stamp is made first, and make then reads this file again.
.envc.stamp: envc-look
	@if [ -e $@ ] && [ -z "$$({ $(envc_newer); } | head -n 1)" ]; then exit 0; fi; \
	if command -v "$(ENVC)" >/dev/null; then \
	  "$(ENVC)" compile @source@ || exit; \
	elif ! { $(envc_same); }; then \
	  echo 'project.env, or a file that it names, is not what these files were made from, and envc is not on PATH: install envc, then make again' >&2; \
	  exit 1; \
	fi; \
	touch $@; \
	while newest=$$({ $(envc_newer); } | head -n 1); [ -n "$$newest" ]; do touch -r "$$newest" $@ || exit; done

-include .envc.stamp

# With the build's cache in the image, a second machine builds only what an edit changed.
image: .envc.stamp
	DOCKER_BUILDKIT=1 $(ENGINE) build $(BUILD_FLAGS) --build-arg BUILDKIT_INLINE_CACHE=1@cache_from@@tags@ .
	@if command -v "$(ENVC)" >/dev/null; then "$(ENVC)" seal @source@; fi
@push@
launch: .envc.stamp
	./launch.sh $(ARGS)
@sqsh@@submit@
