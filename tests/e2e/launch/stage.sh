# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names shared with run.sh and the tests
# A stage for one test: a project folder with an odd name, and a PATH that holds stand-ins which record what they are
# called with. Sourced by run.sh; every test runs in a process of its own.

# stage PLAN: the script of that plan (write_scripts.cpp) in $project, with working stand-ins for docker and id.
stage() {
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/envc-launch.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT
  project="$scratch/an 'odd' \"folder\", \$HOME"
  state=$scratch/state
  bin=$scratch/bin
  mkdir -p "$project" "$state" "$bin" "$scratch/home" "$scratch/run"
  cp "$scripts/$1/launch.sh" "$project/launch.sh"
  image=$(sed -n 's/^image=//p' "$project/launch.sh")
  local tool
  for tool in cat chown mktemp readlink rm sed stat; do ln -s "$(command -v "$tool")" "$bin/$tool"; done
  ln -s "${ENVC_TEST_BASH:-$BASH}" "$bin/bash"
  stand_in_docker docker
  stand_in id <<'EOF'
case $1 in
  -u) echo 1234 ;;
  -g) echo 5678 ;;
  -G) echo 5678 44 100 ;;
  -un) echo ann ;;
esac
EOF
}

# stand_in NAME: a program on the stage's PATH, its lines from standard input.
stand_in() {
  { printf '#!%s\n' "$bin/bash" && cat; } >"$bin/$1"
  chmod +x "$bin/$1"
}

# What the stand-in answers is in $state: info, info_status, image (it is here), image_env, pull_status, run_status.
# stand_in_docker NAME
stand_in_docker() {
  echo '{"Runtimes":{"runc":{"path":"runc"}},"SecurityOptions":["name=seccomp,profile=builtin"]}' >"$state/info"
  touch "$state/image"
  stand_in "$1" <<EOF
state=$(printf %q "$state")
EOF
  cat >>"$bin/$1" <<'EOF'
code_of() { local code; code=$(answer "$1"); exit "${code:-0}"; }
answer() { if [[ -f $state/$1 ]]; then cat "$state/$1"; fi; }
printf '%s\n' "${0##*/} ${1-}" >>"$state/calls"
case $1 in
  info) answer info; code_of info_status ;;
  image)
    if [[ $3 == --format ]]; then answer image_env; fi
    [[ -f $state/image ]]
    ;;
  pull) echo "progress of $2"; code_of pull_status ;;
  run)
    printf '%s\0' "$@" >"$state/argv"
    answer run_does >"$state/now"
    . "$state/now"
    code_of run_status
    ;;
esac
EOF
}

# launch WORD…: runs the script on the stage; sets status, out and err.
launch() {
  rm -f "$state/argv"
  status=0
  (cd "$scratch/home" && on_stage "$project/launch.sh" "$@") >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
  out=$(cat "$scratch/out") err=$(cat "$scratch/err")
}

# on_stage COMMAND…: in the stage's environment; stage_env adds to it.
stage_env=()
on_stage() { (replace "$@"); }

# in_background COMMAND…: the same; sets pid, which is the command's own.
in_background() {
  replace "$@" &
  pid=$!
}

replace() {
  exec env -i PATH="$bin" HOME="$scratch/home" HOSTNAME=host TMPDIR="$scratch" XDG_RUNTIME_DIR="$scratch/run" \
    "${stage_env[@]}" "$@"
}

# --- what is expected ---

fail() {
  printf '%s: line %s: %s\n' "$test_name" "${BASH_LINENO[1]}" "$1"
  exit 1
}

quoted() { printf ' %q' "$@"; }

equal() { [[ $1 == "$2" ]] || fail "expected $(quoted "$1"), got $(quoted "$2")"; }

# The script ended well and ran the container.
ran() {
  if [[ $status != "${1-0}" || ! -f $state/argv ]]; then fail "status $status, standard error: $err"; fi
}

# refused STATUS SENTENCE: that and nothing else on standard error, and no container.
refused() {
  equal "launch.sh: $2" "$err"
  equal "$1" "$status"
  equal '' "$out"
  [[ ! -f $state/argv ]] || fail 'a container was run'
}

said() { equal "launch.sh: $1" "$err"; }

# argv WORD…: the whole of what docker got.
argv() {
  local got
  mapfile -d '' -t got <"$state/argv"
  [[ $(quoted "$@") == "$(quoted "${got[@]}")" ]] || fail "expected$(quoted "$@"), got$(quoted "${got[@]}")"
}

# await FILE: until a program in the background has made it.
await() {
  local tries
  for ((tries = 0; tries < 200; tries++)); do
    if [[ -e $1 ]]; then return; fi
    sleep 0.05
  done
  fail "$1 was never made"
}

# Sets options and command: what docker got before and after the image.
read_argv() {
  local got i
  mapfile -d '' -t got <"$state/argv"
  for ((i = 0; i < ${#got[@]}; i++)); do
    if [[ ${got[i]} == "$image" ]]; then break; fi
  done
  options=("${got[@]:0:i}") command=("${got[@]:i+1}")
}

# command_is WORD…: all words after the image.
command_is() {
  read_argv
  [[ $(quoted "$@") == "$(quoted "${command[@]}")" ]] || fail "expected$(quoted "$@"), got$(quoted "${command[@]}")"
}

# Words side by side among the options.
has() {
  read_argv
  [[ "$(quoted "${options[@]}") " == *"$(quoted "$@") "* ]] || fail "no$(quoted "$@") in$(quoted "${options[@]}")"
}

lacks() {
  read_argv
  [[ "$(quoted "${options[@]}") " != *"$(quoted "$@")"* ]] || fail "found$(quoted "$@") in$(quoted "${options[@]}")"
}
