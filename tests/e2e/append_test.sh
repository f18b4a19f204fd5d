#!/usr/bin/env bash
# shellcheck source-path=SCRIPTDIR
# Append, then compact, on a real BuildKit: what an edit of a built environment builds again, by BuildKit's own marks.
# Usage: append_test.sh ENVC SOURCE-FOLDER
#
# Real: dockerd and BuildKit, make, git, apt from this machine's mirror, pip, a compiler. Stands in, as in samples_test.sh:
# base images (a Debian made by debootstrap), PyPI (loopback wheels and one source distribution), conda (conda/stand_in.py).
set -euo pipefail
envc=$(realpath "$1")
source=$(realpath "$2")
# shellcheck source=../e2e/engine.sh
. "$source/tests/e2e/engine.sh"
need_engines
say "engines"
start_docker append
start_indexes
mkdir "$run/bin" "$run/lab"
ln -s "$envc" "$run/bin/envc"
ln -s "$docker" "$run/bin/docker"
export PATH=$run/bin:$PATH
export BUILD_FLAGS
BUILD_FLAGS="--network=host --progress=plain $(build_arguments | tr '\n' ' ')"
export GIT_CONFIG_GLOBAL=$run/gitconfig GIT_CONFIG_NOSYSTEM=1
git config --global user.name somebody
git config --global user.email somebody@example.org
cd "$run/lab"
git init -q .
printf 'include envc.mk\n' >Makefile

tag() { sed -n 's/^IMAGE := //p' envc.mk; }
image() { # image LOG: make image, which must go well
  make image >"$run/$1.log" 2>&1 || { tail -n 40 "$run/$1.log" >&2; fail "make image: $1"; }
}
# built LOG: the commands of the steps that BuildKit ran itself, a line each.
built() {
  awk '/^#[0-9]+ \[/ { name[$1] = $0 } /^#[0-9]+ CACHED/ { cached[$1] = 1 } /^#[0-9]+ DONE/ { done[$1] = 1 }
    END { for (id in name) if (done[id] && !cached[id]) print name[id] }' "$run/$1.log" |
    sed -nE 's/^#[0-9]+ \[[^]]*[0-9]+\/[0-9]+\] (RUN|COPY|WORKDIR)/\1/p' | sort
}
instructions() { grep -v '^#' "$1" | grep -v '^$'; }
# instructions_begin OLD: all instructions of OLD up to the variables that stand last are the first ones of the Dockerfile.
instructions_begin() {
  instructions "$1" | sed '/^ENV PYTHONNOUSERSITE/,$d' >"$run/before"
  instructions Dockerfile | head -n "$(wc -l <"$run/before")" | cmp -s - "$run/before" || {
    diff "$run/before" <(instructions Dockerfile) >&2 || true
    fail "an earlier instruction changed"
  }
}

say "a step that lacks a library"
cat >project.env <<'END'
project  lab
ubuntu   22.04
apt      tcc libc6-dev
conda    python=3.10 numpy=1.26.4
pip      zlib-version tqdm
END
base_image library/ubuntu:22.04 python
envc compile >/dev/null
! make image >"$run/lacking.log" 2>&1 || fail "it builds without the header"
grep -q "'zlib.h' not found" "$run/lacking.log" || { tail -n 30 "$run/lacking.log" >&2; fail "it fails for something else"; }
! grep -q '^sealed' envc.lock || fail "a build that failed is sealed"
sed -i 's/^apt .*/& zlib1g-dev/' project.env
image mended
apt_line=$(grep -n '^      zlib1g-dev$' Dockerfile | cut -d: -f1)
pip_line=$(grep -n 'pip install' Dockerfile | cut -d: -f1)
[ "$apt_line" -lt "$pip_line" ] || fail "the library comes after the step that needs it"
[ "$(grep -c 'apt-get install' Dockerfile)" = 2 ] || fail "the library is a step of its own"
grep -q '^sealed' envc.lock || fail "make image does not seal"
"$docker" run --rm "$(tag)" bash -c '"$(python3 -c "import zlib_version as z; print(z.__path__[0])")/program"' >"$run/version" || fail "what was compiled does not run"
git add -A && git commit -qm "built"
cp -a . "$run/first"
first_tag=$(tag)

say "a package of each manager"
sed -i -e 's/^apt .*/& tree/' -e 's/^conda .*/& open3d/' -e 's/^pip .*/& rich/' project.env
envc compile >"$run/compile.out"
instructions_begin "$run/first/Dockerfile"
image appended
expect_equal "steps that were built" "$(built appended | sed -E 's/.*(conda install|apt-get install|pip install).*/\1/')" \
  $'apt-get install\nconda install\npip install'
expect_equal "conda's numpy is as it was" "$("$docker" run --rm "$(tag)" python3 -c 'import numpy; print(numpy.__version__)')" 1.26.4
expect_equal "no pins are left" "$("$docker" run --rm "$(tag)" bash -c 'ls /opt/env/conda-meta | grep -c pinned || true')" 0
"$docker" run --rm "$(tag)" bash -c 'tree --version && python3 -c "import rich, open3d"' >/dev/null || fail "what was added is not there"
grep -q '^regret = ' envc.lock || fail "no rent is noted"
git add -A && git commit -qm "one more of each"

say "git revert"
git revert --no-edit HEAD >/dev/null
envc compile --check >/dev/null 2>&1 || fail "after the revert the files are stale"
for file in Dockerfile envc.lock launch.sh envc.mk bashrc; do cmp "$file" "$run/first/$file" || fail "$file is not as it was"; done
expect_equal "the tag" "$(tag)" "$first_tag"
image reverted
expect_equal "nothing is built" "$(built reverted)" ""
git revert --no-edit HEAD >/dev/null

say "a lock that an older envc wrote, whose steps read otherwise"
cp -a "$run/first" "$run/older" && cd "$run/older"
rehash() { # the header's hash, of a file that the older envc is said to have written
  local body
  body=$(sed -n '/^# body sha256 /,$p' "$1" | tail -n +3 | sha256sum | cut -d' ' -f1)
  sed -i "s/^# body sha256 .*/# body sha256 $body/" "$1"
}
sed -i 's/apt-get install -y --no-install-recommends/apt-get install --no-install-recommends --yes/' Dockerfile envc.lock
rehash Dockerfile
rehash envc.lock
cp Dockerfile "$run/older.Dockerfile"
"$docker" build $BUILD_FLAGS . >"$run/older.log" 2>&1 || { tail -n 30 "$run/older.log" >&2; fail "the older build"; }
envc compile >/dev/null
cmp Dockerfile "$run/older.Dockerfile" || fail "a newer envc writes built steps anew"
image newer
expect_equal "nothing is built" "$(built newer)" ""
sed -i 's/^apt .*/& tree/' project.env
envc compile >/dev/null
instructions_begin "$run/older.Dockerfile"
image newer_appended
expect_equal "the added step alone" "$(built newer_appended | grep -c .)" 1
envc compile --repack >/dev/null
! grep -q -- '--no-install-recommends --yes' Dockerfile || fail "--repack keeps the old text"
[ "$(grep -c 'apt-get install' Dockerfile)" = 2 ] || fail "--repack leaves the packages apart"
say "all passed"
