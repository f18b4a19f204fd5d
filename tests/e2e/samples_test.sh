#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR
# The samples on real engines: compiled by envc, built whole by BuildKit (Debian's dockerd), run by the real launch.sh.
# Usage: samples_test.sh ENVC SOURCE-FOLDER
#
# Real: dockerd and BuildKit, apt from this machine's mirror, pip, the network of the host, file ownership, signals.
# Stands in: the base images (a Debian made by debootstrap under the name that the Dockerfile gives: no registry can be
# reached), the packages of pip and conda (small wheels and archives of the same names and versions, from loopback), conda itself
# (tests/e2e/conda/stand_in.py, put in place by the documented mirror arguments).
set -euo pipefail
envc=$(realpath "$1")
source=$(realpath "$2")
# shellcheck source=../e2e/engine.sh
. "$source/tests/e2e/engine.sh"
need_engines
say "engines"
start_docker
start_indexes
mapfile -t arguments < <(build_arguments)

# build LOG FOLDER TAG
build() {
  "$docker" build --network=host --progress=plain "${arguments[@]}" -t "$3" "$2" >"$1" 2>&1 || {
    tail -n 40 "$1" >&2
    fail "docker build of $2"
  }
}

# all_cached LOG: every step but those that only send or load says CACHED.
all_cached() {
  local steps cached
  steps=$(grep -cE '^#[0-9]+ \[ *[a-z0-9-]* *[0-9]+/[0-9]+\] (RUN|COPY|WORKDIR)' "$1" || true)
  cached=$(grep -cE '^#[0-9]+ CACHED$' "$1" || true)
  [ "$steps" -gt 0 ] || fail "no steps in $1"
  [ "$cached" -ge "$steps" ] || { cat "$1" >&2; fail "an unchanged rebuild: $cached of $steps steps CACHED"; }
  say "unchanged rebuild: $cached of $steps steps CACHED"
}

base_of() { sed -n 's|^FROM ${BASE_REGISTRY}/||p' "$1/Dockerfile"; }
tag_of() { sed -n "s/^image='\{0,1\}\([^']*\)'\{0,1\}$/\1/p" "$1/launch.sh" | head -n 1; }

sample() {
  cp -a "$source/samples/$1" "$run/$1"
  "$envc" compile "$run/$1/project.env" >"$run/$1.out"
  base_image "$(base_of "$run/$1")" "${2:-plain}"
  say "building $1 on $(base_of "$run/$1")"
  tag=$(tag_of "$run/$1")
  [ -n "$tag" ] || fail "launch.sh of $1 names no image"
  build "$run/$1.log" "$run/$1" "$tag"
  build "$run/$1.again.log" "$run/$1" "$tag"
  all_cached "$run/$1.again.log"
}

in_image() { "$docker" run --rm "$tag" "$@"; }

sample cpu
expect_equal "numpy in the CPU sample" "$(in_image python3 -c 'import numpy; print(numpy.__version__)')" 1.26.4
expect_equal "a package of requirements.txt" "$(in_image python3 -c 'import tqdm; print(tqdm.__version__)')" 4.66.4
expect_equal "the file's text" "$(in_image cat /etc/cpu_tools.conf)" "$(printf "# written by the image's build\nthreads = 2")"
expect_equal "which interpreter" "$(in_image bash -c 'command -v python3')" /opt/env/bin/python3
expect_equal "an unprivileged user" "$(in_image id -u)" 1000

sample research_dev_env python
expect_equal "pytorch" "$(in_image python3 -c 'import pytorch; print(pytorch.__version__)')" 1.12.1
expect_equal "open3d" "$(in_image python3 -c 'import open3d; print(open3d.__version__)')" 0.17
expect_equal "the time zone" "$(in_image date +%Z -d 2024-01-01)" EST
expect_equal "the arch list" "$(in_image printenv TORCH_CUDA_ARCH_LIST)" "Ampere;Turing;Pascal"
expect_equal "PYTHONPATH" "$(in_image printenv PYTHONPATH)" /project
in_image bash -c 'touch "$HOME/x" && rm "$HOME/x"' || fail "HOME is not writable"
"$docker" run --rm --user 4242:4242 "$tag" bash -c 'touch "$HOME/x" && python3 -c "import open3d"' || fail "another uid cannot use the image"

say "launch.sh"
project="$run/a project, it's"
mv "$run/research_dev_env" "$project"
mkdir -p "$run/home/data/my_dataset"
echo 7 >"$run/home/data/my_dataset/point"
chown -R 4242:4242 "$project" "$run/home"
chmod 711 "$work" "$run"
chgrp 4242 "$run/main.sock" && chmod 660 "$run/main.sock"
# As an ordinary user: uid 4242, not root.
launch() {
  HOME=$run/home setpriv --reuid=4242 --regid=4242 --clear-groups env -u DISPLAY PATH=/usr/bin:/bin HOME="$run/home" "$project/launch.sh" --cpu "$@"
}
launch --place laptop -- bash -c 'cp /dataset/point /project/out; pwd' >"$run/pwd"
expect_equal "the working directory" "$(cat "$run/pwd")" /project
expect_equal "data at the same path" "$(cat "$project/out")" 7
expect_equal "a file made on the mount belongs to the caller" "$(stat -c %u:%g "$project/out")" 4242:4242
expect_equal "exact argv" "$(launch -- printf '<%s>' 'a b' "it's" '$HOME' '*' '' '"q"' '\')" "<a b><it's><\$HOME><*><><\"q\"><\\>"
status=0
launch -- bash -c 'exit 37' || status=$?
expect_equal "exit status" "$status" 37
printf 'echo kept-in-history\nexit\n' | script -qec "$(printf '%q ' setpriv --reuid=4242 --regid=4242 --clear-groups env -u DISPLAY "PATH=/usr/bin:/bin" "HOME=$run/home" "DOCKER_HOST=$DOCKER_HOST" "$project/launch.sh" --cpu)" /dev/null >"$run/session" 2>&1 || true
grep -q kept-in-history "$project/.envc_history" || { cat "$run/session" >&2; fail "history is not kept"; }
expect_equal "the history's owner" "$(stat -c %u "$project/.envc_history")" 4242

say "what launch.sh says when something is missing"
says() { # says WHAT EXPECTED-WORDS command…
  local what=$1 words=$2 text status=0
  shift 2
  text=$("$@" 2>&1) || status=$?
  expect_equal "$what: status" "$status" 1
  expect_equal "$what: one line" "$(printf '%s\n' "$text" | grep -c .)" 1
  case $text in *"$words"*) ;; *) fail "$what: says $text" ;; esac
}
mv "$run/home/data/my_dataset" "$run/home/data/elsewhere"
says "a missing mount" "my_dataset" launch --place laptop -- true
mv "$run/home/data/elsewhere" "$run/home/data/my_dataset"
says "no GPU runtime" "NVIDIA" env HOME="$run/home" "$project/launch.sh" -- true
saved=$DOCKER_HOST
says "no daemon" "docker" env DOCKER_HOST="unix://$run/none.sock" "$project/launch.sh" --cpu -- true
export DOCKER_HOST=$saved

say "the tag"
tag_after() { # tag_after SED-SCRIPT: the tag after an edit
  rm -rf "$run/edit"
  cp -a "$source/samples/research_dev_env" "$run/edit"
  sed -i "$1" "$run/edit/project.env"
  "$envc" compile "$run/edit/project.env" >/dev/null
  tag_of "$run/edit"
}
expect_equal "a comment, a place and a job edited: same tag" "$(tag_after 's/^# research.*/# another comment/; s/12:00:00/1h/; s/partition=batch/partition=gpu/')" "$tag"
[ "$(tag_after 's/open3d==0.17/open3d==0.18.0/')" != "$tag" ] || fail "another package, the same tag"
say "all passed"
