#!/usr/bin/env bash
# Branches that each add a package, merged by real git: project.env merges, and one `envc compile` mends every generated file.
# Usage: merge_test.sh ENVC
set -euo pipefail
envc=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
export GIT_CONFIG_GLOBAL=$work/gitconfig GIT_CONFIG_NOSYSTEM=1
git config --global user.name somebody
git config --global user.email somebody@example.org
git config --global init.defaultBranch main

# start NAME: a repository with a compiled and sealed environment.
start() {
  rm -rf "${work:?}/$1" && mkdir "$work/$1" && cd "$work/$1"
  git init -q .
  cat >project.env <<'END'
project lab
image   registry.example/lab/env
ubuntu  22.04

apt     git

apt     wget

pip     numpy==1.26.4

pip     tqdm

mount   . /project
place cluster
  slurm partition=batch
job train on cluster
  run python3 train.py
END
  printf '# make help lists the targets\ninclude envc.mk\n' >Makefile
  "$envc" compile >/dev/null && "$envc" seal >/dev/null
  git add -A && git commit -qm base
}

# edit BRANCH SED-SCRIPT: a branch from main with one edit, compiled and committed.
edit() {
  git checkout -q main && git checkout -qb "$1"
  sed -i "$2" project.env
  "$envc" compile >/dev/null
  git commit -qam "$1"
}

# mended WHAT: after a merge that stopped at generated files alone.
mended() {
  local text status=0
  [ -z "$(grep -l '^<<<<<<< ' project.env || true)" ] || fail "$1: project.env has conflict markers"
  [ -n "$(git diff --name-only --diff-filter=U)" ] || fail "$1: nothing conflicts, so nothing is shown"
  text=$("$envc" compile 2>&1) || status=$?
  [ "$status" = 0 ] || fail "$1: envc compile says: $text"
  ! git grep -lE '^(<<<<<<< |=======$|>>>>>>> )' -- . || fail "$1: markers are left"
  ! grep -rlE '^(<<<<<<< |>>>>>>> )' --exclude-dir=.git . || fail "$1: markers are left"
  git add -A && git -c core.editor=true "${2:-commit}" ${3:---no-edit} >/dev/null
  # What came is what the merged project.env and the mended lock make anywhere; without what was built, a fresh compile.
  rm -rf "$work/fresh" "$work/anew" && mkdir "$work/fresh" "$work/anew" && cp project.env envc.lock "$work/fresh"
  cp project.env "$work/anew"
  (cd "$work/fresh" && "$envc" compile >/dev/null)
  (cd "$work/anew" && "$envc" compile >/dev/null)
  for file in Dockerfile .dockerignore bashrc launch.sh import-sqsh.sh envc.mk train.sbatch; do
    cmp -s "$file" "$work/fresh/$file" || fail "$1: $file differs from a fresh one"
  done
  (cd "$work/fresh" && "$envc" compile --repack >/dev/null) && cmp -s "$work/fresh/Dockerfile" "$work/anew/Dockerfile" ||
    fail "$1: laid anew, the Dockerfile differs from one that never had a lock"
  grep -q '^sealed = \[$' envc.lock || fail "$1: what was built is forgotten"
  "$envc" compile --check >/dev/null 2>&1 || fail "$1: a second compile changes something"
  TEXT=$text
}

for style in merge diff3 zdiff3; do
  git config --global merge.conflictStyle "$style"

  echo "== $style: apt here, pip there"
  start one
  edit left 's/^apt     wget/& curl/'
  edit right 's/^pip     tqdm/& rich/'
  git checkout -q left && ! git merge right >/dev/null 2>&1 || fail "the merge went through"
  grep -q '^apt     wget curl$' project.env || fail "the left edit is lost"
  grep -q '^pip     tqdm rich$' project.env || fail "the right edit is lost"
  mended "apt and pip"
  grep -q '"curl",' envc.lock && grep -q '"rich",' envc.lock || fail "the lock lacks a package"

  echo "== $style: two lines of pip, rebased"
  start two
  edit left 's/^pip     numpy==1.26.4/& einops/'
  edit right 's/^pip     tqdm/& rich/'
  ! git rebase left >/dev/null 2>&1 || fail "the rebase went through"
  mended "two lines of pip" rebase --continue

  echo "== $style: a new line each"
  start three
  edit left 's/^apt     git/&\napt     curl/'
  edit right 's/^mount .*/&\nport    8888/'
  git checkout -q left && ! git merge right >/dev/null 2>&1 || fail "the merge went through"
  mended "a line each"
done

echo "== packages of the lock merge"
git config --global merge.conflictStyle merge
start four
edit left 's/^apt     git/& aptitude/'
edit right 's/^apt     wget/& zip/'
git checkout -q left && ! git merge right >/dev/null 2>&1 || fail "the merge went through"
sed -n '/^apt = \[/,/^\]/p' envc.lock >"$work/packages"
! grep -q '^<<<<<<<' "$work/packages" || fail "package lines of the lock conflict"
grep -q '"aptitude",' "$work/packages" && grep -q '"zip",' "$work/packages" || fail "package lines are lost"
mended "the lock"
case $TEXT in *'warning[lock-conflict]'*'git checkout --ours envc.lock && envc compile'*) ;; *) fail "markers in the lock are not told: $TEXT" ;; esac

echo "== the commands that messages name"
run_help() { # run_help WHAT PATTERN: the command in backticks after a message, run as it stands
  local command
  command=$({ "$envc" compile 2>&1 || true; } | sed -n "s/.*\`\($2[^\`]*\)\`.*/\1/p" | head -n 1)
  [ -n "$command" ] || fail "$1: no command is named"
  (PATH=$(dirname "$envc"):$PATH && eval "$command") >/dev/null 2>&1 || fail "$1: $command does not work"
  "$envc" compile --check >/dev/null 2>&1 || fail "$1: $command mends nothing"
  git checkout -q -- . && git status --porcelain | grep -q . && fail "$1: something else changed"
  return 0
}
damage() { # damage WHAT: envc.lock was spoiled; nothing is written, and both commands mend it
  local status=0 text before
  cp envc.lock "$work/spoiled"
  before=$(find . -type f -not -path './.git/*' -exec sha256sum {} + | sort)
  text=$("$envc" compile 2>&1) || status=$?
  [ "$status" = 1 ] || fail "$1: exit $status: $text"
  case $text in *"error[${2:-damaged-lock}]"*) ;; *) fail "$1: it says $text" ;; esac
  [ "$before" = "$(find . -type f -not -path './.git/*' -exec sha256sum {} + | sort)" ] || fail "$1: something was written"
  if [ "${2:-damaged-lock}" = damaged-lock ]; then
    run_help "$1" 'git checkout'
    cp "$work/spoiled" envc.lock
  fi
  run_help "$1" 'rm envc.lock'
}
head -c 300 envc.lock >"$work/half" && cp "$work/half" envc.lock && damage "half a lock"
git checkout -q -- . && sed -i 's/^apt = \[/apt = ]/' envc.lock && damage "no TOML"
git checkout -q -- . && sed -i 's/^version = 1/version = "one"/' envc.lock && damage "a wrong type"
git checkout -q -- . && head -c 2000 /dev/urandom >"$work/noise" && { head -n 4 envc.lock; cat "$work/noise"; } >"$work/binary" && cp "$work/binary" envc.lock && damage "noise"
git checkout -q -- . && sed -i 's/^version = 1/version = 99/' envc.lock && damage "a newer lock" newer-lock
echo "== all passed"
