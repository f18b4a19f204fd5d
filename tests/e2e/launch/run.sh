#!/usr/bin/env bash
# The generated launch.sh and bashrc in real bash, with stand-ins for docker and the driver.
#   run.sh WRITE_SCRIPTS [TEST…]      ENVC_TEST_BASH: the bash that runs them
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
writer=$1
shift
all=$(mktemp -d "${TMPDIR:-/tmp}/envc-scripts.XXXXXX")
trap 'rm -rf "$all"' EXIT
scripts=$all
"$writer" "$scripts"

# shellcheck source=stage.sh
. "$here/stage.sh"
for file in "$here"/cases/*.sh; do
  # shellcheck source=/dev/null
  . "$file"
done

count=0 failed=0
for test_name in $(compgen -A function test_); do
  if (($# > 0)) && [[ " $* " != *" $test_name "* ]]; then continue; fi
  count=$((count + 1))
  if ! ("$test_name"); then failed=$((failed + 1)); fi
done
echo "$count tests, $failed failed"
((count > 0 && failed == 0))
