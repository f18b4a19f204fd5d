#!/bin/bash
# Writes what envc makes of every case into tests/golden, to be read with `git diff` before it is committed.
# Usage: tests/golden/refresh.sh [BUILD_FOLDER]
set -euo pipefail
build=${1:-$(dirname "$0")/../../build/release}
cmake --build "$build" --target golden
ENVC_REFRESH=1 "$build/tests/golden"
git -C "$(dirname "$0")" status --short .
