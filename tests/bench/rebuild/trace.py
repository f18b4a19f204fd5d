#!/usr/bin/python3
"""Traces: a project.env and the edits that follow, as states. The form of traces/NAME.trace:

    # comment
    == start                     the first project.env
    == file PATH                 a file beside it, that statements copy
    == edit KIND… | TITLE        what changes, as a diff without line numbers:
    -a line that goes
    +a line that comes
     a line that stays           (found by it where nothing goes)
    ...                          between two places of one edit, in the order of the file
    @ PATH                       from here on: the lines of that file

KIND is of: light heavy apt env run copy python index base. `base`: the image changes, so everything is built again.

Usage: trace.py check ENVC [TRACE…]    each state compiles, the lock carried on, and alone
       trace.py show TRACE NUMBER      the files of one state"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {"light", "heavy", "apt", "env", "run", "copy", "python", "index", "base"}
SOURCE = "project.env"


class State:
    """The files of a project after an edit; number 0 is the start."""

    def __init__(self, number, kinds, title, files):
        self.number, self.kinds, self.title, self.files = number, kinds, title, files

    @property
    def text(self):
        return self.files[SOURCE]

    def is_base(self):
        return "base" in self.kinds


def fail(name, number, what):
    sys.exit(f"{name}.trace:{number}: {what}")


def sections(name):
    """(line number, heading, lines) of each section."""
    found = []
    with open(os.path.join(HERE, "traces", name + ".trace"), encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line.startswith("== "):
                found.append((number, line[3:], []))
            elif found:
                found[-1][2].append(line)
    return found


def replace(name, number, text, hunk):
    """text with the lines of the hunk, which must be found exactly once."""
    lines = text.splitlines()
    old = [line[1:] for line in hunk if line[0] in "- "]
    new = [line[1:] for line in hunk if line[0] in "+ "]
    at = [i for i in range(len(lines) - len(old) + 1) if lines[i : i + len(old)] == old]
    if len(at) != 1 or not old:
        fail(name, number, f"{len(at)} places for {old}")
    lines[at[0] : at[0] + len(old)] = new
    return "\n".join(lines) + "\n"


def states(name):
    """All states of a trace, the start first."""
    files, found = {}, []
    for number, heading, lines in sections(name):
        if heading == "start":
            files[SOURCE] = "\n".join(lines) + "\n"
            continue
        if heading.startswith("file "):
            files[heading[5:].strip()] = "\n".join(lines) + "\n"
            continue
        if not heading.startswith("edit ") or "|" not in heading:
            fail(name, number, f"what is `{heading}`?")
        if not found:
            found.append(State(0, set(), "start", dict(files)))
        words, title = heading[5:].split("|", 1)
        kinds = set(words.split())
        if not kinds or kinds - KINDS:
            fail(name, number, f"kinds are {sorted(KINDS)}")
        path, hunk = SOURCE, []

        def done():
            if hunk:
                files[path] = replace(name, number, files[path], hunk)
                hunk.clear()

        for line in lines:
            if line.startswith("@ "):
                done()
                path = line[2:].strip()
            elif line == "...":
                done()
            elif line and line[0] in "+- ":
                hunk.append(line)
            else:
                fail(name, number, f"what is `{line}`?")
        done()
        if files == found[-1].files:
            fail(name, number, "an edit that changes nothing")
        found.append(State(len(found), kinds, title.strip(), dict(files)))
    return found


def write(state, folder):
    """The state's files into the folder; what else lies there stays (envc's own)."""
    for path, text in state.files.items():
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8") as out:
            out.write(text)


def names():
    return sorted(f[:-6] for f in os.listdir(os.path.join(HERE, "traces")) if f.endswith(".trace"))


def compile_state(envc, folder, state):
    """What envc says of it; None if it compiles."""
    write(state, folder)
    done = subprocess.run([envc, "compile", SOURCE], cwd=folder, capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else done.stderr


def check(envc, wanted):
    bad = 0
    for name in wanted or names():
        counts = {}
        with tempfile.TemporaryDirectory() as kept:
            for state in states(name):
                with tempfile.TemporaryDirectory() as alone:
                    for how, folder in (("with the lock", kept), ("alone", alone)):
                        said = compile_state(envc, folder, state)
                        if said is not None:
                            bad += 1
                            print(f"{name} {state.number} ({state.title}), {how}:\n{said}", file=sys.stderr)
                for kind in state.kinds:
                    counts[kind] = counts.get(kind, 0) + 1
        said = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
        print(f"{name}: {state.number} edits; {said}")
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) >= 3 and sys.argv[1] == "check":
        sys.exit(check(os.path.abspath(sys.argv[2]), sys.argv[3:]))
    elif len(sys.argv) == 4 and sys.argv[1] == "show":
        for file_path, file_text in states(sys.argv[2])[int(sys.argv[3])].files.items():
            print(f"--- {file_path}\n{file_text}", end="")
    else:
        sys.exit(__doc__)
