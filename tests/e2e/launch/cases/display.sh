# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names shared with stage.sh
# shellcheck disable=SC2016,SC1003 # a $ or \ in single quotes is meant as it stands
# Windows: the X server's socket and a cookie of this run's own.

# stage_with_display: an X server's socket at $socket, DISPLAY, and an xauth that knows a cookie.
stage_with_display() {
  stage research_dev_env
  mkdir -p "$scratch/home/data/my_dataset"
  number=$((RANDOM + 1000))
  socket=/tmp/.X11-unix/X$number
  if [[ ! -d /tmp/.X11-unix ]]; then mkdir -m 1777 /tmp/.X11-unix; fi
  python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$socket"
  trap 'rm -rf "$scratch" "$socket"' EXIT
  stage_env=(DISPLAY=":$number.0")
  stand_in xauth <<EOF
state=$(printf %q "$state")
EOF
  cat >>"$bin/xauth" <<'EOF'
case $1 in
  nlist) printf '%s\n' "$2" >"$state/display"; if [[ -f $state/cookies ]]; then cat "$state/cookies"; fi ;;
  -q) cat >"$3" ;;
esac
EOF
  echo '0100 0004 686f7374 0001 30 0012 MIT-MAGIC-COOKIE-1 0010 0123456789abcdef' >"$state/cookies"
  # What the container would see, seen while it runs.
  cat >"$state/run_does" <<'EOF'
for word; do
  case $word in
    *,target=/run/envc.xauth,readonly)
      cookie=${word#*source=} cookie=${cookie%%,*}
      printf '%s\n' "$(stat -c %a "$cookie")" "$(cat "$cookie")" >"$state/cookie_seen"
      ;;
  esac
done
EOF
}

no_cookie_is_left() {
  local left=("$scratch"/run/* "$scratch"/envc-xauth*)
  [[ ${left[*]} == "$scratch/run/* $scratch/envc-xauth*" ]] || fail "left: ${left[*]}"
}

test_a_display_by_socket_and_cookie() {
  stage_with_display
  launch --cpu x
  ran
  equal '' "$err"
  has --env "DISPLAY=:$number.0" --env QT_X11_NO_MITSHM=1 --env XAUTHORITY=/run/envc.xauth
  has --mount "type=bind,source=$socket,target=$socket"
  lacks --network
  equal ":$number.0" "$(cat "$state/display")"
  # FamilyWild, readable to the caller alone.
  equal '600
ffff 0004 686f7374 0001 30 0012 MIT-MAGIC-COOKIE-1 0010 0123456789abcdef' "$(cat "$state/cookie_seen")"
  no_cookie_is_left
}

test_the_status_beside_a_cookie_is_the_commands() {
  stage_with_display
  for code in 0 3 143; do
    echo "$code" >"$state/run_status"
    launch --cpu x
    equal "$code" "$status"
    no_cookie_is_left
  done
}

test_standard_input_beside_a_cookie() {
  stage_with_display
  echo cat >"$state/run_does"
  equal 'from a pipe' "$(echo 'from a pipe' | on_stage "$project/launch.sh" --cpu cat)"
}

test_signals_beside_a_cookie() {
  local signal
  for signal in TERM HUP; do
    stage_with_display
    mkfifo "$state/wait"
    cat >"$state/run_does" <<EOF
trap 'exit 42' $signal
: >"\$state/ready"
for i in {1..100}; do read -t 0.1 -r _ <>"\$state/wait"; done
EOF
    in_background "$project/launch.sh" --cpu x
    local code=0
    await "$state/ready"
    kill "-$signal" "$pid"
    wait "$pid" || code=$?
    equal 42 "$code"
    no_cookie_is_left
    rm -rf "$scratch" "$socket"
  done
}

test_a_cookie_goes_when_a_check_fails() {
  stage_with_display
  echo 'exit 1' >"$state/run_does"
  launch --cpu x
  equal 1 "$status"
  no_cookie_is_left
}

test_no_display_is_no_matter() {
  stage_with_display
  stage_env=()
  launch --cpu x
  ran
  equal '' "$err"
  lacks --env QT_X11_NO_MITSHM=1
  stage_env=(DISPLAY=)
  launch --cpu x
  ran
  equal '' "$err"
}

test_only_where_a_place_shows_windows() {
  stage_with_display
  launch --cpu --no-place x
  ran
  lacks --env "DISPLAY=:$number.0"
}

test_a_display_without_a_server() {
  stage_with_display
  rm "$socket"
  launch --cpu x
  ran
  said "no windows: DISPLAY is :$number.0, but no X server listens at $socket"
  lacks --env "DISPLAY=:$number.0"
}

test_no_xauth() {
  stage_with_display
  rm "$bin/xauth"
  launch --cpu x
  ran
  said "windows may be refused: xauth, which knows the X server's cookie, is not on PATH"
  has --env "DISPLAY=:$number.0"
  lacks --env XAUTHORITY=/run/envc.xauth
}

test_no_cookie() {
  stage_with_display
  rm "$state/cookies"
  launch --cpu x
  ran
  said "windows may be refused: xauth has no cookie for :$number.0"
  lacks --env XAUTHORITY=/run/envc.xauth
  no_cookie_is_left
}

test_a_display_over_tcp_needs_the_hosts_network() {
  stage_with_display
  stage_env=(DISPLAY=localhost:10.0)
  launch --cpu x
  ran
  equal '' "$err"
  has --network host --env DISPLAY=localhost:10.0
}

test_ports_beside_the_hosts_network() {
  stage named
  touch "$project/hist"
  launch --cpu x
  has --publish 127.0.0.1:8888:8888
  stage_env=(DISPLAY=localhost:10.0)
  launch --cpu x
  lacks --publish
  equal "launch.sh: windows may be refused: xauth, which knows the X server's cookie, is not on PATH
launch.sh: the container shares the network of this machine for its display: its ports are open as they are" "$err"
}

test_a_dry_run_leaves_the_cookie_that_it_prints() {
  stage_with_display
  launch --cpu --dry-run x
  local cookies=("$scratch"/run/*)
  said "the X server's cookie stays in ${cookies[0]}"
  printf '%s\n' "$out" | on_stage "$bin/bash"
  has --mount "type=bind,source=${cookies[0]},target=/run/envc.xauth,readonly"
}
