#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR
# Every `pip install` of the Dockerfiles, accepted by real pip against the loopback index (resolved, nothing installed).
# Usage: pip_lines.sh SOURCE-FOLDER
set -euo pipefail
source=$1
# shellcheck source=../e2e/engine.sh
. "$source/tests/e2e/engine.sh"
start_indexes
export PIP_CONFIG_FILE=/dev/null PIP_DISABLE_PIP_VERSION_CHECK=1
unset PIP_NO_INDEX PIP_FIND_LINKS
/usr/bin/python3 -m venv "$run/venv"
count=0
for file in "$source"/samples/*/Dockerfile; do
  # The commands as bash sees them: instructions joined, mounts and other commands taken off.
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    PATH=$run/venv/bin:$PATH PIP_INDEX_URL=$index/simple PYTORCH_INDEX=$index/whl \
      bash -c "cd \"\$1\" && ${line/pip install/pip install --dry-run --quiet --ignore-installed}" _ "$(dirname "$file")" ||
      fail "$file: pip refuses: $line"
    count=$((count + 1))
  done < <(sed -e ':join' -e '/\\$/{N;s/\\\n/ /;b join' -e '}' "$file" | grep -E '^RUN .*pip install' |
    sed -E 's/.*(python3 -m pip install)/\1/; s| /tmp/envc/| ./|g; s/&&.*//')
done
[ "$count" -gt 0 ] || fail "no pip line was found"
# A file's own line and the same package with its build beside it are one requirement; an index beside the default one
# is preferred for the build that its versions name.
printf 'torch==2.5.1\ntorchvision\n' >"$run/listed.txt"
for beside in "" "torch==2.5.1+cu124 torchvision==0.20.1+cu124"; do
  # shellcheck disable=SC2086  # words
  got=$(PIP_INDEX_URL=$index/simple "$run/venv/bin/python3" -m pip install --dry-run --ignore-installed \
    --extra-index-url "$index/whl/cu124" -r "$run/listed.txt" $beside | tail -n 1)
  [ "$got" = "Would install torch-2.5.1+cu124 torchvision-0.20.1+cu124" ] ||
    fail "a requirement file with \`$beside\` beside it: $got"
done
# pip can refuse: a version that the index does not have.
if PIP_INDEX_URL=$index/simple "$run/venv/bin/python3" -m pip install --dry-run --quiet 'numpy==0.0.1' 2>/dev/null; then
  fail "pip accepted a version that does not exist"
fi
say "$count pip lines accepted"
