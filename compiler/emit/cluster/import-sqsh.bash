#!/bin/bash
# Makes the .sqsh file that the cluster's jobs run in: under a lock, to a temporary name, then renamed.
#insert directive
set -euo pipefail

#if project
script=$(readlink -f -- "${BASH_SOURCE[0]}")
project=${script%/*}
#end
#insert settings
squash='-comp zstd -noD' # enroot's own default, lzo, is missing on many systems

usage() {
  cat <<END
#if places
usage: ./import-sqsh.sh [--place NAME] [--from docker|registry]

Makes $file of the image $image,
in the folder where the place keeps its images. Does nothing when it is there.

  --place NAME     one of: ${places[*]} (now: $place; also by \$ENVC_PLACE)
#end
#if beside
usage: ./import-sqsh.sh [--from docker|registry]

Makes $file of the image $image,
in this folder. Does nothing when it is there.

#end
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

#if places
place=${ENVC_PLACE:-${places[0]}}
#end
from=''
while [[ $# -gt 0 ]]; do
  case $1 in
#if places
    --place)
      if [[ $# -lt 2 ]]; then misuse "$1 takes a name"; fi
      place=$2
      shift 2
      ;;
#end
    --from)
      if [[ $# -lt 2 ]]; then misuse "$1 takes docker or registry"; fi
      from=$2
      shift 2
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) misuse "unknown option $1" ;;
  esac
done

#if places
case $place in
#insert folders
  *) misuse "no cluster is called $place: there are ${places[*]}" ;;
esac
#end
case $images in
  \$*) die "images are kept in $images, but that variable is not set" ;;
esac

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

# need FOLDER BYTES CURE
need() {
  local free
  free=$(df --output=avail -B1 -- "$1" | tail -n 1)
  if ((free >= $2)); then return; fi
  die "$1 has $((free >> 20)) MiB free, and $(($2 >> 20)) MiB are needed: free some, or $3"
}

# enroot unpacks the whole image before it packs it; packed it has about half the size.
check_disk() {
  local size=$about_bytes
  if [[ $from == docker ]]; then size=$(docker image inspect --format '{{.Size}}' "$image"); fi
  need "${ENROOT_TEMP_PATH:-${TMPDIR:-/tmp}}" "$size" 'set ENROOT_TEMP_PATH to a folder on another disk'
  need "$images" "$((size / 2))" 'say another folder with images DIR in project.env'
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
if [[ -e $images/$file ]]; then
  say "$images/$file is there: another import made it"
  exit 0
fi
choose_source
check_disk
import
say "made $images/$file"
