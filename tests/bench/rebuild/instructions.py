"""A Dockerfile as BuildKit's cache sees it: an instruction's step is CACHED if it and all before it are as they were."""
import hashlib
import os
import re

STEPS = ("RUN", "COPY", "ADD", "WORKDIR")


def digest(path):
    """Of a file, or of all files of a folder."""
    total = hashlib.sha256()
    found = [path] if os.path.isfile(path) else sorted(os.path.join(at, f) for at, _, files in os.walk(path) for f in files)
    for file in found:
        with open(file, "rb") as data:
            total.update(os.path.relpath(file, path).encode() + b"\0" + data.read())
    return total.hexdigest()


def read(folder):
    """The instructions of the last stage, in order; one that copies files says what is in them."""
    with open(os.path.join(folder, "Dockerfile"), encoding="utf-8") as text:
        lines = [line for line in text.read().splitlines() if line.strip() and not line.startswith("#")]
    found = []
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        words = line.split()
        if words[0] == "FROM":
            found = []  # another stage
        if words[0] in ("COPY", "ADD"):
            sources = [w for w in words[1:] if not w.startswith("--")][:-1]
            if not any(w.startswith("--from=") for w in words):
                line += " " + " ".join(digest(os.path.join(folder, s)) for s in sources)
        for source in re.findall(r"--mount=type=bind,source=([^,\s]+)", line):
            line += " " + digest(os.path.join(folder, source))
        found.append(line)
    return found


def is_step(instruction):
    return instruction.split(None, 1)[0] in STEPS


def kept(before, now):
    """How many leading instructions are as they were."""
    count = 0
    while count < min(len(before), len(now)) and before[count] == now[count]:
        count += 1
    return count


def predicted_cached(before, now):
    """How many leading steps BuildKit must find in its cache."""
    return sum(is_step(i) for i in now[: kept(before, now)])
