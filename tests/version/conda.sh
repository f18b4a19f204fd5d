#!/usr/bin/env bash
# Runs conda.mjs where node is. Usage: conda.sh ANSWER-PROGRAM
set -euo pipefail
if ! command -v node >/dev/null; then
  echo "node is not installed"
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 77
fi
exec node "$(dirname "$0")/conda.mjs" "$1"
