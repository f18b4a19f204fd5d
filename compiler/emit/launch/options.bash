
# --- the command line ----------------------------------------------------------------------------------------------

dry_run='' as_root='' engine=docker container_name=''
#if gpus
wanted_gpus=''
#end
#if cuda
any_driver=''
#end
extra_mounts=() extra_variables=()

usage() {
  cat <<EOF
usage: ./launch.sh [options] [--] [command [argument ...]]

Runs the command in the environment of this folder, or $shell when there is none.

#if places
  --place NAME          one of: ${places[*]} (now: ${place:-none}; also by \$ENVC_PLACE)
  --no-place            only what holds in every place
#end
#if gpus
  --gpus all|none|N     the GPUs to use
  --cpu, --no-gpu       no GPUs
#end
#if cuda
  --any-driver          go on though the driver's CUDA is older than the image's
#end
#if cpu
  --cpu, --no-gpu       no GPUs, as always: this image has no CUDA
#end
  --mount SRC:DST[:ro]  one mount more, or another source for DST
  --env NAME=VALUE      one variable more
  --shm SIZE            size of /dev/shm (now: $shm)
  --root                be root in the container, not yourself
  --name NAME           the container's name
  --engine NAME         docker (default) or podman
  --dry-run             print the command instead of running it
  --help                print this

image: $image
EOF
}

# take OPTION VALUE
take() {
  local value=${2-}
  case $1 in
#if places
    --place) place=$value ;;
#end
#if gpus
    --gpus)
      [[ $value =~ ^(all|none|[1-9][0-9]*)$ ]] || misuse "--gpus takes all, none or a number, found '$value'"
      wanted_gpus=$value
      ;;
#end
    --mount)
      [[ $value == ?*:/* ]] || misuse "--mount takes SRC:DST or SRC:DST:ro with an absolute DST, found '$value'"
      extra_mounts+=("$value")
      ;;
    --env)
      [[ $value =~ ^[A-Za-z_][A-Za-z0-9_]*= ]] || misuse "--env takes NAME=VALUE, found '$value'"
      extra_variables+=("$value")
      ;;
    --shm)
      [[ $value =~ ^[0-9]+[bkmgBKMG]?$ ]] || misuse "--shm takes a size such as 8g, found '$value'"
      shm=$value
      ;;
    --name) container_name=$value ;;
    --engine)
      [[ $value == docker || $value == podman ]] || misuse "--engine takes docker or podman, found '$value'"
      engine=$value
      ;;
    *) misuse "no option is called $1 (-- stands before a command that begins with a dash)" ;;
  esac
  [[ $value ]] || misuse "$1 takes a value"
}

# Sets `consumed`: how many words are options. The rest is the command.
parse_options() {
  local given=$#
  while (($#)); do
    case $1 in
      --help | -h)
        usage
        exit 0
        ;;
      --dry-run) dry_run=yes ;;
      --root) as_root=yes ;;
#if places
      --no-place) place='' ;;
#end
#if gpus
      --cpu | --no-gpu) wanted_gpus=none ;;
#end
#if cpu
      --cpu | --no-gpu) ;;
#end
#if cuda
      --any-driver) any_driver=yes ;;
#end
      --)
        shift
        break
        ;;
      --*=*) take "${1%%=*}" "${1#*=}" ;;
      -?*)
        take "$@"
        shift
        ;;
      *) break ;;
    esac
    shift
  done
  consumed=$((given - $#))
}

# What the options say over what the place says.
apply_options() {
  local i rest mode source target
  if [[ $as_root ]]; then user=root; fi
#if gpus
  if [[ $wanted_gpus ]]; then gpus=$wanted_gpus; fi
#end
  for ((i = 0; i < ${#extra_variables[@]}; i++)); do variables+=("${extra_variables[i]}"); done
  for ((i = 0; i < ${#extra_mounts[@]}; i++)); do
    rest=${extra_mounts[i]} mode=
    if [[ $rest == *:ro ]]; then mode=ro rest=${rest%:ro}; fi
    source=${rest%:/*} target=/${rest##*:/}
    if [[ $source != /* ]]; then source=$PWD/$source; fi
    if [[ $target != / ]]; then target=${target%/}; fi
    add_mount "$source" "$target" "$mode"
  done
}
