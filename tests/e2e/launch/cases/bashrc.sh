# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names shared with stage.sh
# shellcheck disable=SC2016,SC1003 # a $ or \ in single quotes is meant as it stands
# The interactive shell of the image.

# shell LINES: types them into an interactive bash with the article's bashrc; sets out and err (prompts go to err).
shell() {
  (cd "$scratch/home" && on_stage PATH=/usr/bin:/bin "${stranger[@]}" "$BASH" --rcfile "$state/bashrc" -i <<<"$1") >"$scratch/out" 2>"$scratch/err" || true
  out=$(cat "$scratch/out")
  err=$(grep -v -e 'cannot set terminal process group' -e 'no job control in this shell' "$scratch/err" || true)
}

# stage_shell: a home that anybody may write, and a user whom no machine knows.
stage_shell() {
  stage research_dev_env
  cp "$scripts/$1/bashrc" "$state/bashrc"
  chmod -R a+rX "$scratch"
  chmod 1777 "$scratch/home"
  stranger=()
  if [[ $(id -u) == 0 ]]; then
    stranger=("$(command -v setpriv)" --reuid 54321 --regid 54321 --clear-groups)
  fi
}

test_bashrc_leaves_scripts_alone() {
  stage_shell research_dev_env
  equal 'none none' "$(on_stage "$BASH" --norc -c '. "$1"; echo "${HISTFILE-none} ${PROMPT_COMMAND-none}"' _ "$state/bashrc")"
}

test_history_is_written_after_every_command_with_its_time() {
  stage_shell research_dev_env
  shell $'echo first\ncat ~/.bash_history >seen\n'
  local seen
  mapfile -t seen <"$scratch/home/seen"
  [[ ${seen[0]} =~ ^#[0-9]+$ && ${seen[1]} == 'echo first' ]] || fail "$(quoted "${seen[@]}")"
  shell $'echo second'
  equal 'echo first
cat ~/.bash_history >seen
echo second' "$(grep -v '^#' "$scratch/home/.bash_history")"
}

test_a_shell_that_ends_keeps_what_others_wrote() {
  stage_shell research_dev_env
  shell $'echo before\necho "echo of another shell" >>~/.bash_history\nexit'
  equal 1 "$(grep -c '^echo of another shell' "$scratch/home/.bash_history")"
}

test_history_has_no_limit() {
  stage_shell research_dev_env
  shell $'for i in {1..3000}; do history -s "number $i"; done'
  shell 'history | grep -c number'
  equal 3001 "$out" # the loop itself is one
}

test_the_prompt_shows_the_last_status() {
  stage_shell research_dev_env
  stage_env=(USER=ann TERM=dumb)
  shell $'cd /\nfalse\n(exit 7)\necho "status $?"'
  equal 'status 7' "$out"
  [[ $err == *'1 research_dev_env ann@'*':/'*'7 research_dev_env ann@'*'0 research_dev_env ann@'* ]] || fail "$err"
}

test_the_prompt_has_colours_where_there_are_some() {
  stage_shell research_dev_env
  stage_env=(USER=ann TERM=xterm)
  shell $'false'
  [[ $err == *$'\e[32m0\e[0m research_dev_env \e[36mann@'*$'\e[31m1\e[0m research_dev_env'* ]] || fail "$(quoted "$err")"
  stage_env=(USER=ann TERM=dumb)
  shell $'false'
  [[ $err != *$'\e['* ]] || fail "$(quoted "$err")"
}

test_a_user_without_a_name_has_a_prompt() {
  stage_shell research_dev_env
  ((${#stranger[@]})) || return 0 # only root can become one
  shell 'true'
  [[ $err == *'research_dev_env 54321@'* && $err != *'no name'* && $err != *'cannot find'* ]] || fail "$err"
}

test_a_home_that_cannot_be_written() {
  stage_shell research_dev_env
  stage_env=(TERM=dumb USER=ann)
  chmod 555 "$scratch/home"
  shell $'echo works\nhistory | tail -n 1'
  [[ $out == works*'history | tail -n 1' ]] || fail "$out"
  [[ $err != *denied* && $err != *'cannot create'* ]] || fail "$err"
  chmod 755 "$scratch/home"
  echo 'old' >"$scratch/home/.bash_history"
  chmod 444 "$scratch/home/.bash_history"
  shell 'echo works'
  equal works "$out"
  equal old "$(cat "$scratch/home/.bash_history")"
}

test_nothing_in_a_name_is_run() {
  stage_shell research_dev_env
  stage_env=(USER='$(touch hacked) `touch hacked` \w' TERM=dumb)
  mkdir "$scratch/home/"'$(touch hacked)'
  shell $'cd ~/\\$*\ntrue'
  [[ $err == *'$(touch hacked) `touch hacked` \w@'* ]] || fail "$err"
  [[ -z $(find "$scratch" -name hacked) ]] || fail 'text was executed'
}
