#if gpus

# --- GPUs ----------------------------------------------------------------------------------------------------------

add_gpus() {
  local way='' i
  if [[ $gpus == none ]]; then
    options+=(--env NVIDIA_VISIBLE_DEVICES=void) # for where NVIDIA's runtime is the default one
    return
  fi
  check_driver
  find_gpu_way
  if [[ $way == gpus ]]; then
    options+=(--gpus "$gpus")
  elif [[ $gpus == all ]]; then
    options+=(--device nvidia.com/gpu=all)
  else
    for ((i = 0; i < gpus; i++)); do options+=(--device "nvidia.com/gpu=$i"); done
  fi
  if [[ $gpus == all && ${CUDA_VISIBLE_DEVICES-} ]]; then
    options+=(--env "CUDA_VISIBLE_DEVICES=$CUDA_VISIBLE_DEVICES")
  fi
}

# Sets `way`: docker's --gpus, or the devices that CDI describes.
find_gpu_way() {
  if [[ $engine == podman ]]; then
    way=cdi
    if [[ $(nvidia-ctk cdi list 2>/dev/null) != *nvidia.com/gpu=* ]]; then
      problem 'podman knows of no GPU: run "sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml", or use --cpu'
    fi
  elif [[ ! $engine_works || $info == *'"nvidia":'* ]] || command -v nvidia-container-runtime-hook >/dev/null; then
    way=gpus
  elif [[ $info == *'"nvidia.com/gpu='* ]]; then
    way=cdi
  else
    way=gpus
    problem 'docker cannot give GPUs to containers: install nvidia-container-toolkit and restart docker, or use --cpu'
  fi
}

check_driver() {
  local report
  if ! command -v nvidia-smi >/dev/null; then
    problem 'GPUs are wanted, but no NVIDIA driver is here (nvidia-smi is not on PATH): install it, or use --cpu'
  elif ! report=$(nvidia-smi 2>&1); then
    problem "the NVIDIA driver does not work (nvidia-smi says: ${report%%$'\n'*}): mend it, or use --cpu"
#if cuda
  elif [[ $report =~ CUDA[A-Za-z\ ]*Version:\ *([0-9]+)\.([0-9]+) ]]; then
    compare_cuda "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
#end
  fi
}
#if cuda

# compare_cuda MAJOR MINOR of the driver. From CUDA 11 on, any driver of a major version runs all of its minor versions.
compare_cuda() {
  local major=${image_cuda%%.*} minor=${image_cuda#*.}
  if (($1 > major || ($1 == major && $2 >= minor))); then return; fi
  # The image's own demand of its CUDA or newer would stop the container.
  options+=(--env NVIDIA_DISABLE_REQUIRE=1)
  if (($1 == major && major >= 11)); then
    say "the driver's CUDA $1.$2 is older than the image's $image_cuda: code that is compiled at run time (PTX) may fail"
  elif [[ ! $any_driver ]]; then
    problem "the driver's CUDA $1.$2 cannot run the image's CUDA $image_cuda: update the driver, or use --cpu or --any-driver"
  fi
}
#end
#end
