"""BuildKit as the benchmark sees it: a build's seconds, its steps, and which of them were CACHED."""
import os
import re
import subprocess
import time

DOCKER = os.environ.get("ENVC_DOCKER", "/usr/bin/docker")
STEP = re.compile(r"^#(\d+) \[(?:([\w-]+) +)?(\d+)/(\d+)\] (.*)$")
STATE = re.compile(r"^#(\d+) (CACHED|DONE (\d+\.\d+)s)$")
ERROR = re.compile(r"^#(\d+) ERROR")


class Step:
    """number: k of the log's `[k/n]`."""

    def __init__(self, text, number):
        self.text, self.number, self.cached, self.seconds = text, number, False, 0.0


class Build:
    """What one `docker build` did. seconds: on the wall; cpu: of the steps' processes, which a busy machine changes
    little; steps: those of the final stage, in order, without FROM."""

    def __init__(self, seconds, cpu, steps):
        self.seconds, self.cpu, self.steps = seconds, cpu, steps

    @property
    def ran(self):
        return [s for s in self.steps if not s.cached]

    @property
    def cached(self):
        return [s for s in self.steps if s.cached]


def cpu_seconds():
    """What all build steps so far used of the processor, by their control group; 0 where the kernel does not tell."""
    try:
        with open("/sys/fs/cgroup/cpuacct/docker/buildkit/cpuacct.usage", encoding="ascii") as used:
            return int(used.read()) / 1e9
    except OSError:
        pass
    try:
        with open("/sys/fs/cgroup/docker/buildkit/cpu.stat", encoding="ascii") as used:
            return int(used.readline().split()[1]) / 1e6
    except OSError:
        return 0.0


def read_progress(log):
    """The steps of a `--progress=plain` log, in the order of the Dockerfile."""
    steps = {}
    for line in log.splitlines():
        if found := STEP.match(line):
            number, stage, at, of, text = found.groups()
            if not text.startswith("FROM "):
                steps.setdefault(number, ((stage or "", int(at)), Step(text, int(at))))
        elif (found := STATE.match(line)) and found.group(1) in steps:
            step = steps[found.group(1)][1]
            if found.group(2) == "CACHED":
                step.cached = True
            else:
                step.seconds = max(step.seconds, float(found.group(3)))
    return [step for _, step in sorted(steps.values(), key=lambda item: item[0])]


def docker(*arguments, **more):
    return subprocess.run([DOCKER, *arguments], capture_output=True, text=True, check=False, **more)


def build(folder, tag, arguments):
    """Builds the folder's Dockerfile; raises with the log's end if it fails."""
    begin, used = time.monotonic(), cpu_seconds()
    done = docker("build", "--network=host", "--progress=plain", *arguments, "-t", tag, folder)
    seconds, used = time.monotonic() - begin, max(0.0, cpu_seconds() - used)
    log = done.stdout + done.stderr
    if done.returncode != 0:
        raise RuntimeError(f"docker build of {folder}:\n" + "\n".join(log.splitlines()[-40:]))
    return Build(seconds, used, read_progress(log))


def tidy():
    """What no image needs goes, the least recently used first, until 5 GB are left: as a builder's collector does."""
    docker("image", "prune", "-f")
    docker("builder", "prune", "-f", "--keep-storage", "5GB")


def forget_image(tag):
    docker("image", "rm", "-f", tag)


def forget(tag):
    """An empty builder: no image of earlier builds, no cache, no cache mounts."""
    forget_image(tag)
    docker("image", "prune", "-f")
    done = docker("builder", "prune", "-af")
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
