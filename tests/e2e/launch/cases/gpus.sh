# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names shared with stage.sh
# shellcheck disable=SC2016,SC1003 # a $ or \ in single quotes is meant as it stands
# GPUs: the driver, the way into the container, and whether the driver's CUDA will do.

# with_driver CUDA [INFO]: a driver of that CUDA, and docker with NVIDIA's runtime.
with_driver() {
  stand_in nvidia-smi <<EOF
echo "+-----------------------------------------------------------------------------+"
echo "| NVIDIA-SMI 525.116.04   Driver Version: 525.116.04   CUDA Version: $1     |"
EOF
  echo '{"Runtimes":{"nvidia":{"path":"nvidia-container-runtime"},"runc":{}}}' >"$state/info"
}

stage_with_gpu() {
  stage research_dev_env
  mkdir -p "$scratch/home/data/my_dataset"
  with_driver "$1"
}

test_all_gpus_for_an_image_with_cuda() {
  stage_with_gpu 11.3
  launch x
  ran
  equal '' "$err"
  has --gpus all
  lacks --env NVIDIA_VISIBLE_DEVICES=void
}

test_no_gpus_when_told() {
  stage research_dev_env
  mkdir -p "$scratch/home/data/my_dataset"
  local option
  for option in --cpu --no-gpu --gpus=none; do
    launch "$option" x
    ran
    equal '' "$err"
    has --env NVIDIA_VISIBLE_DEVICES=void
    lacks --gpus
  done
}

test_an_image_without_cuda_never_asks() {
  stage cpu
  with_driver 12.0
  launch x
  ran
  lacks --gpus
  launch --cpu x
  ran
}

test_a_number_of_gpus() {
  stage named
  touch "$project/hist"
  with_driver 12.0
  launch x
  has --gpus 1
  launch --gpus 4 x
  has --gpus 4
}

test_the_callers_choice_of_devices() {
  stage_with_gpu 12.0
  stage_env=(CUDA_VISIBLE_DEVICES="1,3")
  launch x
  has --gpus all --env CUDA_VISIBLE_DEVICES=1,3
  launch --gpus 2 x
  lacks --env CUDA_VISIBLE_DEVICES=1,3
}

test_no_driver() {
  stage_with_gpu 12.0
  rm "$bin/nvidia-smi"
  launch x
  refused 1 'GPUs are wanted, but no NVIDIA driver is here (nvidia-smi is not on PATH): install it, or use --cpu'
}

test_a_driver_that_does_not_work() {
  stage_with_gpu 12.0
  stand_in nvidia-smi <<<'echo "NVIDIA-SMI has failed because it could not reach the driver."; echo more; exit 9'
  launch x
  refused 1 'the NVIDIA driver does not work (nvidia-smi says: NVIDIA-SMI has failed because it could not reach the driver.): mend it, or use --cpu'
}

test_docker_without_a_gpu_runtime() {
  stage_with_gpu 12.0
  echo '{"Runtimes":{"runc":{}}}' >"$state/info"
  launch x
  refused 1 'docker cannot give GPUs to containers: install nvidia-container-toolkit and restart docker, or use --cpu'
  stand_in nvidia-container-runtime-hook <<<''
  launch x
  has --gpus all
}

test_docker_with_cdi() {
  stage_with_gpu 12.0
  echo '{"Runtimes":{"runc":{}},"DiscoveredDevices":[{"Source":"cdi","ID":"nvidia.com/gpu=all"}]}' >"$state/info"
  launch x
  has --device nvidia.com/gpu=all
  lacks --gpus
  launch --gpus 2 x
  has --device nvidia.com/gpu=0 --device nvidia.com/gpu=1
}

test_podman_with_cdi() {
  stage_with_gpu 12.0
  mv "$bin/docker" "$bin/podman"
  launch --engine podman x
  refused 1 'podman knows of no GPU: run "sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml", or use --cpu'
  stand_in nvidia-ctk <<<'[[ $* == "cdi list" ]] && echo nvidia.com/gpu=all'
  launch --engine podman x
  ran
  has --device nvidia.com/gpu=all
}

# --- the driver's CUDA against the image's 11.3 ---

test_a_driver_that_is_new_enough() {
  local cuda
  for cuda in 11.3 11.4 11.10 12.0 13.1 100.0; do
    stage_with_gpu "$cuda"
    launch x
    ran
    equal '' "$err"
    lacks --env NVIDIA_DISABLE_REQUIRE=1
    rm -rf "$scratch"
  done
}

test_a_driver_of_the_same_major_version() {
  stage_with_gpu 11.0
  launch x
  ran
  said "the driver's CUDA 11.0 is older than the image's 11.3: code that is compiled at run time (PTX) may fail"
  has --env NVIDIA_DISABLE_REQUIRE=1 --gpus all
}

test_a_driver_of_the_same_major_version_before_11() {
  stage old # CUDA 10.2
  with_driver 10.1
  launch x
  refused 1 "the driver's CUDA 10.1 cannot run the image's CUDA 10.2: update the driver, or use --cpu or --any-driver"
  with_driver 10.2
  launch x
  ran
}

test_a_driver_that_is_too_old() {
  local cuda
  for cuda in 10.2 10.10 9.0; do
    stage_with_gpu "$cuda"
    launch x
    refused 1 "the driver's CUDA $cuda cannot run the image's CUDA 11.3: update the driver, or use --cpu or --any-driver"
    launch --any-driver x
    ran
    has --env NVIDIA_DISABLE_REQUIRE=1
    rm -rf "$scratch"
  done
}

test_versions_are_compared_as_numbers() {
  stage hostile # CUDA 12.4
  mkdir "$project/data, \"a\" \$(touch hacked) 'b'"
  with_driver 12.10
  launch --no-place x
  ran
  equal '' "$err"
  has --gpus 2
  with_driver 9.9
  launch --no-place x
  refused 1 "the driver's CUDA 9.9 cannot run the image's CUDA 12.4: update the driver, or use --cpu or --any-driver"
}

test_a_report_without_a_cuda_version() {
  stage_with_gpu N/A
  launch x
  ran
  equal '' "$err"
}

test_the_newer_spelling_of_the_report() {
  stage_with_gpu 10.0
  stand_in nvidia-smi <<<'echo "| NVIDIA-SMI 590.1   Driver Version: 590.1   CUDA UMD Version: 10.1 |"'
  launch x
  refused 1 "the driver's CUDA 10.1 cannot run the image's CUDA 11.3: update the driver, or use --cpu or --any-driver"
}
