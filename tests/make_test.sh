#!/usr/bin/env bash
# envc.mk under real GNU make. Usage: make_test.sh ENVC
# Real: make, git, bash, envc. docker, sbatch and envc's own calls are recorded by small programs on PATH where a recipe would
# start them; they are really run by tests/e2e/cluster_test.sh.
set -euo pipefail
envc=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
expect() { [ "$2" = "$3" ] || fail "$1: expected <$2>, got <$3>"; }

# Programs that write down how they were called, a line a call.
mkdir -p "$work/engines" "$work/with envc"
for program in docker podman sbatch; do
  printf '#!/bin/sh\nprintf "%s" >>"$RECORD"\nprintf " <%%s>" "$@" >>"$RECORD"\necho >>"$RECORD"\n' "$program" >"$work/engines/$program"
done
printf '#!/bin/sh\necho "envc $1" >>"$RECORD"\nexec "%s" "$@"\n' "$envc" >"$work/with envc/envc"
chmod +x "$work"/engines/* "$work/with envc/envc"
export RECORD=$work/record
base_path=$work/engines:/usr/bin:/bin
with_envc() { PATH=$work/'with envc':$base_path make "$@"; }
without_envc() { PATH=$base_path make "$@"; }
called() { cat "$RECORD" 2>/dev/null || true; }
forget() { rm -f "$RECORD"; }
PATH=$base_path command -v envc >/dev/null && fail "envc is on the PATH that should lack it"

# A project whose every input has a name that something could trip over.
project="$work/it's a \$project"
mkdir -p "$project/src/deep er" && cd "$project"
odd=("a b.txt" "it's.txt" 'dollar$HOME.txt' '#hash.txt' 'per%cent.txt' 'star*.txt' 'semi;colon.txt' 'paren(1).txt' 'eq=al.txt' '-dash.txt' '[x].txt')
for name in "${odd[@]}"; do echo x >"./$name"; done
echo x >src/a.py && echo y >"src/deep er/b's.py"
cat >project.env <<'END'
project  odd
image    registry.example/lab/odd:v2
ubuntu   22.04
apt      git
copy     src /src
copy     "a b.txt" "it's.txt" 'dollar$HOME.txt' '#hash.txt' 'per%cent.txt' 'star*.txt' /data/
copy     'semi;colon.txt' 'paren(1).txt' 'eq=al.txt' ./-dash.txt '[x].txt' /data/
mount    . /project
place cluster
  slurm partition=batch
place bare
job train on bare
  run python3 train.py "$@"
END
printf '# make help lists the targets\ninclude envc.mk\n' >Makefile
"$envc" compile >/dev/null
tag=$(sed -n 's/^IMAGE := //p' envc.mk)
snapshot() { find . -type f -not -path './.git/*' -printf '%p %T@ ' -exec sha256sum {} \; | sort; }

echo "== unchanged: nothing is done"
before=$(snapshot)
with_envc help >/dev/null
with_envc >/dev/null
expect "unchanged" "$before" "$(snapshot)"
expect "envc is not started" "" "$(called)"

echo "== an edit: every kind of source"
edit() { # edit FILE: the files are made anew, once, and the targets are those of the new files
  forget
  echo "# edit" >>"./$1"
  with_envc -j4 help >"$work/help" 2>&1 || { cat "$work/help" >&2; fail "make after an edit of $1"; }
  expect "after an edit of $1" "envc compile" "$(called)"
  [ "$1" = project.env ] || grep -q "build $(sed -n 's/^IMAGE := //p' envc.mk)$" "$work/help" || fail "make help tells an old tag after an edit of $1"
}
edit project.env
for name in "${odd[@]}" src/a.py "src/deep er/b's.py"; do
  old=$(sed -n 's/^IMAGE := //p' envc.mk)
  edit "$name"
  [ "$(sed -n 's/^IMAGE := //p' envc.mk)" != "$old" ] || fail "an edit of $name does not move the tag"
done
forget
rm src/a.py && with_envc help >/dev/null && expect "a file taken out of a folder" "envc compile" "$(called)"
mkdir -p src/__pycache__ .git && echo x >src/__pycache__/a.pyc
forget
with_envc help >/dev/null && expect "what python writes is no edit" "" "$(called)"
rmdir .git

echo "== a fault in project.env stops make, and changes nothing"
before=$(snapshot)
cp project.env "$work/good"
echo 'aptt wget' >>project.env
status=0
text=$(with_envc image 2>&1) || status=$?
[ "$status" != 0 ] || fail "make went on with a fault in project.env"
case $text in *'error[unknown-statement]'*) ;; *) fail "make hides the fault: $text" ;; esac
cp -p "$work/good" project.env && touch -r Makefile project.env
expect "after a fault" "$(cut -d' ' -f1,3 <<<"$before")" "$(snapshot | cut -d' ' -f1,3)"

echo "== a clone, no envc, any times"
git init -q . && git add -A && git -c user.name=x -c user.email=x@example.org commit -qm one
tag=$(sed -n 's/^IMAGE := //p' envc.mk)
git clone -q . "$work/the clone" && cd "$work/the clone"
RANDOM=7
clone_works() {
  forget
  without_envc image >/dev/null 2>"$work/err" || { cat "$work/err" >&2; fail "make image, $1"; }
  expect "make image, $1" "docker <build> <--build-arg> <BUILDKIT_INLINE_CACHE=1> <--cache-from> <registry.example/lab/odd:latest> <-t> <$tag> <-t> <registry.example/lab/odd:latest> <-t> <registry.example/lab/odd:v2> <.>" "$(called)"
}
for round in 1 2 3 4 5 6 7 8 9 10; do
  while IFS= read -r -d '' file; do
    touch -d "@$((1500000000 + (RANDOM * 32768 + RANDOM) % 500000000))" "$file"
  done < <(find . -type f -print0)
  clone_works "round $round"
done
touch project.env && clone_works "project.env touched"
touch -d '2040-01-01' project.env envc.mk && clone_works "times in the future"
touch project.env envc.mk
expect "git sees no change" "" "$(git status --porcelain)"
forget
without_envc submit-train ARGS="--epochs 2" SBATCH_FLAGS=--parsable >/dev/null 2>&1 || fail "make submit-train"
expect "make submit-train" "sbatch <--parsable> <train.sbatch> <--epochs> <2>" "$(called)"
[ -d logs ] || fail "no log folder"
forget
without_envc image ENGINE=podman BUILD_FLAGS=--no-cache >/dev/null
case $(called) in "podman <build> <--format> <docker> <--no-cache> <-t> "*) ;; *) fail "ENGINE=podman: $(called)" ;; esac
forget
without_envc -n push sqsh launch >/dev/null
expect "make -n starts nothing" "" "$(called)"

echo "== no envc, and really edited: one sentence, nothing built"
for name in project.env "it's.txt" "src/deep er/b's.py"; do
  forget
  echo "# edit" >>"./$name"
  status=0
  text=$(without_envc image 2>&1) || status=$?
  [ "$status" != 0 ] || fail "without envc an edit of $name is built"
  case $text in *"project.env, or a file that it names, has changed, and envc is not on PATH"*) ;; *) fail "it says: $text" ;; esac
  expect "nothing is built" "" "$(called)"
  without_envc help >/dev/null || fail "make help needs no envc"
  git checkout -q -- .
done
forget
PATH=$base_path make ENVC="$work/with envc/envc" help >/dev/null
echo "# edit" >>project.env
PATH=$base_path make ENVC="$work/with envc/envc" help >/dev/null
expect "ENVC names a program elsewhere" "envc compile" "$(called)"

echo "== the whole project copied: what is generated there is no edit"
mkdir "$work/whole" && cd "$work/whole"
printf 'ubuntu 22.04\ncopy . /app\nplace c\n  slurm partition=a\njob train on c\n  run true\n' >project.env
printf 'include envc.mk\n' >Makefile
echo x >a.py
"$envc" compile >/dev/null
mkdir -p logs && echo x >logs/train-1.out && echo x >some.sqsh && echo x >.envc_history
forget
with_envc help >/dev/null
expect "logs, images and history are no edit" "" "$(called)"
old=$(sed -n 's/^IMAGE := //p' envc.mk)
echo y >>a.py
with_envc help >/dev/null
expect "a source is an edit" "envc compile" "$(called)"
[ "$(sed -n 's/^IMAGE := //p' envc.mk)" != "$old" ] || fail "an edit of a copied file does not move the tag"

echo "== nothing newer than GNU make 3.82"
# No source of 3.82 is at hand: this is a list of what its manual has, and what envc.mk uses must be on it.
mk=$project/envc.mk
directives=$(grep -vE '^(	|#|$|  |ifeq |else$|endif$)' "$mk" | sed -E 's/^[-.A-Za-z0-9_]+ *([^ A-Za-z0-9"$./({[]*).*/\1/' | sort -u | tr '\n' ' ')
expect "operators and rules" ": := = ?= " "$directives"
functions=$(grep -v '^	' "$mk" | { grep -oE '\$\([a-z-]+ ' || true; } | sort -u | tr '\n' ' ')
expect "functions of make" '$(notdir  $(wildcard  ' "$functions"
! grep -nE '^(define|undefine|export|override|private|\.ONESHELL|\.RECIPEPREFIX|load|-load|sinclude)|&:|!=|::=|\$\((file|let|intcmp|guile|shell) ' "$mk" || fail "a feature of newer makes"
echo "== all passed"
