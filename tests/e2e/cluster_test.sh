#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR
# From an edit to a finished job, on real engines: make image, make push, a second machine that pulls, make sqsh, make submit.
# Usage: cluster_test.sh ENVC SOURCE-FOLDER
#
# Real: two daemons of Docker (Debian's dockerd, BuildKit inside), a registry (docker-registry), GNU make, SLURM (slurmctld, two
# slurmd, munge; GPUs are null devices), squashfs-tools.
# Stands in: pyxis (pyxis_stand_in.c, a SPANK plugin that a real SLURM loads, with pyxis's documented options), enroot
# (tests/e2e/enroot, documented arguments), base images (a debootstrapped Debian under the Dockerfile's name), PyPI (loopback).
set -euo pipefail
envc=$(realpath "$1")
source=$(realpath "$2")
# shellcheck source=../e2e/engine.sh
. "$source/tests/e2e/engine.sh"
# shellcheck source=../e2e/slurm.sh
. "$source/tests/e2e/slurm.sh"
# shellcheck source=../e2e/registry.sh
. "$source/tests/e2e/registry.sh"
need_engines
need_slurm
need_registry

# contains WHAT TEXT WORDS
contains() { case $2 in *"$3"*) ;; *) fail "$1: expected '$3' in: $2" ;; esac; }

# refused WHAT WORDS command…: it fails and says so.
refused() {
  local what=$1 words=$2 text status=0
  shift 2
  text=$("$@" 2>&1) || status=$?
  [ "$status" != 0 ] || fail "$what: it went well: $text"
  contains "$what" "$text" "$words"
}

say "engines"
mkdir -p "$run/bin"
ln -s "$source/tests/e2e/enroot" "$run/bin/enroot"
ln -s "$envc" "$run/bin/envc"
export PATH=$run/bin:/usr/bin:/usr/sbin:/bin:/sbin
port=$(free_port)
start_registry "$port"
start_indexes
rm -rf "$work/docker-second"
start_docker second
second=$DOCKER_HOST
start_docker first
first=$DOCKER_HOST
base_image library/ubuntu:22.04 python
docker save library/ubuntu:22.04 | DOCKER_HOST=$second docker load -q >/dev/null

project="$run/a lab; it's"
mkdir -p "$run/laptop/data" "$run/cluster/it's data" "$project"
echo 7 >"$run/laptop/data/point"
echo 8 >"$run/cluster/it's data/point"
cp "$source"/tests/e2e/cluster/*.py "$project"
sed "s|@port@|$port|; s|@run@|$run|" "$source/tests/e2e/cluster/project.env" >"$project/project.env"
printf '# make help lists the targets\ninclude envc.mk\n' >"$project/Makefile"
cd "$project"
envc compile >/dev/null
BUILD_FLAGS="--network=host --progress=plain $(build_arguments | tr '\n' ' ')"
export BUILD_FLAGS MANIFEST_FLAGS=--insecure
name=127.0.0.1:$port/lab/env
pinned() { sed -n 's/^IMAGE := //p' envc.mk; }
registry_tags() { curl -fs "http://127.0.0.1:$port/v2/lab/env/tags/list" | /usr/bin/python3 -c 'import json, sys; print(*sorted(json.load(sys.stdin)["tags"] or []))'; }

say "an edit, make image, make push"
make image >"$run/image.log" 2>&1 || { tail -n 30 "$run/image.log" >&2; fail "make image"; }
grep -q '^sealed = \[$' envc.lock || fail "make image does not seal the lock"
old=$(pinned)
sed -i 's/^pip .*/&  tqdm==4.66.4/' project.env
make image >"$run/edit.log" 2>&1 || { tail -n 30 "$run/edit.log" >&2; fail "make image after an edit"; }
[ "$(pinned)" != "$old" ] || fail "the edit did not move the tag"
make push >"$run/push.log" 2>&1 || { cat "$run/push.log" >&2; fail "make push"; }
tag=$(pinned)
expect_equal "tags in the registry" "$(registry_tags)" "$(printf '%s\n' "${tag##*:}" latest v1 | sort | tr '\n' ' ' | sed 's/ $//')"
make push >"$run/push.log" 2>&1 || { cat "$run/push.log" >&2; fail "a second push of the same image"; }

say "a second machine pulls and runs"
export DOCKER_HOST=$second
expect_equal "launch.sh on the second machine" "$(./launch.sh --place laptop -- python3 my_job.py a 'b c' 2>"$run/pull.log")" \
  "numpy 1.26.4 point 7 in /project where here a b c"
contains "what launch.sh says" "$(cat "$run/pull.log")" "pulling it"

say "a second machine builds only what an edit changed"
docker image rm "$tag" >/dev/null
docker builder prune -af >/dev/null
sed -i 's/tqdm==4.66.4/& ; run echo one step more/' project.env
make image >"$run/second.log" 2>&1 || { tail -n 30 "$run/second.log" >&2; fail "make image on the second machine"; }
cached=$(grep -cE '^#[0-9]+ CACHED$' "$run/second.log" || true)
built=$(grep -cE '^#[0-9]+ DONE' "$run/second.log" || true)
pip=$(sed -n 's/^\(#[0-9]*\) \[.*numpy==.*/\1/p' "$run/second.log" | head -n 1)
grep -q "^$pip CACHED$" "$run/second.log" || { cat "$run/second.log" >&2; fail "pip was run again on the second machine"; }
say "second machine, one step added: $cached steps CACHED ($built done)"
git_back() { sed -i 's/ ; run echo one step more//' project.env && make >/dev/null; }
git_back
expect_equal "the edit taken back gives the tag back" "$(pinned)" "$tag"

say "another build under the same tag is refused"
make image BUILD_FLAGS="$BUILD_FLAGS --no-cache" >"$run/again.log" 2>&1 || { tail -n 30 "$run/again.log" >&2; fail "an independent build"; }
refused "another build" "make pull" make push
refused "another build" "make push-anyway" make push
make push-anyway >/dev/null 2>&1 || fail "make push-anyway"
DOCKER_HOST=$first refused "the first machine's build now" "make pull" make push
make pull >/dev/null 2>&1 || fail "make pull"
kill "$registry_process" && wait "$registry_process" 2>/dev/null || true
refused "no registry" "cannot ask the registry" make push
start_registry "$port"

say "make sqsh"
images=$run/cluster/images
file=$images/$(printf '%s' "$tag" | tr '/:' '++').sqsh
export ENROOT_TEMP_PATH=$run/enroot ENROOT_SQUASH_OPTIONS='-comp zstd -Xcompression-level 1'
mkdir -p "$ENROOT_TEMP_PATH"
refused "a job without its image" "no image at $file" make submit-train
[ ! -e logs ] || [ -z "$(ls logs)" ] || fail "something was submitted"
PATH=/usr/bin:/bin refused "no enroot" "enroot is not on PATH" ./import-sqsh.sh
refused "another place" "no cluster is called nowhere" ./import-sqsh.sh --place nowhere
mkdir -p "$run/small" && mount -t tmpfs -o size=4m tmpfs "$run/small"
ENROOT_TEMP_PATH=$run/small refused "a full disk" "MiB are needed" ./import-sqsh.sh
umount "$run/small"
make sqsh >"$run/sqsh.log" 2>&1 & one=$!
make sqsh >"$run/sqsh2.log" 2>&1 & two=$!
wait "$one" || { cat "$run/sqsh.log" >&2; fail "make sqsh"; }
wait "$two" || { cat "$run/sqsh2.log" >&2; fail "make sqsh, the second at the same time"; }
expect_equal "imports" "$(cat "$run/sqsh.log" "$run/sqsh2.log" | grep -c ': made ')" 1
unsquashfs -s "$file" | grep -q zstd || fail "ENROOT_SQUASH_OPTIONS is not heeded"
contains "again" "$(./import-sqsh.sh 2>&1)" "is there"
rm "$file"
./import-sqsh.sh --from registry >"$run/sqsh3.log" 2>&1 || { cat "$run/sqsh3.log" >&2; fail "import from the registry"; }
[ -s "$file" ] || fail "the registry's image was not imported"
rm "$file"
./import-sqsh.sh >/dev/null 2>&1 & import=$!
sleep 1
kill -TERM "$import" 2>/dev/null || true
wait "$import" || true
[ ! -e "$file" ] || unsquashfs -s "$file" >/dev/null || fail "a killed import left half a file"
./import-sqsh.sh >/dev/null 2>&1
[ -s "$file" ] || fail "no import after one that was killed"

say "SLURM"
cc -shared -fPIC -o "$run/pyxis.so" "$source/tests/e2e/pyxis_stand_in.c"
scripts=("$source"/samples/*/*.sbatch "$source"/tests/golden/cluster_jobs/expected/*.sbatch)
mapfile -t partitions < <(sed -n 's/^#SBATCH --partition=//p' "${scripts[@]}" | sort -u)
start_slurm "required $run/pyxis.so dir=$run/slurm/tmp" "${partitions[@]}"
submit() { # submit NAME [make's variables…]: prints the job's number
  make "submit-$1" SBATCH_FLAGS=--parsable "${@:2}" >"$run/submit.out" 2>&1 || { cat "$run/submit.out" >&2; fail "make submit-$1"; }
  tail -n 1 "$run/submit.out"
}
# finished NAME ID STATE EXIT
finished() {
  local ended
  ended=$(wait_for_job "$2")
  case $ended in "$3 $4 "* | "$3 $4") ;; *) cat logs/"$1"-"$2"*.out >&2 || true; fail "job $1: $ended, expected $3 $4" ;; esac
}
# What the program printed. (slurmstepd looks for the submit folder inside the stand-in's image, and tells that it is not there.)
printed() { grep -hv '^slurmstepd-' "$@"; }
train=$(submit train ARGS='--epochs 2')
finished train "$train" COMPLETED 0:0
expect_equal "the job's log" "$(printed "logs/train-$train.out")" "numpy 1.26.4 point 8 in /project where cluster --epochs 2"
expect_equal "cpus, gpus, memory and time" "$(scontrol show job "$train" | grep -oE 'TimeLimit=[^ ]*|CPUs/Task=[0-9]+|MinMemoryNode=[^ ]*|gres:gpu:[a-z0-9:]+' | sort -u | tr '\n' ' ')" \
  "CPUs/Task=2 MinMemoryNode=200M TimeLimit=00:10:00 gres:gpu:1 "

seeds=$(submit seeds)
finished seeds "$seeds" COMPLETED 0:0
expect_equal "an array's logs" "$(printed logs/seeds-"${seeds}"_*.out | sort | tr '\n' ' ')" "seed 0 seed 1 seed 2 "

ranks=$(submit ranks)
finished ranks "$ranks" COMPLETED 0:0
printed "logs/ranks-$ranks.out" >"$run/ranks"
expect_equal "ranks" "$(sort "$run/ranks" | awk '{ print $2 }' | tr '\n' ' ')" "0 1 2 3 "
expect_equal "where they meet" "$(awk '{ print $3, $4, $5, $6 }' "$run/ranks" | sort -u)" "2 4 n1 $((20000 + ranks % 10000))"
expect_equal "on two nodes" "$(awk '{ print $7 }' "$run/ranks" | sort | tr '\n' ' ')" "n1 n1 n2 n2 "

finished broken "$(submit broken)" FAILED 37:0
half=$(submit half)
case $(wait_for_job "$half") in "FAILED "*) ;; *) fail "one dead rank does not end the step" ;; esac
grep -q 'task 1: Exited with exit code 9' "logs/half-$half.out" || fail "the log does not tell which rank died"

patient=$(submit patient)
for ((tries = 0; tries < 100; ++tries)); do
  grep -q waiting "logs/patient-$patient.out" 2>/dev/null && break
  sleep 0.2
done
scancel --signal=TERM "$patient"
finished patient "$patient" COMPLETED 0:0
contains "TERM reaches the program itself" "$(cat "logs/patient-$patient.out")" "got SIGTERM"

plain=$(submit plain)
finished plain "$plain" COMPLETED 0:0
expect_equal "no container" "$(cat "logs/plain-$plain.out")" "no container: 0 $project"

say "what is told before a job is there"
before=$(squeue -h -t all -o %i | sort -u | wc -l)
mv "$run/cluster/it's data" "$run/cluster/elsewhere"
refused "a missing mount" "nothing to mount at $run/cluster/it's data" make submit-train
mv "$run/cluster/elsewhere" "$run/cluster/it's data"
refused "bash, not sbatch" "submit this script with sbatch" env -u SLURM_SUBMIT_DIR bash train.sbatch
rmdir logs 2>/dev/null || rm -r logs
make submit-train SBATCH_FLAGS='--test-only' >/dev/null 2>&1 || fail "--test-only"
[ -d logs ] || fail "make submit makes no log folder"
expect_equal "jobs submitted meanwhile" "$(squeue -h -t all -o %i | sort -u | wc -l)" "$before"

say "sbatch --test-only, every script of every sample"
count=0
for script in "${scripts[@]}"; do
  text=$(sbatch --test-only "$script" 2>&1) || fail "sbatch --test-only $script: $text"
  contains "$script" "$text" "to start at"
  count=$((count + 1))
done
say "$count scripts"
say "all passed"
