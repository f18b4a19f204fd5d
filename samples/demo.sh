#!/bin/sh
# Twelve lines become a Dockerfile and a launch script: installs what building envc needs, builds it, compiles the article's
# environment into samples/research_dev_env and shows what came out.
set -eu
cd "$(dirname "$0")/.."
sh tests/install.sh build
cmake --preset release -DENVC_TESTS=OFF >/dev/null
cmake --build --preset release --target envc >/dev/null
envc=build/release/compiler/envc

show() {
  printf '\n\033[1m$ %s\033[0m\n' "$*"
  "$@"
}
[ -t 1 ] || show() { printf '\n$ %s\n' "$*"; "$@"; }

show cat samples/research_dev_env/project.env
show "$envc" compile samples/research_dev_env/project.env
show cat samples/research_dev_env/Dockerfile
show samples/research_dev_env/launch.sh --help
echo
echo "A fault is found before anything is downloaded:"
printf '\n$ echo "cuda 11.3, ubuntu 22.04, conda numpy" | envc check -\n'
echo "cuda 11.3, ubuntu 22.04, conda numpy" | "$envc" check - || true
