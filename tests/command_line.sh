#!/usr/bin/env bash
# The program as a process on a real disk: exit codes, streams, and folders that stay untouched when it refuses.
# Usage: command_line.sh ENVC. Needs root for a full and a read-only disk; says what it skips.
# shellcheck disable=SC2016 # backticks are those of the messages
set -euo pipefail
envc=$(realpath "$1")
work=$(mktemp -d)
trap 'umount "$work/full" "$work/ro" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
chmod 755 .
failed=0

fail() { echo "FAILED: $*" >&2; failed=1; }

# Every file of a folder with its mode, time of change and bytes.
picture() {
  (cd "$1" && find . -type f -printf '%p %m %T@\n' -o -printf '%p %y %m %l\n' | sort
    find . -type f -exec sha256sum {} + 2>/dev/null | sort)
}

# refused NAME STATUS TEXT COMMAND…: the exit status, a text in the messages, and the folder as it was before.
refused() {
  local name=$1 status=$2 text=$3 before found=0
  shift 3
  before=$(picture .)
  "$@" >"$work.out" 2>"$work.err" || found=$?
  [ "$found" = "$status" ] || fail "$name: exit $found, expected $status: $(cat "$work.err")"
  grep -qF -- "$text" "$work.err" || fail "$name: no \"$text\" in: $(cat "$work.err")"
  [ "$(picture .)" = "$before" ] || fail "$name: the folder changed"
  rm -f "$work.out" "$work.err"
}

good='ubuntu 22.04, apt git'

mkdir bad && cd bad
: >empty.env
head -c 3000 /bin/ls >binary.env
head -c 1000000 /dev/zero | tr '\0' a >long.env
head -c 17000000 /dev/zero >big.env
printf 'conds numpy\n' >unknown.env
printf 'cuda eleven\n' >eleven.env
printf '%s\n' "$good" >good.env
mkdir taken && printf '%s\n' "$good" >taken/project.env && printf 'FROM mine\n' >taken/Dockerfile
mkdir folder && printf '%s\n' "$good" >folder/project.env && mkdir folder/Dockerfile
refused 'empty file' 1 'empty-file' "$envc" compile empty.env
refused 'binary file' 1 'binary-file' "$envc" compile binary.env
refused 'a line of 1 MB' 1 'unknown-statement' "$envc" compile long.env
refused '17 MB' 1 'file-too-large' "$envc" compile big.env
refused 'an endless device' 1 'file-too-large' "$envc" compile /dev/zero
refused 'unknown keyword' 1 'did you mean `conda`?' "$envc" compile unknown.env
refused 'cuda eleven' 1 'expected-version' "$envc" compile eleven.env
refused 'hand-written Dockerfile' 1 '-FROM mine' "$envc" compile taken/project.env
refused 'a folder called Dockerfile' 3 'it is a folder' "$envc" compile folder/project.env
refused 'no project.env' 3 'no `project.env` in this folder' "$envc" compile
refused 'missing file' 3 'cannot read `nosuch.env`' "$envc" compile nosuch.env
refused 'a folder for a file' 3 'did you mean `taken/project.env`?' "$envc" compile taken
refused 'a file for a folder' 3 'Not a directory' "$envc" compile good.env -o good.env/x
refused 'unknown option' 2 'did you mean `--force`?' "$envc" compile --froce good.env
refused 'closed input' 3 'cannot read standard input' sh -c '"$1" compile - <&-' sh "$envc"
cd ..

# A run that fails keeps every byte of what an earlier one wrote.
mkdir kept && cd kept
printf '%s\n' "$good" >project.env
"$envc" compile >/dev/null
printf 'cuda eleven\n' >project.env
refused 'an error after a good run' 1 'nothing was written' "$envc" compile
printf '%s\n' "$good" >project.env
before=$(picture .)
"$envc" compile >/dev/null
[ "$(picture .)" = "$before" ] || fail 'an unchanged compile touches files'
"$envc" compile --check 2>/dev/null || fail '--check finds stale files after compile'
printf 'ubuntu 22.04, apt git wget\n' >project.env
refused '--check' 1 'out of date' "$envc" compile --check
cd ..

# Streams.
mkdir streams && cd streams
printf '%s\n' "$good" >project.env
status=0; "$envc" compile >/dev/full 2>err || status=$?
[ "$status" = 3 ] || fail "full output: exit $status"
grep -q 'cannot write the output' err || fail "full output: $(cat err)"
status=0; "$envc" compile >&- 2>err || status=$?
[ "$status" = 3 ] || fail "closed output: exit $status"
[ "$(head -c 4 launch.sh)" = '#!/u' ] || [ "$(head -c 3 launch.sh)" = '#!/' ] || fail 'closed output: launch.sh is not whole'
"$envc" help statements | head -1 >/dev/null || true
"$envc" check 2>&- >/dev/null || fail 'closed messages'
"$envc" compile <(printf '%s\n' "$good") >/dev/null || fail 'a pipe for a file'
if command -v script >/dev/null; then
  printf 'conds numpy\n' >project.env
  script -qc "TERM=xterm '$envc' check" /dev/null </dev/null >coloured
  grep -q $'\e\\[' coloured || fail 'no colour on a terminal'
  script -qc "TERM=xterm NO_COLOR=1 '$envc' check" /dev/null </dev/null >plain
  if grep -q $'\e' plain; then fail 'colour in spite of NO_COLOR'; fi
fi
"$envc" check 2>plain >/dev/null || true
if grep -q $'\e' plain; then fail 'colour in a file'; fi
cd ..

# Many runs at once in one folder end with whole files.
mkdir many && cd many
printf '%s\n' "$good" >project.env
pids=()
for package in wget curl tmux htop; do
  printf 'ubuntu 22.04, apt %s\n' "$package" >"../$package.env"
  for _ in 1 2 3; do
    "$envc" compile - -o . <"../$package.env" >/dev/null &
    pids+=($!)
  done
done
for pid in "${pids[@]}"; do wait "$pid" || fail 'one of many runs'; done
[ -z "$(find . -name '.envc-tmp*')" ] || fail 'many runs leave temporary files'
"$envc" compile >/dev/null || fail 'files of many runs are not whole'
cd ..

# Any user, any disk.
chmod -R go+rX "$work"
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  nobody=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
  mkdir locked && printf '%s\n' "$good" >locked/project.env && chmod 700 locked
  mkdir written && printf '%s\n' "$good" >written/project.env
  refused 'unreadable folder' 3 'Permission denied' "${nobody[@]}" "$envc" compile locked/project.env
  cd written
  refused 'unwritable folder' 3 'Permission denied' "${nobody[@]}" "$envc" compile
  refused 'unreadable output folder' 3 'Permission denied' "${nobody[@]}" "$envc" compile -o ../locked
  cd ..
  mkdir full ro
  if mount -t tmpfs -o size=8k none full && mount -t tmpfs -o size=64k none ro; then
    printf '%s\n' "$good" >full/project.env
    cd full; refused 'full disk' 3 'No space left on device' "$envc" compile; cd ..
    printf '%s\n' "$good" >ro/project.env
    mount -o remount,ro ro
    cd ro; refused 'read-only disk' 3 'Read-only file system' "$envc" compile; cd ..
  else
    echo 'skipped: full and read-only disks (this root may not mount)'
  fi
else
  echo 'skipped: other users, full and read-only disks (not root)'
fi
exit "$failed"
