#!/usr/bin/env bash
# Every shell script of every sample, and our own: bash -n, shellcheck at warning with no finding; at info only SC2016, and
# that by an inline directive.
set -euo pipefail
generated=()
while IFS= read -r file; do generated+=("$file"); done < <(find samples -name '*.sh' -o -name '*.sbatch' -o -name bashrc | sort)
[ ${#generated[@]} -ge 8 ] || { echo "only ${#generated[@]} scripts in samples" >&2; exit 1; }
for file in "${generated[@]}"; do bash -n "$file"; done
shellcheck --shell=bash -S info "${generated[@]}"
if grep -rnE 'shellcheck disable=' "${generated[@]}" | grep -v 'disable=SC2016'; then
  echo "a generated script silences more than SC2016" >&2
  exit 1
fi
shellcheck -x -S warning tests/*.sh tests/bench/*/*.sh tests/e2e/*.sh tests/lint/*.sh samples/demo.sh .ci/run
# The linter can find something.
if printf '#!/bin/bash\nrm $1\n' | shellcheck -S info - >/dev/null; then echo "shellcheck finds nothing at all" >&2; exit 1; fi
echo "${#generated[@]} generated scripts, no finding"
