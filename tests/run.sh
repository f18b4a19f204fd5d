#!/bin/sh
# All tests: installs what is missing, builds, runs every test by ctest. `sh tests/run.sh -R unit` runs a part.
set -eu
cd "$(dirname "$0")/.."
sh tests/install.sh test
cmake --preset release -DENVC_TESTS=ON >/dev/null
cmake --build --preset release
(cd tests/lint && npm install --no-audit --no-fund --silent)
exec ctest --preset release --output-on-failure "$@"
