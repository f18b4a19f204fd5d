"""Builds zlib_version.c into a wheel, as PEP 517 asks."""
import subprocess
import zipfile

NAME = "zlib_version-1.0"


def build_wheel(folder, config_settings=None, metadata_directory=None):
    subprocess.run(["tcc", "zlib_version.c", "-o", "program"], check=True)
    file = f"{NAME}-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{file}", "w") as wheel:
        wheel.write("program", "zlib_version/program")
        wheel.writestr("zlib_version/__init__.py", "")
        wheel.writestr(f"{NAME}.dist-info/METADATA", "Metadata-Version: 2.1\nName: zlib-version\nVersion: 1.0\n")
        wheel.writestr(f"{NAME}.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: backend\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{NAME}.dist-info/RECORD", "")
    return file


def build_sdist(folder, config_settings=None):
    raise NotImplementedError
