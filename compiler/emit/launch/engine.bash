
# --- engine and image ----------------------------------------------------------------------------------------------

info=''         # what `docker info` tells: runtimes, devices, security options
engine_works='' # or there is no use in asking for the image

check_engine() {
  local other=podman
  if [[ $engine == podman ]]; then other=docker; fi
  if ! command -v "$engine" >/dev/null; then
    if command -v "$other" >/dev/null; then
      problem "$engine is not on PATH, but $other is: use --engine $other, or install $engine"
    else
      problem "$engine is not on PATH: install $engine"
    fi
  elif [[ $engine == docker ]]; then
    check_daemon
  else
    engine_works=yes
  fi
}

check_daemon() {
  # Some versions end with 0 when the daemon does not answer, and only tell it.
  if info=$(docker info --format '{{json .}}' 2>&1) && [[ $info != *'"ServerErrors":['* ]]; then
    engine_works=yes
    if [[ $info == *'"buildahVersion":'* ]]; then engine=podman; fi # podman under docker's name
  elif [[ $info == *'permission denied'* ]]; then
    problem "you may not use the docker daemon: run 'sudo usermod -aG docker \$USER' and log in again, or put sudo before this command"
  else
    problem "the docker daemon does not answer: start it, for example with 'sudo systemctl start docker'"
  fi
}

check_image() {
  local missing="image $image is not here" build
  if [[ ! $engine_works ]]; then return; fi
  if "$engine" image inspect "$image" >/dev/null 2>&1; then return; fi
#if published
  if [[ ! $dry_run ]]; then
    say "$missing: pulling it"
    if pull_image; then return; fi
    missing="image $image is not here and cannot be pulled"
  fi
#end
  printf -v build '%q build -t %q %q' "$engine" "$image" "$project"
  if [[ $engine == docker ]]; then build="DOCKER_BUILDKIT=1 $build"; fi
  problem "$missing: build it with: $build"
}
#if published

pull_image() {
  local name=$image
  if [[ $engine == podman ]]; then
    case $image in
      localhost/* | *[.:]*/*) ;; # with a registry
      */*) name=docker.io/$image ;;
      *) name=docker.io/library/$image ;;
    esac
  fi
  "$engine" pull "$name" >&2 # standard output is the command's
}
#end
