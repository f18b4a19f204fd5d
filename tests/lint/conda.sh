#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR
# The conda specs of every sample, solved by conda's real solver. Usage: conda.sh SOURCE-FOLDER
set -euo pipefail
# shellcheck source=../e2e/engine.sh
. "$1/tests/e2e/engine.sh"
start_indexes
node "$1/tests/lint/solve_conda.mjs" "$index" "$1"/samples/*/Dockerfile
node "$1/tests/lint/keep_conda.mjs" "$index"
