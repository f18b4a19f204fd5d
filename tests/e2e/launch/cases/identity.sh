# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names shared with stage.sh
# shellcheck disable=SC2016,SC1003 # a $ or \ in single quotes is meant as it stands
# Who the container runs as.

test_a_user_without_a_name() {
  stage cpu
  stand_in id <<<'case $1 in -un) echo 54321; echo "id: cannot find name for user ID 54321" >&2; exit 1 ;; *) echo 54321 ;; esac'
  launch x
  ran
  equal '' "$err"
  has --user 54321:54321 --env HOME=/home/user --env USER=54321 --env LOGNAME=54321
}

test_rootless_docker_maps_the_caller_to_0() {
  stage cpu
  echo '{"SecurityOptions":["name=seccomp,profile=builtin","name=rootless","name=cgroupns"]}' >"$state/info"
  launch x
  ran
  has --user 0:0 --env HOME=/home/user --env USER=ann
  lacks --group-add
}

test_a_user_of_the_image() {
  stage named
  touch "$project/hist"
  launch --cpu x
  ran
  has --user alice --env HOME=/home/user --env USER=alice --env LOGNAME=alice
  launch --cpu --root x
  has --user 0:0
}

test_labels_of_selinux() {
  stage cpu
  launch x
  lacks --security-opt
  echo '{"SecurityOptions":["name=seccomp,profile=builtin","name=selinux"]}' >"$state/info"
  launch x
  has --security-opt label=disable
}

# Root by sudo: stand-ins for what only root can do.
test_under_sudo_the_caller_is_who_typed_it() {
  stage cpu
  stand_in id <<<'case "$*" in -u | -g | -G) echo 0 ;; -un) echo root ;; "-G -- ann") echo 1234 44 ;; *) exit 1 ;; esac'
  rm "$bin/chown" "$bin/stat"
  stand_in chown <<<"printf '%s\n' \"\$@\" >$(printf %q "$state/chown")"
  stand_in stat <<<'echo 1234'
  stage_env=(SUDO_UID=1234 SUDO_GID=1234 SUDO_USER=ann)
  launch x
  ran
  has --user 1234:1234 --group-add 44 --env HOME=/home/user --env USER=ann
  equal "--
1234:1234
$project/.envc_history" "$(cat "$state/chown")"
  # In root's own folder it is root who works.
  rm "$bin/stat"
  stand_in stat <<<'echo 0'
  launch x
  has --user 0:0 --env HOME=/home/user --env USER=root
}

test_never_privileged_never_an_open_display() {
  local plan
  for plan in "$scripts"/*/launch.sh; do
    ! grep -Eq -- '--privileged|xhost' "$plan" || fail "$plan"
  done
}
