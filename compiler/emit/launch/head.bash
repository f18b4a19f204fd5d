#!/usr/bin/env bash
#insert directive
set -euo pipefail

script=$(readlink -f -- "${BASH_SOURCE[0]}")
project=${script%/*} # the folder of this file, wherever it is called from

# --- what project.env says -----------------------------------------------------------------------------------------

#insert constants

#insert settings

# --- the words that settings() is written in -----------------------------------------------------------------------

at='' # the place, for messages
mount_sources=() mount_targets=() mount_modes=()
variables=() # NAME=VALUE, or NAME+=VALUE: before what the image has
#if ports
ports=() # ports[CONTAINER]=HOST
#end

# add_mount SOURCE TARGET [ro]: takes the place of an earlier mount at TARGET.
add_mount() {
  local i
  find_mount "$2"
  mount_sources[i]=$1 mount_targets[i]=$2 mount_modes[i]=${3-}
}

# Sets i: the mount at TARGET, or the number of mounts.
find_mount() {
  for ((i = 0; i < ${#mount_targets[@]}; i++)); do
    if [[ ${mount_targets[i]} == "$1" ]]; then return; fi
  done
}

set_env() {
  if [[ $2 == \$[A-Za-z_]* ]]; then die "$1 is $2$at, but that variable is not set"; fi
  variables+=("$1=$2")
}
#if prepend

prepend_env() { set_env "$1+" "$2"; }
#end

# --- messages ------------------------------------------------------------------------------------------------------

say() { printf 'launch.sh: %s\n' "$1" >&2; }

die() {
  say "$1"
  exit 1
}

misuse() {
  say "$1; ./launch.sh --help shows the options"
  exit 2
}

# What keeps the container from starting. A dry run only tells it: it shows the command all the same.
problem() {
  if [[ $dry_run ]]; then say "$1"; else die "$1"; fi
}
