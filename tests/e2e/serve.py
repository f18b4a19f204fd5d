#!/usr/bin/env python3
"""A loopback package index for tests, made from two lists of facts beside it:
  /simple/NAME/              PyPI's simple index, small real wheels (pypi.txt)
  /whl/BUILD/NAME/           PyTorch's wheel indexes, likewise (names of pypi.txt whose version carries +BUILD)
  /conda/CHANNEL/SUBDIR/…    conda channels: repodata.json and small real archives (channels.txt)
  /installer/NAME.sh         an installer that puts the stand-in conda in place
Usage: serve.py PORT-FILE   (writes the port it listens on, serves until killed)."""
import base64
import bz2
import hashlib
import http.server
import io
import json
import os
import re
import sys
import tarfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))


def rows(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        for line in lines:
            line = line.split("#", 1)[0].strip() if not line.startswith("#") else ""
            if line:
                yield [field.strip() for field in line.split("|")]


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def wheel(name, version, requires, module):
    """The bytes of a wheel that pip installs: one module that knows its version."""
    folder = f"{re.sub(r'[-.]+', '_', name)}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += "".join(f"Requires-Dist: {r}\n" for r in requires)
    files = {
        f"{module}/__init__.py": f'__version__ = "{version}"\n',
        f"{folder}/METADATA": metadata,
        f"{folder}/WHEEL": "Wheel-Version: 1.0\nGenerator: envc-tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(text.encode())}\n"
    files[f"{folder}/RECORD"] = record + f"{folder}/RECORD,,\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def source_archive(folder):
    """name-version.tar.gz of a folder that pip can build."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name in sorted(os.listdir(os.path.join(HERE, folder))):
            archive.add(os.path.join(HERE, folder, name), f"zlib_version-1.0/{name}")
    return out.getvalue()


def conda_archive(name, version, build, depends):
    """The bytes of a .tar.bz2 conda package: info/index.json and one Python module."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for path, text in {
            "info/index.json": json.dumps({"name": name, "version": version, "build": build, "depends": depends}),
            f"site-packages/{name.replace('-', '_')}/__init__.py": f'__version__ = "{version}"\n',
        }.items():
            member = tarfile.TarInfo(path)
            member.size, member.mode = len(text.encode()), 0o644
            archive.addfile(member, io.BytesIO(text.encode()))
    return bz2.compress(out.getvalue())


def build_site():
    """Every file of the site by its path, without the leading slash."""
    site = {}
    indexes = {}
    for name, version, module, requires in rows("pypi.txt"):
        file = f"{re.sub(r'[-.]+', '_', name)}-{version}-py3-none-any.whl"
        index = f"whl/{version.split('+')[1]}" if "+" in version else "simple"
        site[f"{index}/{canonical(name)}/{file}"] = wheel(name, version, requires.split(";;") if requires else [], module)
        indexes.setdefault((index, canonical(name)), []).append(file)
    indexes[("simple", "zlib-version")] = ["zlib_version-1.0.tar.gz"]
    site["simple/zlib-version/zlib_version-1.0.tar.gz"] = source_archive("sdist")
    for (index, name), files in indexes.items():
        links = "".join(f'<a href="{f.replace("+", "%2B")}">{f}</a><br>\n' for f in files)
        site[f"{index}/{name}/"] = f"<!DOCTYPE html><html><body>\n{links}</body></html>\n".encode()
    channels = {}
    for channel, name, version, build, number, depends in rows("channels.txt"):
        data = channels.setdefault(channel, {})
        archive = conda_archive(name, version, build, depends.split(";") if depends else [])
        file = f"{name}-{version}-{build}.tar.bz2"
        site[f"conda/{channel}/linux-64/{file}"] = archive
        data[file] = {
            "name": name, "version": version, "build": build, "build_number": int(number), "subdir": "linux-64",
            "depends": depends.split(";") if depends else [], "md5": hashlib.md5(archive).hexdigest(),
            "sha256": hashlib.sha256(archive).hexdigest(), "size": len(archive),
        }
    for channel, data in channels.items():
        for subdir, packages in (("linux-64", data), ("noarch", {})):
            site[f"conda/{channel}/{subdir}/repodata.json"] = json.dumps(
                {"info": {"subdir": subdir}, "packages": packages, "packages.conda": {}, "repodata_version": 1}, indent=1
            ).encode()
    with open(os.path.join(HERE, "conda", "stand_in.py"), "rb") as stand_in:
        payload = base64.b64encode(stand_in.read()).decode()
    site["installer"] = (
        "#!/bin/sh\n# The tests' installer: takes -b -p PREFIX as the real one does.\nset -eu\n"
        'while [ $# -gt 0 ]; do case "$1" in -p) prefix=$2; shift ;; -b) ;; *) exit 2 ;; esac; shift; done\n'
        'mkdir -p "$prefix/bin" "$prefix/pkgs"\n'
        f'base64 -d > "$prefix/bin/conda" <<"END"\n{payload}\nEND\nchmod 755 "$prefix/bin/conda"\n'
    ).encode()
    return site


class Handler(http.server.BaseHTTPRequestHandler):
    site = {}
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?", 1)[0].lstrip("/").replace("%2B", "+")
        if path.startswith("installer/"):
            path = "installer"
        if path not in self.site and path + "/" in self.site:
            path += "/"
        body = self.site.get(path)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", "text/html" if path.endswith("/") else "application/octet-stream")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body or b"")

    do_HEAD = do_GET

    def log_message(self, form, *arguments):
        if os.environ.get("SERVE_LOG"):
            super().log_message(form, *arguments)


Handler.site = build_site()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(sys.argv[1] + ".new", "w", encoding="ascii") as out:
    out.write(f"{server.server_address[1]} {hashlib.sha256(Handler.site['installer']).hexdigest()}\n")
os.rename(sys.argv[1] + ".new", sys.argv[1])
server.serve_forever()
