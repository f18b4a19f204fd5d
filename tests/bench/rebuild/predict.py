#!/usr/bin/python3
"""The traces without an engine: what each edit would cost by envc's priors (stdlib/*.toml) and BuildKit's rule (a step is
CACHED if it and all before it are as they were). Seconds for tuning by; run.sh measures.
Usage: predict.py ENVC [--edits] [TRACE…]    --edits: each edit of envc, too"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib

import hand
import instructions
import static
import trace
from priors import Priors
from replay import Project, read


def blocks(folder):
    """envc's Dockerfile as (text, seconds) by layer: the lock has the seconds, in the same order."""
    text = read(folder, "Dockerfile")
    layers = tomllib.loads(read(folder, "envc.lock"))["layers"]
    parts = [p for p in text.split("\n\n")[1:] if p.strip()]
    # What stands above the last FROM is the base; each further layer begins with a comment.
    found = []
    for part in parts:
        body = "\n".join(line for line in part.splitlines() if not line.startswith("#"))
        for line in body.splitlines():
            if line.startswith("COPY ") and "--from" not in line:
                for word in [w for w in line.split()[1:-1] if not w.startswith("--")]:
                    body += instructions.digest(os.path.join(folder, word))
        found.append(body)
    found[0] = text[text.rindex("\nFROM "):text.index("\nSHELL")]  # another stage, such as uv's, is no other base
    if len(found) != len(layers):
        raise RuntimeError(f"{len(found)} parts of the Dockerfile, {len(layers)} layers: {[l['name'] for l in layers]}")
    return [(body, layer["seconds"], layer["name"]) for body, layer in zip(found, layers)]


def envc_states(envc, project, work):
    """Of each state the layers of envc, the lock carried on and sealed after each."""
    folder, found = os.path.join(work, "envc"), []
    shutil.rmtree(folder, ignore_errors=True)
    for state in project.states:
        if (said := trace.compile_state(envc, folder, state)) is not None:
            raise RuntimeError(said)
        found.append(blocks(folder))
        subprocess.run([envc, "seal"], cwd=folder, check=True, capture_output=True)
    return found


def rebuilt(before, now):
    """The layers from the first that differs on; (text, seconds, name)."""
    count = 0
    while count < min(len(before), len(now)) and before[count][0] == now[count][0]:
        count += 1
    return now[count:]


def hand_states(strategy, project, priors, order=()):
    base = priors.kinds["base"] + priors.kinds["setup"]
    found = []
    for state, frame in zip(project.states, project.frames):
        layers = hand.layers_of(strategy, frame, state.text, order, priors.heavy)
        rows = [(frame.base, base, "base")]
        for layer in layers:
            text = layer.text
            text += static.copied(layer, state)
            rows.append((text, priors.layer(layer), layer.name))
        found.append(rows)
    return found


def forced(project, priors):
    """Of each edit the seconds that no order spares: of the layers it changes, and of those that need them."""
    sequences = static.fine(project, priors)
    found = []
    for changed, state, now in zip(static.changes(sequences), project.states[1:], sequences[1:]):
        grown = True
        while grown:
            more = {l.name for l in now if l.needs & changed and l.name not in changed and not l.name.startswith("meta")}
            changed, grown = changed | more, bool(more)
        base = priors.kinds["base"] + priors.kinds["setup"] if state.is_base() else 0
        found.append(base + sum(priors.layer(l) for l in now if state.is_base() or l.name in changed))
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("envc")
    parser.add_argument("traces", nargs="*")
    parser.add_argument("--edits", action="store_true")
    said = parser.parse_intermixed_args()
    envc, priors, good = os.path.abspath(said.envc), Priors(), True
    with tempfile.TemporaryDirectory() as work:
        for name in said.traces or trace.names():
            project = Project(envc, work, name, 1000)
            order = static.order_of(project, priors)
            results = {s: hand_states(s, project, priors, order) for s in ("source", "article", "together", "static")}
            results["envc"] = envc_states(envc, project, work)
            print(f"{name}: predicted seconds of rebuilds, without edits of the base / with them; of the article's order")
            totals = {}
            for strategy, rows in results.items():
                edits = [sum(s for _, s, _ in rebuilt(b, n)) for b, n in zip(rows, rows[1:])]
                base = [state.is_base() for state in project.states[1:]]
                totals[strategy] = (sum(s for s, b in zip(edits, base) if not b), sum(edits))
            floor = forced(project, priors)
            totals["(floor)"] = (sum(s for s, state in zip(floor, project.states[1:]) if not state.is_base()), sum(floor))
            for strategy, (light, total) in totals.items():
                print(f"  {strategy:9} {light:8.0f} {light / totals['article'][0]:5.2f}   {total:8.0f} "
                      f"{total / totals['article'][1]:5.2f}")
            ratio = totals["envc"][0] / totals["static"][0]
            print(f"  envc is {ratio:.2f} of the best static order in hindsight: {' '.join(order)}")
            good = good and ratio <= 1.25
            if said.edits:
                rows = results["envc"]
                for state, b, n, ab, an in zip(project.states[1:], rows, rows[1:], results["article"], results["article"][1:]):
                    again = rebuilt(b, n)
                    print(f"    {state.number:2} {sum(s for _, s, _ in again):6.0f} (article "
                          f"{sum(s for _, s, _ in rebuilt(ab, an)):6.0f})  {' '.join(sorted(state.kinds))}: {state.title}: "
                          f"{' '.join(n for _, s, n in again if s >= 1)}")
    print("goal: envc at most 1.25 of the best static order: " + ("reached" if good else "missed"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
