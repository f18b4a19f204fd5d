# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names shared with stage.sh
# shellcheck disable=SC2016,SC1003 # a $ or \ in single quotes is meant as it stands
# The command line: its options, what they refuse, and places.

test_help_lists_the_places_and_needs_nothing() {
  stage research_dev_env
  rm "$bin/docker"
  launch --help
  equal 0 "$status"
  equal '' "$err"
  [[ $out == *'one of: laptop penn (now: laptop;'* && $out == *"image: $image" ]] || fail "$out"
  launch --place penn -h
  [[ $out == *'(now: penn;'* ]] || fail "$out"
}

test_help_tells_only_of_what_the_image_has() {
  stage cpu
  launch --help
  [[ $out != *--place* && $out != *--gpus* && $out != *--any-driver* && $out == *--cpu* ]] || fail "$out"
}

test_refused_options() {
  stage research_dev_env
  local hint='; ./launch.sh --help shows the options'
  launch --shm
  refused 2 "--shm takes a size such as 8g, found ''$hint"
  launch --shm lots x
  refused 2 "--shm takes a size such as 8g, found 'lots'$hint"
  launch --gpus some x
  refused 2 "--gpus takes all, none or a number, found 'some'$hint"
  launch --gpus 0 x
  refused 2 "--gpus takes all, none or a number, found '0'$hint"
  launch --mount /a:b x
  refused 2 "--mount takes SRC:DST or SRC:DST:ro with an absolute DST, found '/a:b'$hint"
  launch --env NAME x
  refused 2 "--env takes NAME=VALUE, found 'NAME'$hint"
  launch --engine nerdctl x
  refused 2 "--engine takes docker or podman, found 'nerdctl'$hint"
  launch --name
  refused 2 "--name takes a value$hint"
  launch --name= x
  refused 2 "--name takes a value$hint"
  launch --privileged x
  refused 2 "no option is called --privileged (-- stands before a command that begins with a dash)$hint"
  launch --privileged=yes x
  refused 2 "no option is called --privileged (-- stands before a command that begins with a dash)$hint"
  launch -it x
  refused 2 "no option is called -it (-- stands before a command that begins with a dash)$hint"
}

test_options_say_more_than_the_defaults() {
  stage cpu
  mkdir "$scratch/home/here" "$scratch/home/a:b"
  launch --shm 512m --name=box --env A=1 --env 'B=x = "y" $z' --root --mount here:/there/ --mount="$scratch/home/a:b:/c:ro" x
  ran
  has --shm-size 512m
  has --name box
  has --user 0:0 --env HOME=/home/user --env USER=root --env LOGNAME=root
  lacks --group-add
  has --env A=1 --env 'B=x = "y" $z'
  has --mount "type=bind,source=$scratch/home/here,target=/there"
  has --mount "type=bind,source=$scratch/home/a:b,target=/c,readonly"
  command_is x
}

test_a_mount_option_replaces_the_mount_of_its_target() {
  stage research_dev_env
  mkdir "$scratch/home/other"
  launch --cpu --mount other:/dataset:ro x
  ran
  has --mount "type=bind,source=$scratch/home/other,target=/dataset,readonly"
  lacks --mount "type=bind,source=$scratch/home/data/my_dataset,target=/dataset"
}

# --- places ---

test_the_first_place_without_slurm_is_the_default() {
  stage research_dev_env
  mkdir -p "$scratch/home/data/my_dataset" "$scratch/far, away/my_dataset"
  stage_env=(SCRATCH="$scratch/far, away")
  launch --cpu x
  has --mount "type=bind,source=$scratch/home/data/my_dataset,target=/dataset"
  launch --cpu --place penn x
  has --mount "type=bind,\"source=$scratch/far, away/my_dataset\",target=/dataset"
  lacks --mount "type=bind,source=$scratch/home/data/my_dataset,target=/dataset"
  stage_env+=(ENVC_PLACE=penn)
  launch --cpu x
  has --mount "type=bind,\"source=$scratch/far, away/my_dataset\",target=/dataset"
  launch --cpu --place laptop x
  has --mount "type=bind,source=$scratch/home/data/my_dataset,target=/dataset"
  launch --cpu --no-place x
  ran
  read_argv
  [[ ${options[*]} != */dataset* && ${options[*]} == *target=/project* ]] || fail "${options[*]}"
}

test_no_place_is_the_default_where_all_are_clusters() {
  stage clusters
  launch x
  ran
  lacks --env WHERE=one
  launch --place two x
  has --env WHERE=two
}

test_an_unknown_place() {
  stage research_dev_env
  launch --place moon x
  refused 2 "no place is called 'moon': there are laptop penn; ./launch.sh --help shows the options"
  [[ ! -e $project/.envc_history ]] || fail 'a history was made'
}
