# shellcheck shell=bash
# shellcheck disable=SC2154  # names of engine.sh
# A real registry (Debian's docker-registry) on loopback, without a password. Sourced after engine.sh, which stops it.
#
#   need_registry    or: skip (77); in CI a failure
#   free_port        prints a port that nobody listens on
#   start_registry PORT

need_registry() {
  [ -x /usr/bin/docker-registry ] && return
  if [ "${CI:-}" = true ]; then fail "CI must have docker-registry"; fi
  echo "skipped: needs docker-registry"
  exit 77
}

free_port() {
  /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_registry() {
  mkdir -p "$run/registry"
  cat >"$run/registry.yml" <<EOF
version: 0.1
log: {level: error}
storage:
  filesystem: {rootdirectory: $run/registry}
http: {addr: "127.0.0.1:$1"}
EOF
  docker-registry serve "$run/registry.yml" >"$run/registry.log" 2>&1 &
  registry_process=$!
  stop+=("$registry_process")
  local tries
  for ((tries = 0; tries < 100; ++tries)); do
    curl -fs "http://127.0.0.1:$1/v2/" >/dev/null && return
    sleep 0.1
  done
  cat "$run/registry.log" >&2
  fail "the registry did not start"
}
