#if x11

# --- display -------------------------------------------------------------------------------------------------------

cookie='' # the X server's, in a file for this run
#if ports
network=''
#end

# Without a display the container goes without, too.
add_display() {
  local number socket
  if [[ $display != x11 || ! ${DISPLAY-} ]]; then return; fi
  if [[ $DISPLAY == :* || $DISPLAY == unix:* ]]; then
    number=${DISPLAY#*:}
    socket=/tmp/.X11-unix/X${number%%.*}
    if [[ ! -S $socket ]]; then
      say "no windows: DISPLAY is $DISPLAY, but no X server listens at $socket"
      return
    fi
    add_mount "$socket" "$socket"
  else
    # What ssh -X forwards listens on this machine's loopback.
#if ports
    network=host
#end
    options+=(--network host)
  fi
  options+=(--env "DISPLAY=$DISPLAY" --env QT_X11_NO_MITSHM=1)
  if ! command -v xauth >/dev/null; then
    say "windows may be refused: xauth, which knows the X server's cookie, is not on PATH"
    return
  fi
  make_cookie
  if [[ -s $cookie ]]; then
    add_mount "$cookie" /run/envc.xauth ro
    options+=(--env XAUTHORITY=/run/envc.xauth)
  else
    say "windows may be refused: xauth has no cookie for $DISPLAY"
  fi
}

make_cookie() {
  local folder=${XDG_RUNTIME_DIR:-/tmp}
  if [[ ! -w $folder ]]; then folder=/tmp; fi
  if [[ ! $dry_run ]]; then trap 'rm -f -- "$cookie"' EXIT; fi
  cookie=$(mktemp "$folder/envc-xauth.XXXXXX")
  # ffff is FamilyWild: the entry then holds under the container's host name, too.
  xauth nlist "$DISPLAY" 2>/dev/null | sed 's/^..../ffff/' | xauth -q -f "$cookie" nmerge - 2>/dev/null || true
  give_to_caller "$cookie"
  if [[ $dry_run ]]; then say "the X server's cookie stays in $cookie"; fi
}
#end
