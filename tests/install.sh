#!/bin/sh
# Installs what is missing from Debian's packages. Usage: sh tests/install.sh build|test
#   build: what compiling envc needs.   test: what the tests need on top (as root or with sudo; engines only as root).
set -eu
build="g++ cmake ninja-build tao-pegtl-dev libfmt-dev libtomlplusplus-dev libboost-program-options-dev nlohmann-json3-dev nettle-dev doctest-dev"
test="bash git make nodejs npm shellcheck python3 python3-venv python3-pip python3-packaging curl util-linux"
engines="docker.io debootstrap docker-registry slurm-wlm munge libslurm-dev squashfs-tools"

case ${1:-build} in
  build) wanted=$build ;;
  test) wanted="$build $test $engines" ;;
  *) echo "usage: sh tests/install.sh build|test" >&2; exit 2 ;;
esac

missing=
for package in $wanted; do
  # node and npm may come from elsewhere than Debian
  case $package in nodejs) command -v node >/dev/null && continue ;; npm) command -v npm >/dev/null && continue ;; esac
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then sudo=; elif command -v sudo >/dev/null; then sudo=sudo; else
  echo "these packages are missing, and there is no root and no sudo to install them:$missing" >&2
  exit 1
fi
echo "installing:$missing"
# Services need not start: the tests start their own daemons.
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -q >/dev/null
# shellcheck disable=SC2086  # a list of package names
$sudo env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
