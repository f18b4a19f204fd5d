# shellcheck shell=bash
# Real engines for the end-to-end tests: Debian's dockerd on a private socket, base images made by debootstrap, package
# indexes on loopback. Sourced; everything it starts is stopped when the script ends.
#
#   need_engines            root, dockerd and debootstrap, or: skip (77); in CI a failure
#   start_docker            DOCKER_HOST points at a daemon of our own
#   start_indexes           $index: http://127.0.0.1:PORT; $installer_sha256
#   base_image NAME [python]  a Debian root file system under the name that a Dockerfile gives
#   say, fail, expect_equal WHAT GOT EXPECTED

work=${ENVC_E2E_DIR:-${TMPDIR:-/tmp}/envc-e2e}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
docker=/usr/bin/docker
stop=()

say() { printf '== %s\n' "$*"; }
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
expect_equal() {
  [ "$2" = "$3" ] || fail "$1: got $(printf '%q' "$2"), expected $(printf '%q' "$3")"
}

need_engines() {
  local missing=()
  [ "$(id -u)" = 0 ] || missing+=("root")
  local program
  for program in "$docker" /usr/sbin/dockerd debootstrap /usr/bin/python3; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  [ ${#missing[@]} = 0 ] && return
  if [ "${CI:-}" = true ]; then fail "CI must have: ${missing[*]}"; fi
  echo "skipped: needs ${missing[*]}"
  exit 77
}

clean_up() {
  local pid
  for pid in ${stop[@]+"${stop[@]}"}; do kill "$pid" 2>/dev/null || true; done
  for pid in ${stop[@]+"${stop[@]}"}; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$run"
}

mkdir -p "$work"
run=$(mktemp -d "$work/run.XXXXXX")
trap clean_up EXIT
trap 'exit 1' INT TERM

# start_docker [NAME]: a daemon with a store of its own under $work/docker-NAME; sets DOCKER_HOST.
start_docker() {
  local name=${1:-main}
  local socket=$run/$name.sock
  dockerd --bridge=none --iptables=false --data-root "$work/docker-$name" --exec-root "$run/exec-$name" \
    --pidfile "$run/$name.pid" -H "unix://$socket" >"$run/dockerd-$name.log" 2>&1 &
  stop+=($!)
  export DOCKER_HOST=unix://$socket DOCKER_BUILDKIT=1
  local tries
  for ((tries = 0; tries < 150; ++tries)); do
    "$docker" version >/dev/null 2>&1 && return
    sleep 0.2
  done
  tail -n 20 "$run/dockerd-$name.log" >&2
  fail "dockerd did not start"
}

start_indexes() {
  /usr/bin/python3 "$here/serve.py" "$run/port" &
  stop+=($!)
  local tries
  for ((tries = 0; tries < 100; ++tries)); do
    [ -s "$run/port" ] && break
    sleep 0.1
  done
  [ -s "$run/port" ] || fail "the package indexes did not start"
  local port
  read -r port installer_sha256 <"$run/port"
  index=http://127.0.0.1:$port
  export index installer_sha256
}

# The mirror this machine's apt uses, read when the test runs.
apt_mirror() {
  apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk '$1 == "bookworm" { print $2; exit }' | sed 's|/$||'
}

# root_file_system [python]: path of an unpacked Debian, made once.
root_file_system() {
  local kind=${1:-plain}
  local root=$work/root-$kind
  if [ ! -e "$root.done" ]; then
    rm -rf "$root"
    if [ "$kind" = plain ]; then
      debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "$(apt_mirror)" >"$work/debootstrap.log" 2>&1 ||
        { tail -n 5 "$work/debootstrap.log" >&2; return 1; }
    else
      root_file_system plain >/dev/null
      cp -a "$work/root-plain" "$root"
      printf 'deb %s bookworm main\n' "$(apt_mirror)" >"$root/etc/apt/sources.list"
      cp /etc/resolv.conf "$root/etc/resolv.conf"
      { chroot "$root" apt-get update && DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y --no-install-recommends python3 python3-venv; } \
        >"$work/python.log" 2>&1 || { tail -n 5 "$work/python.log" >&2; return 1; }
    fi
    # The name under which Ubuntu's own images know their mirror, so that APT_MIRROR is what makes apt work.
    printf 'deb http://archive.ubuntu.com/ubuntu bookworm main\n' >"$root/etc/apt/sources.list"
    rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb
    touch "$root.done"
  fi
  echo "$root"
}

# base_image NAME [python]: what stands in for an image that cannot be pulled here. It is Debian whatever the name says.
base_image() {
  local root
  root=$(root_file_system "${2:-plain}")
  tar -C "$root" --exclude=./proc/* --exclude=./sys/* --exclude=./dev/* -c . |
    "$docker" import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$1" >/dev/null
}

# build_arguments: the documented mirror arguments, one a line, for `docker build`.
build_arguments() {
  printf '%s\n' --build-arg "APT_MIRROR=$(apt_mirror)" --build-arg "PIP_INDEX_URL=$index/simple" \
    --build-arg "PYTORCH_INDEX=$index/whl" --build-arg "CONDA_CHANNEL_ALIAS=$index/conda" \
    --build-arg "CONDA_INSTALLER_URL=$index/installer" --build-arg "CONDA_INSTALLER_SHA256=$installer_sha256"
}
