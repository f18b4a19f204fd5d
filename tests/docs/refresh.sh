#!/usr/bin/env bash
# Writes the lists of statements and diagnostics in docs/language.md from envc's own help. With --check: fails if they differ,
# changes nothing. Usage: tests/docs/refresh.sh ENVC [--check]
set -euo pipefail
envc=$(realpath "$1")
cd "$(dirname "$0")/../.."
doc=docs/language.md

statements() {
  local keyword
  "$envc" help statements | sed -n 's/^  \([a-z-]*\)  *.*/\1/p' | while read -r keyword; do
    printf '### `%s`\n\n```\n' "$keyword"
    "$envc" help "$keyword" | sed '1s/^statement `[^`]*`: //'
    printf '```\n\n'
  done
}

diagnostics() {
  local kind
  "$envc" help errors | sed -n 's/^  \([a-z-]*\)$/\1/p' | while read -r kind; do
    printf '### `%s`\n\n```\n' "$kind"
    "$envc" help "$kind" | tail -n +3
    printf '```\n\n'
  done
}

new=$(mktemp)
trap 'rm -f "$new"' EXIT
statements >"$new.statements"
diagnostics >"$new.diagnostics"
awk -v folder="$new" '
  /^<!-- begin / { print; print ""; while ((getline line < (folder "." $3)) > 0) print line; skip = 1; next }
  /^<!-- end / { skip = 0 }
  !skip' "$doc" >"$new"
rm -f "$new.statements" "$new.diagnostics"
if [ "${2:-}" = --check ]; then
  diff "$doc" "$new" || { echo "$doc is out of date: tests/docs/refresh.sh ENVC" >&2; exit 1; }
else
  cat "$new" >"$doc"
fi
