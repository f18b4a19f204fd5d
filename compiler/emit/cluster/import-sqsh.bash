#!/bin/bash
# Makes the .sqsh file that the cluster's jobs run in: under a lock, to a temporary name, then renamed.
set -euo pipefail

project=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
@settings@
squash='-comp zstd -noD' # enroot's own default, lzo, is missing on many systems

usage() {
  cat <<END
usage: ./import-sqsh.sh [--place NAME] [--from docker|registry]

Makes $file of the image $image,
in the folder where the place keeps its images. Does nothing when it is there.

  --place NAME     one of: ${places[*]} (default: ${places[0]})
  --from docker    from the docker daemon of this machine (the default where it has the image)
  --from registry  from the registry; on a cluster, inside an allocation:  srun ./import-sqsh.sh

ENROOT_SQUASH_OPTIONS (default: $squash) and ENROOT_TEMP_PATH are enroot's own.
END
}

say() { printf '%s\n' "import-sqsh.sh: $*" >&2; }
die() {
  say "$*"
  exit 1
}
misuse() {
  say "$*; see --help"
  exit 2
}

place=${ENVC_PLACE:-${places[0]}}
from=''
while [[ $# -gt 0 ]]; do
  case $1 in
    --place | --from)
      if [[ $# -lt 2 ]]; then misuse "$1 takes a word"; fi
      if [[ $1 == --place ]]; then place=$2; else from=$2; fi
      shift 2
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) misuse "unknown option $1" ;;
  esac
done

choose_folder() {
@folders@
}

# dockerd:// where a daemon has the very image, else the registry.
choose_source() {
  if [[ ! $from ]]; then
    from=registry
    if docker image inspect "$image" >/dev/null 2>&1; then from=docker; fi
  fi
  case $from in
    docker) uri=dockerd://$image ;;
    registry)
      if [[ ! $registry_uri ]]; then
        die "no docker daemon here has $image, and project.env names no image in a registry: build it first, with make image"
      fi
      uri=$registry_uri
      ;;
    *) misuse "--from takes docker or registry, not $from" ;;
  esac
}

# The unpacked image and the packed one are on disk together for a while.
check_disk() {
  local size free
  if [[ $from != docker ]]; then return; fi
  size=$(docker image inspect --format '{{.Size}}' "$image")
  free=$(df --output=avail -B1 -- "$images" | tail -n 1)
  if ((free < size)); then
    die "$images has $((free >> 20)) MiB free and the image $((size >> 20)) MiB: free some, or say images DIR in project.env"
  fi
}

new=''
remove_partial() { rm -f -- "$new"; }

import() {
  new=$images/.$file.$$.new
  trap remove_partial EXIT
  ENROOT_SQUASH_OPTIONS=${ENROOT_SQUASH_OPTIONS:-$squash} enroot import -o "$new" "$uri" >&2 ||
    die "enroot could not import $uri"
  mv -- "$new" "$images/$file"
  trap - EXIT
}

choose_folder
mkdir -p -- "$images"
if [[ -e $images/$file ]]; then
  say "$images/$file is there"
  exit 0
fi
if ! command -v enroot >/dev/null; then
  die "enroot is not on PATH: run this on the cluster, for example with srun ./import-sqsh.sh"
fi

# Two imports at a time would write the same file: the second waits, and then finds it.
exec 9>"$images/.$file.lock"
flock 9
if [[ ! -e $images/$file ]]; then
  choose_source
  check_disk
  import
fi
say "made $images/$file"
