#!/usr/bin/env bash
# Rules for sbatch scripts that can be seen in the text, by number: 1 directives, 2 times, 3 sizes, 4 memory, 5 GPUs,
# 6 logs, 7 srun, 8 meeting point, 10 port, 11 quoting, 12 signals, 15 strictness and paths, 18 images. Usage: sbatch.sh SOURCE-FOLDER
# First each rule is broken on purpose in a good script, and must be reported: a rule that cannot fail is worth nothing.
set -euo pipefail
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# faults FILE: the numbers of the rules that it breaks, with what was seen.
faults() {
  local file=$1 text head body directives
  text=$(cat "$file")
  directives=$(grep '^#SBATCH ' "$file" || true)
  # 1: shebang first; directives before any command; LF; plain values
  [ "$(head -c 3 "$file")" = '#!/' ] || echo "1 no shebang"
  head=$(grep -nE '^[^#]' "$file" | head -n 1 | cut -d: -f1)
  [ -z "$(tail -n "+$head" "$file" | grep '^#SBATCH' || true)" ] || echo "1 a directive after a command"
  [[ $text != *$'\r'* ]] || echo "1 a carriage return"
  ! grep -qE '[$~`]|=[^ ]* ' <<<"$directives" || echo "1 a value that SLURM does not take literally"
  # 2: days, hours, minutes, seconds (a place may use SLURM's own forms with seconds)
  ! grep -E '^#SBATCH --time=' <<<"$directives" | grep -vqE '=([0-9]+-)?[0-9]+:[0-9]{2}:[0-9]{2}$' || echo "2 a time that can be read in two ways"
  # 3: whole sizes
  ! grep -E '^#SBATCH --mem[a-z-]*=' <<<"$directives" | grep -vqE '=[0-9]+[MG]$' || echo "3 a size that SLURM refuses"
  # 4, 5: one family each
  [ "$(grep -cE '^#SBATCH --mem(-per-cpu|-per-gpu)?=' <<<"$directives")" -le 1 ] || echo "4 two ways to ask for memory"
  [ "$(grep -cE '^#SBATCH --(gpus(-per-(node|task|socket))?=|gres=gpu)' <<<"$directives")" -le 1 ] || echo "5 two ways to ask for GPUs"
  # 6: a log of its own for each run
  grep -qE '^#SBATCH --output=.*%(j|A|a)' <<<"$directives" || echo "6 a log that the next run overwrites"
  if grep -q '^#SBATCH --array=' <<<"$directives"; then
    grep -qE '^#SBATCH --output=.*%a' <<<"$directives" || echo "6 tasks of an array share a log"
  fi
  # 7: every srun
  ! grep -E '^ *srun ' "$file" | grep -vq -- '--cpus-per-task="$SLURM_CPUS_PER_TASK"' || echo "7 srun without --cpus-per-task"
  ! grep -E '^ *srun ' "$file" | grep -vq -- '--kill-on-bad-exit=1' || echo "7 srun without --kill-on-bad-exit"
  # 8, 10: where ranks meet, found on the host, handed in by name, the port from the job's number and below 32768
  if grep -q '^#SBATCH --nodes=[2-9]' <<<"$directives"; then
    grep -q '^nodes=$(scontrol show hostnames ' "$file" || echo "8 no meeting point from the host"
    if grep -q -- '--container-image=' "$file"; then grep -qE -- '--container-env="?[^"]*MASTER_ADDR,MASTER_PORT' "$file" || echo "8 the image's environment would win"; fi
    grep -q '^MASTER_PORT=$((20000 + SLURM_JOB_ID % 10000))$' "$file" || echo "10 the port does not follow the job"
  fi
  # 11: no command inside double quotes, no eval
  ! grep -qE 'bash [^'\'']*-c "|(^| )eval ' "$file" || echo "11 a command in double quotes"
  grep -qE "^ *bash -euo pipefail -c '" "$file" || echo "11 the command is not in single quotes"
  # 12: the last command takes the shell's place (if it is one plain command)
  body=$(sed -n "/^ *bash -euo pipefail -c '/,\$p" "$file" | sed "s/' _ \"\$@\"\$//" | grep -vE "^ *$" | tail -n 1 | sed "s/.*-c '//")
  if ! grep -qE '^ *(if |for |while |case |[^ ]+=)|[|;&]' <<<"$body"; then
    grep -qE '^ *exec ' <<<"$body" || echo "12 the last command is not exec'ed: $body"
  fi
  # 15: strict, and paths from the folder of submission
  grep -qx 'set -euo pipefail' "$file" || echo "15 not strict"
  ! grep -qE 'dirname.*\$0|BASH_SOURCE' "$file" || echo "15 paths from \$0, which is the spool's copy"
  grep -q '^project=${SLURM_SUBMIT_DIR' "$file" || echo "15 paths do not start in the folder of submission"
  # 18: no import in a job; the image is a file, named by its content
  ! grep -qE 'enroot|docker|--container-image=[^"]*docker://' <<<"$(grep -vE '^ *#|echo ' "$file")" || echo "18 an image is made in the job"
  if grep -q -- '--container-image=' "$file"; then grep -qE '^image=.*\+[0-9a-f]{12}\.sqsh$' "$file" || echo "18 the image is not named by its content"; fi
}

good=$source/tests/golden/cluster_jobs/expected
found=$(faults "$good/pretrain.sbatch")
[ -z "$found" ] || { echo "a good script is reported: $found" >&2; exit 1; }

# broken NUMBER FILE SED-SCRIPT
broken() {
  sed -E "$3" "$good/$2.sbatch" >"$work/broken.sbatch"
  ! cmp -s "$good/$2.sbatch" "$work/broken.sbatch" || { echo "nothing is broken by: $3" >&2; exit 1; }
  grep -q "^$1 " <<<"$(faults "$work/broken.sbatch")" || { echo "rule $1 does not see: $3" >&2; exit 1; }
}
broken 1 pretrain '1d'
broken 1 pretrain '$a #SBATCH --time=0-01:00:00'
broken 1 pretrain 's/^(#SBATCH --partition=).*/\1$PARTITION/'
broken 1 pretrain 's/$/\r/'
broken 2 pretrain 's/--time=.*/--time=2h/'
broken 2 pretrain 's/--time=.*/--time=00:30/'
broken 3 pretrain 's/--mem=64G/--mem=64GiB/'
broken 3 pretrain 's/--mem=64G/--mem=0.5G/'
broken 4 pretrain 's/(#SBATCH --mem=64G)/\1\n#SBATCH --mem-per-cpu=2G/'
broken 5 pretrain 's/(#SBATCH --gpus-per-node=.*)/\1\n#SBATCH --gres=gpu:1/'
broken 6 pretrain 's/%x-%j/train/'
broken 6 sweep 's/%a/%j/'
broken 7 pretrain 's/--cpus-per-task="[^ ]*//'
broken 7 pretrain 's/ --kill-on-bad-exit=1//'
broken 8 pretrain '/scontrol show/d'
broken 8 pretrain 's/,MASTER_ADDR,MASTER_PORT//'
broken 10 pretrain 's/MASTER_PORT=\$.*/MASTER_PORT=29500/'
broken 11 sweep "s/-c '/-c \"/"
broken 12 pretrain 's/exec //'
broken 12 plain 's/exec //'
broken 15 pretrain '/^set -euo/d'
broken 15 pretrain 's/^project=.*/project=$(dirname "$0")/'
broken 18 pretrain 's/^image=.*/image=lab.sqsh/'
broken 18 pretrain 's/^container=\(/enroot import docker:\/\/x\n&/'

count=0
status=0
for file in "$source"/samples/*/*.sbatch "$good"/*.sbatch "$source"/tests/golden/article/expected/*.sbatch; do
  count=$((count + 1))
  found=$(faults "$file")
  [ -z "$found" ] || { printf '%s:\n%s\n' "$file" "$found" >&2; status=1; }
done
echo "$count scripts, each rule shown to fail on a broken one"
exit $status
