#!/usr/bin/python3
"""Replays traces on BuildKit; run.sh starts what it needs. For each trace and strategy: an empty builder, its apt cache
filled (so that the network is not what is measured), the start state built, then each edit.
Strategies: `source`, `article`, `together` as hand.py says; `envc`: compiled, built and sealed, the lock carried on;
`static`: the best order in hindsight (static.py).
Usage: replay.py ENVC WORK-FOLDER [--strategies A,B…] [--edits N] [--json FILE] [TRACE…]"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib

import engine
import hand
import instructions
import statements
import static
import trace
import wheels
from priors import Priors

STRATEGIES = ["source", "article", "envc", "static"]
UV = """#!/bin/sh
# Stands in for `uv venv --seed --python VERSION FOLDER`: the interpreter is the base's own.
set -eu
while [ $# -gt 1 ]; do
  case $1 in --python) version=$2; shift ;; esac
  shift
done
/usr/bin/python3 -m venv "$1"
echo "$version" >"$1/version"
"""


class Project:
    """A trace's states as envc sees each alone: what the hand-written files share with it."""

    def __init__(self, envc, work, name, edits):
        self.name, self.folder = name, os.path.join(work, name)
        self.states = trace.states(name)[: edits + 1]
        self.frames = []
        for state in self.states:
            alone = os.path.join(work, "alone")
            shutil.rmtree(alone, ignore_errors=True)
            if (said := trace.compile_state(envc, alone, state)) is not None:
                raise RuntimeError(f"{name} {state.number}: {said}")
            self.frames.append(hand.Frame(read(alone, "Dockerfile"), tomllib.loads(read(alone, "envc.lock"))))
        shutil.rmtree(alone, ignore_errors=True)


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as text:
        return text.read()


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.write(text)


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **more)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")


def stand_ins(projects):
    """Base images that cannot be pulled here: the same Debian under each name, told apart by a file. uv: a script."""
    run("sh", "-c", 'tar -C "$1" --exclude=./proc/* --exclude=./sys/* --exclude=./dev/* -c . | "$2" import --change '
        '"ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" - envc-bench-root', "sh",
        os.environ["ENVC_ROOT"], engine.DOCKER)
    names = {name for p in projects for f in p.frames for name in re.findall(r"^FROM \$\{\w+\}/(\S+)", f.head, re.M)}
    with tempfile.TemporaryDirectory() as folder:
        # As the official images have it: dpkg does not wait for the disk after each file.
        write(folder, "docker-apt-speedup", "force-unsafe-io\n")
        write(folder, "uv", UV)
        os.chmod(os.path.join(folder, "uv"), 0o755)
        for name in sorted(names):
            if "astral-sh/uv" in name:
                name = "ghcr.io/" + name
                write(folder, "Dockerfile", "FROM scratch\nCOPY uv /uv\n")
            else:
                write(folder, "base-image", name + "\n")
                write(folder, "Dockerfile", "FROM envc-bench-root\nCOPY docker-apt-speedup /etc/dpkg/dpkg.cfg.d/\n"
                                            "COPY base-image /etc/\n")
            run(engine.DOCKER, "build", "-t", name, folder)


def make_wheels(project, folder):
    """All that pip will ask for is made before anything is measured."""
    site = wheels.Site(folder)
    for state, frame in zip(project.states, project.frames):
        said = {p for s in statements.parse(state.text) if s.keyword == "pip" for p in s.packages}
        index = re.search(r"whl/(cu\d+)", state.text).group(1)
        for requirement in said | frame.pip:
            if file := wheels.chosen(site, requirement, index):
                site.wheel(file)


def warm(project, work, arguments):
    """What the trace installs with apt, downloaded into the cache mounts of every base; the base's layers loaded."""
    for os_name in sorted({f.os for f in project.frames}):
        frames = [f for f in project.frames if f.os == os_name]
        packages = {p for f, s in zip(project.frames, project.states) if f.os == os_name
                    for l in hand.layers_of("article", f, s.text) for m, p in l.packages if m == "apt"}
        packages |= {"python3", "python3-venv", "tzdata", "ca-certificates"}
        folder = os.path.join(work, "warm")
        os.makedirs(folder, exist_ok=True)
        mounts = hand.APT_MOUNTS.format(os=os_name)
        command = f"apt-get update && apt-get install -y -d --no-install-recommends {' '.join(sorted(packages))}"
        write(folder, "Dockerfile", "\n".join([*hand.head(frames[0]), f"RUN {mounts} {command}", ""]))
        engine.build(folder, "envc-bench-warm", arguments)
        engine.forget_image("envc-bench-warm")


def note(project, strategy, state, build):
    kinds = " ".join(sorted(state.kinds)) or "start"
    print(f"{project.name:10} {strategy:9} {state.number:2} {build.seconds:6.1f} s  cpu {build.cpu:5.1f} s  ran {len(build.ran):2}  CACHED "
          f"{len(build.cached):2}  {kinds}: {state.title}", flush=True)
    return {"edit": state.number, "kinds": sorted(state.kinds), "seconds": build.seconds, "cpu": build.cpu,
            "ran": [[s.text, s.seconds] for s in build.ran], "cached": [s.text for s in build.cached]}


def predicted(envc, old, folder, before, now):
    """Numbers of the steps that must be CACHED after the edit, as `envc diff` says; for files that envc did not write (envc
    is None) those that are as they were, with all before them. FROM is step 1."""
    if envc is None or not os.path.isdir(old):
        return set(range(2, 2 + instructions.predicted_cached(before, now)))
    done = subprocess.run([envc, "diff", "--format", "json", os.path.join(old, trace.SOURCE), trace.SOURCE], cwd=folder,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    layers = json.loads(done.stdout)["layers"]
    base = max(layers[0]["steps"])
    return {k - base + 1 for layer in layers[1:] if layer["cached"] for k in layer["steps"]}


def replay(envc, project, strategy, work, arguments, filled=True):
    tag = f"envc-bench-{project.name}"
    engine.forget(tag)
    if filled:
        warm(project, work, arguments)
    asks_diff = subprocess.run([envc, "help", "diff"], capture_output=True, check=False).returncode == 0
    priors = Priors()
    order = static.order_of(project, priors) if strategy == "static" else ()
    before, folder = [], os.path.join(work, f"{project.name}-{strategy}")
    shutil.rmtree(folder, ignore_errors=True)
    rows = []
    old = folder + "-before"
    shutil.rmtree(old, ignore_errors=True)
    for state, frame in zip(project.states, project.frames):
        if state.number:
            shutil.copytree(folder, old, dirs_exist_ok=True)
        if strategy == "envc":
            if (said := trace.compile_state(envc, folder, state)) is not None:
                raise RuntimeError(said)
        else:
            trace.write(state, folder)
            write(folder, "Dockerfile", hand.dockerfile(frame, hand.layers_of(strategy, frame, state.text, order,
                                                                               priors.heavy)))
        now = instructions.read(folder)
        build = engine.build(folder, tag, arguments)
        rows.append(note(project, strategy, state, build))
        cached = predicted(envc if strategy == "envc" and asks_diff else None, old, folder, before, now)
        if cached - {step.number for step in build.steps}:
            raise RuntimeError(f"steps {sorted(cached)} are predicted, BuildKit has {[s.number for s in build.steps]}")
        rows[-1]["predicted_cached"] = len(cached)
        rows[-1]["unforeseen"] = [s.text for s in build.cached if s.number not in cached]
        rows[-1]["wrong"] = [s.text for s in build.steps if s.number in cached and not s.cached]
        for text in rows[-1]["wrong"]:
            print(f"WRONG: predicted CACHED, was built: {text}", flush=True)
        before = now
        engine.tidy()
        if strategy == "envc":
            subprocess.run([envc, "seal"], cwd=folder, check=True, capture_output=True)
    engine.forget(tag)
    return rows


def total(rows, field, base):
    """Of the edits that change the base, or of the others; the start is no edit."""
    of = {"ran": lambda r: len(r["ran"]), "cached": lambda r: len(r["cached"])}.get(field, lambda r: r[field])
    return sum(of(r) for r in rows[1:] if ("base" in r["kinds"]) == base)


def summary(name, results):
    """Totals: the edits that leave the base alone, and how they compare with the article's order; those of the base,
    which build everything whatever the order is; all."""
    print(f"\n{name}            edits of all but the base                    edits of the base     all")
    print(f"  {'':9} {'seconds':>8} {'ratio':>6} {'cpu':>7} {'ratio':>6} {'ran':>4} {'CACHED':>6}   {'seconds':>8} {'cpu':>7}"
          f"   {'seconds':>8} {'ratio':>6} {'cpu ratio':>9}")
    reference = results.get("article", next(iter(results.values())))
    ratio = lambda a, b: a / b if b else 1.0
    for strategy, rows in results.items():
        edits, base = ({f: total(rows, f, b) for f in ("seconds", "cpu", "ran", "cached")} for b in (False, True))
        e, b = ({f: total(reference, f, b) for f in ("seconds", "cpu")} for b in (False, True))
        print(f"  {strategy:9} {edits['seconds']:8.1f} {ratio(edits['seconds'], e['seconds']):6.2f} {edits['cpu']:7.1f} "
              f"{ratio(edits['cpu'], e['cpu']):6.2f} {edits['ran']:4} {edits['cached']:6}   {base['seconds']:8.1f} "
              f"{base['cpu']:7.1f}   {edits['seconds'] + base['seconds']:8.1f} "
              f"{ratio(edits['seconds'] + base['seconds'], e['seconds'] + b['seconds']):6.2f} "
              f"{ratio(edits['cpu'] + base['cpu'], e['cpu'] + b['cpu']):9.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("envc")
    parser.add_argument("work")
    parser.add_argument("traces", nargs="*")
    parser.add_argument("--strategies", default=",".join(STRATEGIES))
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--json")
    parser.add_argument("--check", action="store_true", help="for tests: an empty cache, and 1 if a prediction is wrong")
    said = parser.parse_intermixed_args()
    envc = os.path.abspath(said.envc)
    arguments = os.environ["ENVC_BUILD_ARGUMENTS"].split("\n")
    os.makedirs(said.work, exist_ok=True)
    projects = [Project(envc, said.work, name, said.edits) for name in said.traces or trace.names()]
    for project in projects:
        make_wheels(project, os.environ["ENVC_WHEELS"])
    stand_ins(projects)
    everything = {}
    for project in projects:
        everything[project.name] = {}
        for strategy in said.strategies.split(","):
            everything[project.name][strategy] = replay(envc, project, strategy, said.work, arguments, not said.check)
            if said.json:
                write(os.path.dirname(os.path.abspath(said.json)), os.path.basename(said.json),
                      json.dumps(everything, indent=1))
    for name, results in everything.items():
        summary(name, results)
    rows = [row for results in everything.values() for rows in results.values() for row in rows]
    wrong = sum(len(row["wrong"]) for row in rows)
    print(f"\nof {sum(row['predicted_cached'] for row in rows)} steps that were predicted CACHED, {wrong} were built; "
          f"{sum(len(row['unforeseen']) for row in rows if row['edit'])} others were CACHED all the same")
    return 1 if said.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
