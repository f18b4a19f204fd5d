"""Seconds of layers from envc's own priors (stdlib/*.toml), for files that envc did not write. The formulas are those of
compiler/facts/cost.cpp."""
import os
import re
import tomllib

from statements import name_of

STDLIB = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../stdlib")
# What a layer of hand.py is to envc.
KINDS = {"env": "env", "apt": "apt", "python": "python", "timezone": "timezone", "framework": "pip_heavy", "pip": "pip",
         "copy": "copy", "run": "run", "meta": "meta"}


def table(name, key):
    with open(os.path.join(STDLIB, name + ".toml"), "rb") as data:
        return tomllib.load(data)[key]


class Priors:
    def __init__(self):
        self.kinds = {row["name"]: row["seconds"] for row in table("layers", "kind")}
        self.managers = {row["manager"]: row for row in table("layers", "package")}
        self.apt = {row["name"]: row for row in table("apt_sizes", "size")}
        self.pip = {}
        for row in table("pip_sizes", "size"):
            self.pip.setdefault(row["name"], []).append(row)
        self.needs = {row["name"]: row for row in table("needs", "package") if row["manager"] in ("pip", "any")}

    def heavy(self, name):
        return self.needs.get(name, {}).get("heavy", False)

    def package(self, manager, requirement):
        if manager == "apt":
            prior, row = self.managers["apt"], self.apt.get(requirement, {})
            install = row.get("seconds") or row.get("packages", prior["packages"]) * prior["each"]
            return row.get("bytes", prior["bytes"]) / prior["bandwidth"] + install
        name = name_of(requirement)
        prior = self.managers["pip_heavy" if self.heavy(name) else "pip"]
        size = prior["bytes"]
        if rows := self.pip.get(name):
            row = self.nearest(rows, requirement)
            size = row.get("with_dependencies") or row["bytes"]
        build = prior["source_build"] if self.needs.get(name, {}).get("build_apt") else 0
        return size / prior["bandwidth"] + size / prior["unpack"] + prior["each"] + build

    @staticmethod
    def nearest(rows, requirement):
        """This version, else the newest before it, else the oldest; without one the newest."""
        numbers = lambda version: [int(n) for n in re.findall(r"\d+", version)]
        rows = sorted(rows, key=lambda row: numbers(row["version"]))
        wanted = re.search(r"==\s*([0-9.]+)", requirement)
        if not wanted:
            return rows[-1]
        before = [row for row in rows if numbers(row["version"]) <= numbers(wanted.group(1))]
        return before[-1] if before else rows[0]

    def layer(self, layer):
        kind = KINDS[layer.name.split("-")[0]]
        if kind == "pip" and layer.packages and all(self.heavy(name_of(p)) for _, p in layer.packages):
            kind = "pip_heavy"
        return self.kinds[kind] + sum(self.package(manager, p) for manager, p in layer.packages)
