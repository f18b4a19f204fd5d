# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names shared with stage.sh
# shellcheck disable=SC2016,SC1003 # a $ or \ in single quotes is meant as it stands
# Engine and image: one sentence for each thing that is missing.

test_docker_is_missing() {
  stage cpu
  rm "$bin/docker"
  launch x
  refused 1 'docker is not on PATH: install docker'
}

test_docker_is_missing_but_podman_is_here() {
  stage cpu
  mv "$bin/docker" "$bin/podman"
  launch x
  refused 1 'docker is not on PATH, but podman is: use --engine podman, or install docker'
}

test_the_daemon_does_not_answer() {
  stage cpu
  echo 1 >"$state/info_status"
  echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >"$state/info"
  launch x
  refused 1 "the docker daemon does not answer: start it, for example with 'sudo systemctl start docker'"
  echo 0 >"$state/info_status"
  echo '{"ServerErrors":["Cannot connect to the Docker daemon"]}' >"$state/info"
  launch x
  refused 1 "the docker daemon does not answer: start it, for example with 'sudo systemctl start docker'"
}

test_the_daemon_is_not_for_this_user() {
  stage cpu
  echo 1 >"$state/info_status"
  echo 'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock' >"$state/info"
  launch x
  refused 1 "you may not use the docker daemon: run 'sudo usermod -aG docker \$USER' and log in again, or put sudo before this command"
}

test_an_image_that_cannot_be_pulled_shows_how_to_build_it() {
  stage cpu
  rm "$state/image"
  launch x
  local build=${err#*build it with: }
  refused 1 "image $image is not here: build it with: $build"
  [[ $(cat "$state/calls") != *pull* ]] || fail 'an image without a published name was pulled'
  # The command can be pasted.
  stand_in docker <<<'printf "%s\n" "DOCKER_BUILDKIT=$DOCKER_BUILDKIT" "$@"'
  equal "DOCKER_BUILDKIT=1
build
-t
$image
$project" "$(on_stage "$bin/bash" -c "$build")"
}

test_a_published_image_is_pulled_by_its_tag() {
  stage research_dev_env
  rm "$state/image"
  mkdir -p "$scratch/home/data/my_dataset"
  launch --cpu x
  ran
  equal "launch.sh: image $image is not here: pulling it
progress of $image" "$err"
  equal '' "$out"
}

test_a_published_image_that_cannot_be_pulled() {
  stage research_dev_env
  rm "$state/image"
  echo 1 >"$state/pull_status"
  mkdir -p "$scratch/home/data/my_dataset"
  launch --cpu x
  equal 1 "$status"
  local last=${err##*$'\n'}
  equal "launch.sh: image $image is not here and cannot be pulled: build it with: DOCKER_BUILDKIT=1 docker build -t $image" \
    "${last% "$(printf %q "$project")"}"
}

# --- podman ---

test_podman() {
  stage research_dev_env
  mv "$bin/docker" "$bin/podman"
  rm "$state/image"
  mkdir -p "$scratch/home/data/my_dataset"
  launch --engine podman --cpu x
  ran
  equal "launch.sh: image $image is not here: pulling it
progress of docker.io/$image" "$err"
  has --security-opt label=disable --user 1234:5678 --userns keep-id
  lacks --group-add
}

test_podman_under_the_name_of_docker() {
  stage cpu
  cp "$bin/docker" "$bin/podman"
  echo '{"host":{"buildahVersion":"1.28.2"}}' >"$state/info"
  launch x
  ran
  has --userns keep-id
  equal 'podman run' "$(tail -n 1 "$state/calls")"
}

test_podman_is_missing() {
  stage cpu
  launch --engine podman x
  refused 1 'podman is not on PATH, but docker is: use --engine docker, or install podman'
}
