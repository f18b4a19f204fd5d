#!/usr/bin/env bash
# Every sample's Dockerfile through a real parser and linter, and a bad one, which must be refused.
set -euo pipefail
files=(samples/*/Dockerfile)
[ ${#files[@]} -ge 4 ] || { echo "only ${#files[@]} Dockerfiles" >&2; exit 1; }
node tests/lint/dockerfiles.mjs "${files[@]}"
bad=$(mktemp)
trap 'rm -f "$bad"' EXIT
printf 'FROM a\nCOPY x\n' >"$bad"
if node tests/lint/dockerfiles.mjs "$bad" 2>/dev/null; then echo "a bad Dockerfile passed" >&2; exit 1; fi
