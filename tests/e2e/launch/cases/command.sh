# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names shared with stage.sh
# shellcheck disable=SC2016,SC1003 # a $ or \ in single quotes is meant as it stands
# The command: its words, its streams, its exit status.

test_whole_argv_of_the_shortest_script() {
  stage cpu
  launch python x.py
  ran
  argv run --rm --init --pull never --interactive --hostname host --shm-size 8g --workdir /work \
    --user 1234:5678 --group-add 44 --group-add 100 --env HOME=/home/user --env USER=ann --env LOGNAME=ann \
    --mount "type=bind,\"source=${project//\"/\"\"}\",target=/work" \
    --mount "type=bind,\"source=${project//\"/\"\"}/.envc_history\",target=/home/user/.bash_history" \
    "$image" python x.py
  equal '' "$err"
  equal '' "$out"
}

test_words_pass_as_they_are() {
  stage cpu
  local words=(sh -c 'echo "$1"' "it's" '"' '$HOME' '`id`' '*' '~' '' ' ' $'new\nline' $'\t' '\' 'é' '--dry-run' -- '{a,b}')
  launch "${words[@]}"
  ran
  command_is "${words[@]}"
}

test_a_command_that_begins_with_a_dash() {
  stage cpu
  launch --cpu -- --help
  ran
  command_is --help
}

test_no_command_is_the_shell() {
  stage cpu
  launch
  ran
  command_is /bin/bash
}

test_the_shell_of_an_image_with_an_entrypoint() {
  stage hostile
  launch --no-place --cpu
  equal 1 "$status" # its mount is missing
  mkdir "$project/data, \"a\" \$(touch hacked) 'b'"
  launch --no-place --cpu
  ran
  has --entrypoint '/bin/my shell'
  command_is
  launch --no-place --cpu words for it
  lacks --entrypoint
  command_is words for it
}

test_exit_status_is_the_commands() {
  stage cpu
  for code in 0 1 7 125 137; do
    echo "$code" >"$state/run_status"
    launch false
    equal "$code" "$status"
  done
}

test_streams_are_the_commands() {
  stage cpu
  echo 'cat; echo to standard error >&2' >"$state/run_does"
  equal 'from a pipe' "$(echo 'from a pipe' | on_stage "$project/launch.sh" cat 2>"$scratch/err")"
  equal 'to standard error' "$(cat "$scratch/err")"
}

# on_terminal [REDIRECTION]: launch.sh top, as typed on a terminal.
on_terminal() {
  local typed
  typed="$(quoted env -i PATH="$bin" HOME="$scratch" TERM=xterm-256color ./launch.sh top) ${1-}"
  rm -f "$state/argv"
  (cd "$project" && SHELL=/bin/sh script -qec "$typed" /dev/null) <<<'' >/dev/null
}

test_a_terminal_is_passed_on_when_there_is_one() {
  stage cpu
  on_terminal
  has --interactive --tty --detach-keys ctrl-q,ctrl-q --env TERM=xterm-256color
  on_terminal '</dev/null'
  lacks --tty
  on_terminal '>/dev/null'
  lacks --tty
  launch top
  lacks --tty
  lacks --env TERM=xterm-256color
}

test_docker_takes_the_place_of_the_script_and_its_signals() {
  stage cpu
  mkfifo "$state/wait"
  echo 'trap "exit 42" TERM; : >"$state/ready"; for i in {1..100}; do read -t 0.1 -r _ <>"$state/wait"; done' >"$state/run_does"
  in_background "$project/launch.sh" x
  local code=0
  await "$state/ready"
  kill -TERM "$pid"
  wait "$pid" || code=$?
  equal 42 "$code"
}

# --- dry run ---

test_dry_run_prints_what_a_run_would_do() {
  local plan
  for plan in cpu research_dev_env clusters; do
    stage "$plan"
    mkdir -p "$scratch/home/data/my_dataset"
    stand_in nvidia-smi <<<'echo "| NVIDIA-SMI 525.116.04   Driver Version: 525.116.04   CUDA Version: 12.0 |"'
    echo '{"Runtimes":{"nvidia":{},"runc":{}}}' >"$state/info"
    local words=(--name 'my name' --env 'A=two words "x" $y' -- "it's" '$HOME' '*' '' $'new\nline' '\' '--x=y')
    launch "${words[@]}"
    ran
    mv "$state/argv" "$state/argv_of_run"
    launch --dry-run "${words[@]}"
    equal 0 "$status"
    [[ ! -f $state/argv ]] || fail 'a container was run'
    printf '%s\n' "$out" | (cd / && on_stage "$bin/bash")
    cmp "$state/argv" "$state/argv_of_run" || fail 'another argv'
    rm -rf "$scratch"
  done
}

test_dry_run_tells_what_is_missing_and_goes_on() {
  stage research_dev_env
  rm "$bin/docker"
  launch --dry-run --cpu
  equal 0 "$status"
  equal "launch.sh: docker is not on PATH: install docker
launch.sh: nothing is at $scratch/home/data/my_dataset, which is mounted on /dataset at laptop" "$err"
  [[ $out == 'docker run'*"$image /bin/bash" ]] || fail "$out"
}
