# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names shared with stage.sh
# shellcheck disable=SC2016,SC1003 # a $ or \ in single quotes is meant as it stands
# Mounts, variables, ports, history.

test_the_folder_of_the_script_is_the_project() {
  stage cpu
  local mount="type=bind,\"source=${project//\"/\"\"}\",target=/work"
  ln -s "$project/launch.sh" "$scratch/link"
  ln -s ../link "$scratch/home/link to link"
  (cd "$scratch/home" && on_stage './link to link' x)
  has --mount "$mount"
  (cd "$project" && on_stage ./launch.sh x)
  has --mount "$mount"
  (cd "$project" && on_stage bash launch.sh x)
  has --mount "$mount"
  (cd / && CDPATH=$scratch on_stage "$project/launch.sh" x)
  has --mount "$mount"
}

test_a_mount_source_is_missing() {
  stage research_dev_env
  launch --cpu x
  refused 1 "nothing is at $scratch/home/data/my_dataset, which is mounted on /dataset at laptop"
  launch --cpu --place penn x
  refused 1 '$SCRATCH/my_dataset is mounted on /dataset at penn, but that variable is not set'
  stage_env=(SCRATCH=)
  launch --cpu --place penn x
  refused 1 '$SCRATCH/my_dataset is mounted on /dataset at penn, but that variable is not set'
  stage_env=(SCRATCH=relative)
  launch --cpu --place penn x
  refused 1 'relative/my_dataset is mounted on /dataset at penn, but it is not an absolute path'
  stage_env=(SCRATCH=/nowhere)
  launch --cpu --place penn x
  refused 1 'nothing is at /nowhere/my_dataset, which is mounted on /dataset at penn'
  launch --cpu --no-place --mount here:/there x
  refused 1 "nothing is at $scratch/home/here, which is mounted on /there"
}

test_a_missing_mount_is_told_before_anything_is_pulled() {
  stage research_dev_env
  rm "$state/image"
  launch --cpu x
  equal 1 "$status"
  [[ $(cat "$state/calls") != *pull* ]] || fail 'pulled'
}

test_hostile_text_arrives_as_it_is() {
  stage hostile
  local data="data, \"a\" \$(touch hacked) 'b'"
  mkdir "$project/$data" "$scratch/home/over \$ride"
  printf '%s\n' PATH=/image/bin:/usr/bin OTHER=1 >"$state/image_env"
  stage_env=(ENVC_TEST_DIR="/a 'b'")
  launch "x y"
  ran
  has --user 0:0
  has --mount "type=bind,\"source=${project//\"/\"\"}/data, \"\"a\"\" \$(touch hacked) 'b'\",\"target=/target, \"\"x\"\" \$HOME\""
  has --mount "type=bind,source=$scratch/home/over \$ride,target=/scratch"
  has --env $'A=$(touch hacked) `touch hacked` \'q\' "d" * \\ \n end' --env B= --env "C=$scratch/home/with space" \
    --env "D=/a 'b'/d e" --env 'E=$5'
  has --env PATH=/more/bin:/image/bin:/usr/bin --env "PATH=$scratch/home/bin:/more/bin:/image/bin:/usr/bin" --env NEW=/n
  has --publish 127.0.0.1:6007:6006 --publish 127.0.0.1:9999:8888
  lacks --publish 127.0.0.1:8888:8888
  has --env NVIDIA_VISIBLE_DEVICES=void
  [[ ! -e $project/hacked && ! -e $scratch/home/hacked && ! -e hacked ]] || fail 'text was executed'
}

test_a_variable_of_a_place_is_not_set() {
  stage hostile
  launch x
  refused 1 'D is $ENVC_TEST_DIR/d e at esac, but that variable is not set'
}

test_readonly_and_ports_above_the_places() {
  stage hostile
  mkdir "$project/data, \"a\" \$(touch hacked) 'b'"
  launch --no-place --cpu x
  ran
  has --mount 'type=bind,source=/tmp,target=/scratch,readonly'
  has --publish 127.0.0.1:6007:6006 --publish 127.0.0.1:8888:8888
}

# --- history ---

test_the_history_is_a_file_before_docker_sees_it() {
  stage cpu
  local file="$project/.envc_history"
  launch x
  ran
  has --mount "type=bind,\"source=${file//\"/\"\"}\",target=/home/user/.bash_history"
  [[ -f $file && ! -s $file ]] || fail 'no empty file'
  equal 600 "$(stat -c %a "$file")"
  echo kept >"$file"
  launch x
  equal kept "$(cat "$file")"
}

test_a_folder_in_the_place_of_the_history() {
  stage cpu
  mkdir "$project/.envc_history"
  launch x
  ran
  said "the shell's history is not kept: $project/.envc_history cannot be made"
  read_argv
  [[ ${options[*]} != *history* ]] || fail "${options[*]}"
}

test_a_history_of_the_projects_own() {
  stage named
  touch "$project/hist"
  launch --cpu x
  ran
  has --mount "type=bind,\"source=${project//\"/\"\"}/hist\",target=/home/user/.bash_history"
  [[ ! -e $project/.envc_history ]] || fail 'another history was made'
}
