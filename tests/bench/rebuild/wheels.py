#!/usr/bin/python3
"""A loopback index of the wheels that the traces install (wheels.txt), each made when it is first asked for:
  /simple/NAME/                     the default index
  /whl/BUILD/NAME/                  PyTorch's: versions carry +BUILD
  /whl/BUILD/torch_stable.html      the same as one page of links
Usage: wheels.py PORT-FILE FOLDER   (writes the port it listens on; keeps the wheels in FOLDER; serves until killed)"""
import base64
import hashlib
import html
import http.server
import os
import random
import re
import sys
import threading
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
STAMP = (2020, 1, 1, 0, 0, 0)
PIECE = 8 * 1000 * 1000


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def rows():
    """name, {index: [version]}, bytes, modules"""
    with open(os.path.join(HERE, "wheels.txt"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            name, where, size, modules = [field.strip() for field in line.split("|")]
            found = {}
            for part in where.split(";"):
                index, versions = part.split(":")
                index = index.strip()
                found[index] = [v if index == "-" else f"{v}+{index}" for v in versions.split()]
            yield name, found, int(size) * 1000 * 1000, int(modules)


def module_text(noise):
    """A Python file of some 3 kB, as much work for the compiler as real code of that length."""
    lines = []
    for _ in range(24):
        name = f"f{noise.randrange(10**6)}"
        lines.append(f"def {name}(a, b=None, *rest, **more):\n    if b is None and a > {noise.randrange(100)}:\n"
                     f"        return [x * {noise.randrange(9)} for x in rest if x in more]\n    return {{'{name}': (a, b)}}\n")
    return "\n".join(lines).encode()


def write_wheel(path, name, version, size, modules):
    """A wheel that pip installs. Its bulk is half noise, half zeros, so that it unpacks as libraries do."""
    noise = random.Random(f"{name} {version}")
    module = canonical(name).replace("-", "_")
    info = f"{module}-{version}.dist-info"
    record = []

    def add(archive, inner, data):
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record.append(f"{inner},sha256={digest},{len(data)}\n")
        entry = zipfile.ZipInfo(inner, STAMP)
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, data, compresslevel=1)

    with zipfile.ZipFile(path + ".new", "w") as archive:
        add(archive, f"{module}/__init__.py", f'__version__ = "{version}"\n'.encode())
        for number in range(modules):
            add(archive, f"{module}/part{number % 20}/m{number}.py", module_text(noise))
        bulk = noise.randbytes(min(PIECE, size))
        for number in range(max(1, size // PIECE)):
            add(archive, f"{module}/lib/lib{number}.so", b"%d" % number + bulk + bytes(len(bulk)))
        add(archive, f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode())
        add(archive, f"{info}/WHEEL", b"Wheel-Version: 1.0\nGenerator: envc\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        entry = zipfile.ZipInfo(f"{info}/RECORD", STAMP)
        archive.writestr(entry, "".join(record) + f"{info}/RECORD,,\n")
    os.rename(path + ".new", path)


class Site:
    def __init__(self, folder):
        self.folder, self.lock = folder, threading.Lock()
        self.pages, self.wheels = {}, {}
        stable = {}
        for name, found, size, modules in rows():
            for index, versions in found.items():
                prefix = "simple" if index == "-" else f"whl/{index}"
                links = []
                for version in versions:
                    file = f"{canonical(name).replace('-', '_')}-{version}-py3-none-any.whl"
                    self.wheels[file] = (name, version, size, modules)
                    links.append(f'<a href="/files/{html.escape(file.replace("+", "%2B"))}">{html.escape(file)}</a><br>')
                self.pages[f"{prefix}/{canonical(name)}/"] = links
                if index != "-":
                    stable.setdefault(f"{prefix}/torch_stable.html", []).extend(links)
        self.pages.update(stable)

    def page(self, path):
        links = self.pages.get(path) or self.pages.get(path + "/")
        return links and ("<!DOCTYPE html><html><body>\n" + "\n".join(links) + "\n</body></html>\n").encode()

    def wheel(self, file):
        if file not in self.wheels:
            return None
        path = os.path.join(self.folder, file)
        with self.lock:
            if not os.path.exists(path):
                write_wheel(path, *self.wheels[file])
        return path


def chosen(site, requirement, index):
    """The file that pip takes for a requirement; None if there is none."""
    from packaging.requirements import Requirement  # of Debian's python3-packaging
    from packaging.version import Version

    wanted = Requirement(requirement)
    fits = [(Version(version), file) for file, (name, version, _, _) in site.wheels.items()
            if canonical(name) == canonical(wanted.name) and ("+" not in version or version.endswith("+" + index))
            and wanted.specifier.contains(version, prereleases=True)]
    return max(fits)[1] if fits else None


class Handler(http.server.BaseHTTPRequestHandler):
    site = None
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?", 1)[0].lstrip("/").replace("%2B", "+")
        file = self.site.wheel(path[len("files/"):]) if path.startswith("files/") else None
        body = None if file else self.site.page(path)
        self.send_response(200 if file or body else 404)
        self.send_header("Content-Type", "text/html" if body else "application/octet-stream")
        self.send_header("Content-Length", str(os.path.getsize(file) if file else len(body or b"")))
        self.end_headers()
        if self.command == "HEAD":
            return  # the wheel is made all the same
        if file:
            with open(file, "rb") as data:
                while piece := data.read(1 << 20):
                    self.wfile.write(piece)
        else:
            self.wfile.write(body or b"")

    do_HEAD = do_GET

    def log_message(self, form, *arguments):
        pass


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    os.makedirs(sys.argv[2], exist_ok=True)
    Handler.site = Site(sys.argv[2])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with open(sys.argv[1] + ".new", "w", encoding="ascii") as out:
        out.write(f"{server.server_address[1]}\n")
    os.rename(sys.argv[1] + ".new", sys.argv[1])
    server.serve_forever()
