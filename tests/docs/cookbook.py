#!/usr/bin/env python3
"""Runs every command of a page of docs/, in its order, and compares what it shows.
Usage: cookbook.py ENVC [PAGE] [--refresh]; PAGE is `cookbook.md` if it is not said.

Fences: ```sh is run in the project's folder; `fails`: it must fail; `colleague`: without envc on PATH. ```text is what the block
before it printed (both streams). ```env FILE writes the file, with + appends to it. --refresh writes the text blocks anew.

Real: envc, git, make, bash, the generated scripts. Stand in, as programs on PATH that only answer: docker, nvidia-smi, sbatch,
enroot. They are really run (or stood in for by something that does the work) in tests/e2e/cluster_test.sh."""
import os
import re
import subprocess
import sys
import tempfile

ENVC = os.path.realpath(sys.argv[1])
REFRESH = "--refresh" in sys.argv
NAME = next((word for word in sys.argv[2:] if not word.startswith("-")), "cookbook.md")
PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", NAME)

STAND_INS = {
    "docker": """case "$*" in
  info*) echo '{"Runtimes":{"nvidia":{}}}' ;;
  *--format*Size*) echo 1000 ;;
  *manifest*) echo 'no such manifest' >&2; exit 1 ;;
esac""",
    "nvidia-smi": "echo 'CUDA Version: 12.4'",
    "sbatch": "echo 'Submitted batch job 4711'",
    "enroot": """while [ "$1" != -o ]; do shift; done; echo image > "$2" """,
}


def programs(folder, with_envc):
    os.makedirs(folder)
    for name, body in STAND_INS.items():
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{body}\n")
        os.chmod(path, 0o755)
    if with_envc:
        os.symlink(ENVC, os.path.join(folder, "envc"))


def blocks(text):
    """(info string, body, start and end of the body)"""
    for match in re.finditer(r"^```(\w[^\n]*)\n(.*?)^```$", text, re.M | re.S):
        yield match.group(1).split(), match.group(2), match.span(2)


def main():
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    work = tempfile.mkdtemp()
    home = os.path.join(work, "home")
    project = os.path.join(home, "project")
    os.makedirs(project)
    programs(os.path.join(work, "bin"), True)
    programs(os.path.join(work, "colleague"), False)
    scratch = os.path.join(work, "scratch")
    os.makedirs(scratch)
    with open(os.path.join(home, ".gitconfig"), "w", encoding="utf-8") as file:
        file.write("[user]\nname = you\nemail = you@example.org\n[init]\ndefaultBranch = main\n[advice]\ndetachedHead = false\n")
    with open(os.path.join(project, "my_job.py"), "w", encoding="utf-8") as file:
        file.write("print('done')\n")

    shown, faults, edits, ran = "", [], [], 0
    for info, body, (begin, end) in blocks(page):
        if info[0] == "env":
            with open(os.path.join(project, info[1]), "a" if "+" in info else "w", encoding="utf-8") as file:
                file.write(("\n" if "+" in info else "") + body)
        elif info[0] == "text":
            if shown != body:
                faults.append(f"--- expected\n{body}--- shown\n{shown}")
                edits.append((begin, end, shown))
        elif info[0] == "sh":
            path = os.path.join(work, "colleague" if "colleague" in info else "bin") + ":/usr/bin:/bin"
            run = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", body], cwd=project, text=True, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False,
                env={"HOME": home, "PATH": path, "SCRATCH": scratch, "LC_ALL": "C", "HOSTNAME": "laptop"})
            ran += 1
            shown = run.stdout.replace(scratch, "/scratch/you").replace(project, "/home/you/project").replace(home, "/home/you")
            shown = re.sub(r"nothing to mount at (\S+) on \S+", r"nothing to mount at \1 on login1", shown)
            if (run.returncode != 0) != ("fails" in info):
                faults.append(f"exit {run.returncode}:\n{body}{shown}")
    subprocess.run(["rm", "-rf", work], check=True)
    if REFRESH:
        for begin, end, text in reversed(edits):
            page = page[:begin] + text + page[end:]
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(page)
        faults = [fault for fault in faults if fault.startswith("exit")]
    print("\n".join(faults) if faults else f"{ran} blocks of commands, as {NAME} shows them")
    return 1 if faults or ran == 0 else 0


sys.exit(main())
