#!/usr/bin/env bash
# Text that a shell could trip over, through every field of a cluster's scripts: it arrives unchanged, and nothing is executed.
# Usage: hostile_sbatch.sh ENVC
# Real: bash and the scripts. `srun`, `enroot` and `docker` are programs that write down their arguments and environment.
set -euo pipefail
envc=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
expect() { [ "$2" = "$3" ] || fail "$1: expected $(printf '%q' "$2"), got $(printf '%q' "$3")"; }
mkdir "$work/bin"
cat >"$work/bin/srun" <<'END'
#!/bin/bash
printf '%s\0' "$@" >"$RECORD"
printf '%s' "${HOSTILE-}" >"$RECORD.env"
while [ "$1" != bash ]; do shift; done
exec "$@"
END
cat >"$work/bin/enroot" <<'END'
#!/bin/bash
printf '%s\0' "$@" >"$RECORD"
while [ "$1" != -o ]; do shift; done
echo image >"$2"
END
printf '#!/bin/sh\nexit 1\n' >"$work/bin/docker"
chmod +x "$work"/bin/*
export PATH=$work/bin:$PATH RECORD=$work/record

# No `,` and no `:` here: pyxis cannot take them in a path, and envc refuses them.
texts=('a b' "it's" '"q"' '$HOME' '$(touch pwned)' '`touch pwned`' 'a;b' 'a&b' 'a|b' '*' '[x]' '{a}' '!!' 'a\b' '#x' '~' '-n' 'é' '%s' '<x>' '(x)')
number=0
for text in "${texts[@]}"; do
  number=$((number + 1))
  project="$work/$number"
  mkdir -p "$project/m$text" "$project/images$text"
  touch "$project/pwned-not"
  quoted=${text//\\/\\\\}
  quoted=\"${quoted//\"/\\\"}\"
  inner=${quoted#\"} && inner=${inner%\"}
  cat >"$project/project.env" <<END
ubuntu 22.04
workdir "/w$inner"
place c
  slurm partition=p
  images "./images$inner"
  mount "./m$inner" "/t$inner"
  env HOSTILE="x$inner"
job t
  run printf '<%s>' "\$@" 'in' > out
END
  "$envc" compile "$project/project.env" >/dev/null 2>"$work/err" || { cat "$work/err" >&2; fail "compile with $text"; }
  bash -n "$project/t.sbatch" && bash -n "$project/import-sqsh.sh"
  shellcheck -S info "$project/t.sbatch" "$project/import-sqsh.sh" || fail "shellcheck with $text"
  file=$(sed -n 's/^file=//p' "$project/import-sqsh.sh")
  (cd "$project" && ./import-sqsh.sh --from registry 2>/dev/null) && fail "there is no registry to import from"
  sed -i "s|^registry_uri=.*|registry_uri=docker://x|; s/^about_bytes=.*/about_bytes=1/" "$project/import-sqsh.sh"
  (cd "$project" && ./import-sqsh.sh --from registry 2>"$work/err") || { cat "$work/err" >&2; fail "import with $text"; }
  [ -s "$project/images$text/$file" ] || fail "the folder of images with $text"
  (cd "$project" && SLURM_SUBMIT_DIR=$project bash t.sbatch "$text" 'two words') || fail "the job with $text"
  expect "arguments with $text" "<$text><two words><in>" "$(cat "$project/out")"
  mapfile -d '' -t arguments <"$RECORD"
  found=''
  for argument in "${arguments[@]}"; do
    case $argument in
      --container-image=*) expect "image with $text" "--container-image=$project/images$text/$file" "$argument" && found+=i ;;
      --container-mounts=*) expect "mount with $text" "--container-mounts=$project/m$text:/t$text" "$argument" && found+=m ;;
      --container-workdir=*) expect "workdir with $text" "--container-workdir=/w$text" "$argument" && found+=w ;;
    esac
  done
  expect "options with $text" imw "$found"
  expect "environment with $text" "x$text" "$(cat "$RECORD.env")"
  [ -z "$(find "$work" -name pwned)" ] || fail "$text was executed"
done
echo "$number texts, unchanged in paths, arguments and environment"
