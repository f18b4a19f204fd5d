#!/usr/bin/env python3
"""A stand-in for conda, for tests: it takes the arguments that Dockerfiles give, reads real repodata.json of a loopback
channel, picks the newest build that fits each spec and unpacks the archives. It is NOT a solver: that the specs can be
solved is shown apart, by a real one. The interpreter that package `python` installs is the base image's own."""
import bz2
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import urllib.request


def parts(version):
    return [int(p) if p.isdigit() else p for p in re.findall(r"\d+|[a-z]+", version)]


def compare(a, b):
    a, b = parts(a), parts(b)
    for x, y in zip(a, b):
        if x != y:
            if isinstance(x, int) and isinstance(y, int):
                return -1 if x < y else 1
            return -1 if isinstance(x, str) else 1
    return (len(a) > len(b)) - (len(a) < len(b))


def fits_one(version, constraint):
    found = re.fullmatch(r"(==|>=|<=|!=|~=|=|>|<)?\s*(.+)", constraint.strip())
    operator, wanted = found.group(1) or "==", found.group(2)
    if wanted == "*":
        return True
    if wanted.endswith("*"):
        operator, wanted = ("=" if operator in ("==", "=") else operator), wanted.rstrip("*").rstrip(".")
    if operator == "=":
        return version == wanted or version.startswith(wanted + ".")
    order = compare(version, wanted)
    return {"==": order == 0, "!=": order != 0, ">=": order >= 0, "<=": order <= 0, ">": order > 0, "<": order < 0}[operator]


def fits(version, constraint):
    return any(all(fits_one(version, c) for c in either.split(",")) for either in constraint.split("|"))


def split(spec):
    """name, version constraint, build, channel"""
    channel = None
    if "::" in spec:
        channel, spec = spec.split("::", 1)
    found = re.fullmatch(r"([A-Za-z0-9_.-]+)\s*(.*)", spec)
    if not found:
        sys.exit(f"stand-in conda: cannot read the spec {spec!r}")
    name, rest = found.group(1).lower(), found.group(2).strip()
    build = None
    if " " in rest:
        rest, build = rest.split(None, 1)
    elif re.fullmatch(r"=?[^=<>!~]+=[^=]+", rest.lstrip("=")) and rest.startswith("="):
        rest, build = rest[1:].split("=", 1)
        rest = "=" + rest
    return name, rest or "*", build, channel


def records(prefix):
    for meta in sorted(os.listdir(prefix + "/conda-meta")):
        if meta.endswith(".json"):
            with open(f"{prefix}/conda-meta/{meta}") as record:
                yield json.load(record)


def pins(prefix):
    """name → (version, build) of conda-meta/pinned, as `conda list --export` writes them."""
    try:
        with open(prefix + "/conda-meta/pinned") as lines:
            found = [line.strip().split("=") for line in lines if line.strip() and not line.startswith("#")]
    except FileNotFoundError:
        return {}
    return {name: (version, build) for name, version, build in found}


def export(prefix):
    """What conda installed, then what pip did, as conda tells it."""
    print("# This file may be used to create an environment using:\n# $ conda create --name <env> --file <this file>")
    mine = list(records(prefix))
    for record in mine:
        print(f"{record['name']}={record['version']}={record['build']}")
    program = f"{prefix}/bin/python3"
    if not os.path.exists(program):
        return
    listed = subprocess.run([program, "-m", "pip", "list", "--format=json"], check=True, capture_output=True, text=True).stdout
    for package in json.loads(listed):
        name = re.sub(r"[-_.]+", "-", package["name"]).lower()
        if name not in {record["name"] for record in mine}:
            print(f"{name}={package['version']}=pypi_0")


def main(arguments):
    command, arguments = arguments[0], arguments[1:]
    prefix, channels, specs, override = "/opt/conda", [], [], False
    words = iter(arguments)
    for word in words:
        if word in ("-p", "--prefix"):
            prefix = next(words)
        elif word in ("-c", "--channel"):
            channels.append(next(words))
        elif word == "--override-channels":
            override = True
        elif word in ("-y", "--yes", "-q", "--export"):
            pass
        elif word.startswith("-"):
            sys.exit(f"stand-in conda: unknown flag {word}")
        else:
            specs.append(word)
    if command == "list":
        return export(prefix)
    if command not in ("create", "install", "remove"):
        sys.exit(f"stand-in conda: unknown command {command}")
    if command != "create" and not os.path.isdir(prefix + "/conda-meta"):
        sys.exit(f"EnvironmentLocationNotFound: Not a conda environment: {prefix}")
    if command == "create" and os.path.isdir(prefix + "/conda-meta"):
        sys.exit(f"stand-in conda: {prefix} is there already")
    os.makedirs(prefix + "/conda-meta", exist_ok=True)
    if command == "remove":
        for spec in specs:
            for record in list(records(prefix)):
                if record["name"] == spec:
                    unlink(prefix, record)
        return
    if not override or not channels:
        sys.exit("stand-in conda: name the channels (--override-channels -c …)")
    alias = os.environ.get("CONDA_CHANNEL_ALIAS", "https://conda.anaconda.org")
    known = {}
    for rank, channel in enumerate(channels):
        base = channel if "://" in channel else f"{alias}/{channel}"
        for subdir in ("linux-64", "noarch"):
            with urllib.request.urlopen(f"{base}/{subdir}/repodata.json") as answer:
                for file, record in json.load(answer)["packages"].items():
                    known.setdefault(record["name"], []).append((rank, f"{base}/{subdir}/{file}", record, channel))
    # As much is chosen as the specs and their dependencies name; the first channel that has a name wins (strict priority).
    wanted = [split(s) for s in specs]
    chosen = {}
    pinned = pins(prefix)
    while wanted:
        name, version, build, channel = wanted.pop(0)
        if name.startswith("__"):
            if name == "__cuda" and not os.environ.get("CONDA_OVERRIDE_CUDA"):
                sys.exit("stand-in conda: nothing provides __cuda")
            continue
        if name in chosen:
            if not fits(chosen[name][2]["version"], version):
                sys.exit(f"stand-in conda: {name} {chosen[name][2]['version']} does not fit {version}")
            continue
        constraints = [version] + [v for n, v, _, _ in wanted if n == name]
        candidates = [c for c in known.get(name, []) if channel in (None, c[3])]
        if candidates:
            first = min(c[0] for c in candidates)
            candidates = [c for c in candidates if c[0] == first]
        candidates = [c for c in candidates if all(fits(c[2]["version"], v) for v in constraints)]
        if name in pinned:
            candidates = [c for c in candidates if (c[2]["version"], c[2]["build"]) == pinned[name]]
        if build:
            pattern = re.compile(re.escape(build).replace(r"\*", ".*"))
            candidates = [c for c in candidates if pattern.fullmatch(c[2]["build"])]
        # A build whose own dependencies contradict what was asked for by name is not a candidate.
        asked = {n: v for n, v, _, _ in [split(s) for s in specs]}
        def agrees(record):
            for dependency in record["depends"]:
                n, v, _, _ = split(dependency)
                if n in asked and asked[n] != "*" and v != "*":
                    if not any(fits(c[2]["version"], v) and fits(c[2]["version"], asked[n]) for c in known.get(n, [])):
                        return False
            return True
        candidates = [c for c in candidates if agrees(c[2])]
        if not candidates:
            sys.exit(f"PackagesNotFoundError: {name} {version} {build or ''} in {' '.join(channels)}")
        best = candidates[0]
        for candidate in candidates[1:]:
            order = compare(candidate[2]["version"], best[2]["version"])
            if order > 0 or (order == 0 and candidate[2]["build_number"] > best[2]["build_number"]):
                best = candidate
        chosen[name] = best
        wanted.extend(split(d) for d in best[2]["depends"])
    there = {record["name"]: record for record in records(prefix)}
    for name in sorted(chosen, key=lambda n: n != "python"):
        _, url, record, _ = chosen[name]
        old = there.get(name)
        if old and (old["version"], old["build"]) == (record["version"], record["build"]):
            continue
        if old:
            unlink(prefix, old)
        link(prefix, url, record)


def file_of(prefix, record):
    return f"{prefix}/conda-meta/{record['name']}-{record['version']}-{record['build']}.json"


def unlink(prefix, record):
    for path in record["files"]:
        os.unlink(f"{prefix}/{path}")
    os.unlink(file_of(prefix, record))


def link(prefix, url, record):
    print(f"  {record['name']} {record['version']} {record['build']}")
    if record["name"] == "python":
        subprocess.run(["/usr/bin/python3", "-m", "venv", prefix], check=True)
    with urllib.request.urlopen(url) as answer:
        archive = tarfile.open(fileobj=io.BytesIO(bz2.decompress(answer.read())))
    files = []
    for member in archive.getmembers():
        if member.name.startswith("info/") or not member.isfile():
            continue
        path = member.name
        if path.startswith("site-packages/"):
            path = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/{path}"
        os.makedirs(os.path.dirname(f"{prefix}/{path}"), exist_ok=True)
        with open(f"{prefix}/{path}", "wb") as out:
            out.write(archive.extractfile(member).read())
        os.chmod(f"{prefix}/{path}", member.mode)
        files.append(path)
    with open(file_of(prefix, record), "w") as out:
        json.dump({"name": record["name"], "version": record["version"], "build": record["build"], "files": files}, out)


main(sys.argv[1:])
