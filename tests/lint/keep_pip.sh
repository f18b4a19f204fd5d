#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR
# What a later pip step must not move, by real pip on loopback wheels: the command of a golden Dockerfile, run.
# Usage: keep_pip.sh SOURCE-FOLDER
set -euo pipefail
source=$1
# shellcheck source=../e2e/engine.sh
. "$source/tests/e2e/engine.sh"
start_indexes
export PIP_CONFIG_FILE=/dev/null PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_INDEX_URL=$index/simple
unset PIP_NO_INDEX PIP_FIND_LINKS
/usr/bin/python3 -m venv "$run/venv"
PATH=$run/venv/bin:$PATH
# The step that adds `rich`, with another requirement in its place.
step() {
  sed -n '/pip list --format=freeze/,/rm .*installed.txt/p' "$source/tests/golden/appended/expected/Dockerfile" |
    sed -e 's/ \\$//' -e "s|/tmp/installed.txt|$run/installed.txt|g" -e "s|^ *rich|'$1'|" | tr '\n' ' '
}
add() { bash -euo pipefail -c "$(step "$1")" >"$run/log" 2>&1; }
listed() { python3 -m pip list --format=freeze; }

step x | grep -q "pip install .*-c .* 'x' && *rm" || fail "the golden Dockerfile has no such step: $(step x)"
python3 -m pip install --quiet numpy==1.26.4 rich==13.7.1
python3 -m pip download --quiet --no-deps -d "$run/wheels" tqdm==4.66.4
python3 -m pip install --quiet "$run"/wheels/*.whl
listed >"$run/before"
python3 -m pip freeze | grep -q 'tqdm @ file://' || fail "pip freeze prints no path: the test shows nothing"
! grep -q '@' "$run/before" || fail "pip list prints a path"

add typer==0.13.0 || { cat "$run/log" >&2; fail "what fits is refused"; }
python3 -c 'import typer' || fail "what was added is not there"
[ -z "$(listed | grep -Fxvf - "$run/before")" ] || fail "an earlier package was moved"
[ ! -e "$run/installed.txt" ] || fail "the list is left"

listed >"$run/before"
! add rich==13.9.4 || fail "another version of an installed package is taken"
grep -q 'conflict' "$run/log" || { cat "$run/log" >&2; fail "it fails for something else"; }
cmp -s <(listed) "$run/before" || fail "a step that failed moved something"
python3 -m pip install --quiet rich==13.9.4 || fail "without the constraints pip would not take it either"
say "later pip steps keep what is installed"
