#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR
# What an edit costs on a real engine: traces of edits replayed with BuildKit, for several orders of the layers.
# Usage: run.sh ENVC [--strategies source,article,envc] [--edits N] [--json FILE] [TRACE…]
# Not a test: it prints figures. ENVC_E2E_DIR: where it keeps its files (some GB), by default in the temporary folder.
set -euo pipefail
envc=$(realpath "$1")
shift
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=../../e2e/engine.sh
. "$folder/../../e2e/engine.sh"
need_engines
# A store that a killed run left may be damaged.
umount "$work/docker-bench" 2>/dev/null || true
rm -rf "$work/docker-bench"
start_docker bench
export ENVC_WHEELS=$work/wheels
/usr/bin/python3 "$folder/wheels.py" "$run/port" "$ENVC_WHEELS" &
stop+=($!)
for ((tries = 0; tries < 100; ++tries)); do
  [ -s "$run/port" ] && break
  sleep 0.1
done
index=http://127.0.0.1:$(cat "$run/port")
ENVC_ROOT=$(root_file_system python)
ENVC_BUILD_ARGUMENTS=$(printf '%s\n' --build-arg "APT_MIRROR=$(apt_mirror)" --build-arg "PIP_INDEX_URL=$index/simple" \
  --build-arg "PYTORCH_INDEX=$index/whl")
export ENVC_ROOT ENVC_BUILD_ARGUMENTS
/usr/bin/python3 "$folder/replay.py" "$envc" "$run/projects" "$@"
