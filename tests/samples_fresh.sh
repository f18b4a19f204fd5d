#!/usr/bin/env bash
# The generated files that are committed are what a fresh compile gives. Usage: samples_fresh.sh ENVC
set -euo pipefail
envc=$(realpath "$1")
status=0
count=0
for file in samples/*/project.env; do
  "$envc" compile --check "$file" || status=1
  count=$((count + 1))
done
[ "$count" -ge 4 ] || { echo "only $count samples" >&2; exit 1; }
# The one-liner verbatim from standard input gives the same Dockerfile but for the project's name.
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
printf 'cuda 11.3, ubuntu 20.04, conda python=3.10 pytorch=1.12.1 open3d\n' | "$envc" compile - -o "$new" >/dev/null
diff <(grep -v '^# ' samples/one_liner/Dockerfile) <(grep -v '^# ' "$new/Dockerfile") || status=1
exit "$status"
