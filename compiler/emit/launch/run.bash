
# --- the run -------------------------------------------------------------------------------------------------------

# Prints the command so that bash reads the same words again, an option a line.
print_command() {
  local word
  printf '%s %s' "$1" "$2"
  shift 2
  for word; do
    if [[ $word == --* || $word == "$image" ]]; then printf ' \\\n '; fi
    if [[ $word =~ ^[A-Za-z0-9_@%+=:,./-]+$ ]]; then
      printf ' %s' "$word"
    elif [[ $word && $word != *[\'[:cntrl:]]* ]]; then
      printf " '%s'" "$word"
    else
      printf ' %q' "$word"
    fi
  done
  printf '\n'
}
#if x11

# The cookie must go when the container does, so this process stays: it passes signals on and ends as the command ends.
# (Ctrl-C needs no passing on: the terminal sends it to both.)
child='' interrupted=''
run_and_wait() {
  local status
  "$@" <&0 &
  child=$!
  trap 'interrupted=yes; kill -TERM "$child" 2>/dev/null || :' TERM
  trap 'interrupted=yes; kill -HUP "$child" 2>/dev/null || :' HUP
  trap 'interrupted=yes' INT
  while :; do
    interrupted='' status=0
    wait "$child" || status=$?
    if [[ ! $interrupted ]]; then exit "$status"; fi
  done
}
#end

run() {
  if [[ $dry_run ]]; then
    print_command "$@"
    exit 0
  fi
#if x11
  if [[ $cookie ]]; then run_and_wait "$@"; fi
#end
  exec "$@" # signals go straight to it
}

main() {
  parse_options "$@"
  shift "$consumed"
  settings
  apply_options
  check_engine
  check_mounts
  check_image
  find_caller
  bind_history
  add_basics
  add_identity
#if gpus
  add_gpus
#end
#if x11
  add_display
#end
#if ports
  add_ports
#end
  add_mounts
  add_variables
#if entrypoint
  if (($# == 0)); then options+=(--entrypoint "$shell"); fi
#end
#if direct
  if (($# == 0)); then set -- "$shell"; fi
#end
  run "$engine" run "${options[@]}" "$image" "$@"
}

main "$@"
