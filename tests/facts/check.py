#!/usr/bin/python3
"""Holds stdlib/*.toml against tables that were gathered apart from it.

    tests/facts/check.py FOLDER          compare; FOLDER holds the CSV tables, its parent the JSON ones
    tests/facts/check.py FOLDER --write  also derive tests/facts/reference.tsv from them

Each row of the tables becomes a question with an answer: a kind, a key, the fields that are expected, the source. The
answers are looked up in the TOML; tests/unit/facts asks envc itself the same questions from reference.tsv. Where the two
differ with a reason, explained.tsv says it. Exit 1: a difference without a reason, or a reason without a difference.
"""
import collections
import csv
import json
import pathlib
import re
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
STDLIB = HERE.parent.parent / "stdlib"


def facts():
    """Arrays by subject and name; a file's name up to its first dot is its subject."""
    tables = collections.defaultdict(list)
    for path in sorted(STDLIB.glob("*.toml")):
        for array, rows in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(rows, list):
                tables[path.name.split(".")[0], array] += rows
    return tables


FACTS = facts()


def rows_of(subject, array):
    return FACTS[subject, array]


def cuda_of(build):
    return "" if build == "cpu" else f"{build[2:-1]}.{build[-1]}"


def version_key(version):
    return [int(part) for part in re.findall(r"\d+", version)]


# --- questions: (kind, key, {field: expected}, source), one generator a table -------------------------------------------


def read(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def torch(folder):
    for row in read(folder, "torch.csv"):
        yield "torch", f"{row['torch']} {row['build']}", {
            "cuda": row["cuda"], "pythons": row["pythons"], "torchvision": row["torchvision"],
            "torchaudio": row["torchaudio"], "flag": row["pip_flag"], "index": row["pip_index"],
            "suffix": row["pip_local_suffix"], "conda": row["conda_pin"], "channels": row["conda_channels"],
            "glibc": row["glibc_min"], "default": row["pypi_linux_default"]}, \
            f"pytorch.org, wheel index, cog, release matrix: {row['sources']}"


def torch_cog(folder):
    for row in json.loads((folder.parent / "torch_compatibility.json").read_text()):
        version, _, build = row["Torch"].partition("+")
        plain = {"torchvision": (row["Torchvision"] or "").split("+")[0], "torchaudio": (row["Torchaudio"] or "").split("+")[0]}
        build = build or "cu" + row["CUDA"].replace(".", "")
        yield "torch", f"{version} {build}", {
            "cuda": row["CUDA"] or "", **plain, "index": (row["ExtraIndexURL"] or row["FindLinks"] or "").rstrip("/"),
            "pythons_with": " ".join(row["Pythons"])}, "replicate/cog torch_compatibility.json (2026-05-07)"


def kernels(folder):
    for row in read(folder, "torch_gpu_kernels.csv"):
        if row["cuda_arch_list"]:
            release = ".".join(row["torch"].split(".")[:2])
            listed = row["cuda_arch_list"].replace(";", " ")
            ptx = " ".join(word[:-4] for word in listed.split() if word.endswith("+PTX"))
            yield "kernels", f"{release} {row['build']}", {"capabilities": listed.replace("+PTX", ""), "ptx": ptx}, row["source"]


def conda_forge(folder):
    for row in read(folder, "conda_forge_pytorch.csv"):
        yield "conda-forge torch", row["pytorch"], {"cuda": row["cuda_builds_linux64"], "pythons": row["pythons"]}, \
            f"conda-forge/pytorch-cpu-feedstock@{row['commit']}"


def tensorflow(folder):
    for row in read(folder, "tensorflow.csv"):
        cuda = row["cuda"] if "." in row["cuda"] else row["cuda"] + ".0"
        yield "tensorflow", row["tensorflow"], {
            "cuda": cuda, "cudnn": row["cudnn"].split(".")[0], "pythons": row["pythons"],
            "package": row["gpu_pip_requirement"].split("[")[0], "extra": row["cuda_from_pip_extra"]}, \
            "tensorflow/docs source.md@7c365021 (2026-03-11)"


def tensorflow_cog(folder):
    for row in json.loads((folder.parent / "tf_compatibility.json").read_text()):
        yield "tensorflow", row["TF"], {"cuda": row["CUDA"], "cudnn": row["CuDNN"].split(".")[0],
                                        "pythons": " ".join(row["Pythons"])}, "replicate/cog tf_compatibility.json (2026-05-07)"


def cuda_images(folder):
    for row in read(folder, "cuda_tags_ubuntu.csv"):
        yield "cuda image", row["tag"], {
            "version": row["cuda"], "os": "ubuntu" + row["ubuntu"], "flavour": row["flavor"], "cudnn": row["cudnn_part"],
            "extra": row["extra"], "gone": "yes" if row["gone"] else "no"}, \
            "NVIDIA's list of tags (2025-08-18), hub queries (2026-02 to 2026-06)"


def cuda_images_cog(folder):
    for row in json.loads((folder.parent / "cuda_compatibility.json").read_text()):
        yield "cuda image", row["Tag"], {
            "version": row["CUDA"], "os": "ubuntu" + row["Ubuntu"], "flavour": "devel" if row["IsDevel"] else "",
            "gone": "no"}, "replicate/cog cuda_compatibility.json (2026-05-07)"


def cuda_cudnn(folder):
    for row in read(folder, "cuda_image_recipes.csv"):
        for word in row["cudnn_versions"].split():
            part, version = word.split("=")
            yield "cudnn of image", f"{row['cuda']} {row['ubuntu']} {part}", {"cudnn": version}, \
                "Dockerfiles, mirror pranavmishra90/nvidia-container-images-cuda@60a1c892"


def cuda_compat(folder):
    for row in read(folder, "cuda_image_recipes.csv"):
        if row["require_drivers_for_compat"]:
            yield "compat drivers", f"{row['cuda']} {row['ubuntu']}", {"drivers": row["require_drivers_for_compat"]}, \
                "Dockerfiles, mirror pranavmishra90/nvidia-container-images-cuda@60a1c892"


def cuda_drivers(folder):
    seen = set()
    for row in sorted(read(folder, "cuda_driver.csv"), key=lambda r: version_key(r["cuda"])):
        release = ".".join(row["cuda"].split(".")[:2])
        expected = {"least": row["min_driver_linux_minor_compat"]}
        if release not in seen:
            expected["driver"] = row["toolkit_driver_linux"]
        seen.add(release)
        yield "cuda driver", row["cuda"], expected, "CUDA 13.2 Update 2 release notes, table 3; compatibility page"


def cuda_compilers(folder):
    for row in read(folder, "cuda_compilers.csv"):
        # the stdlib's table of capabilities begins with 3.5
        known = [word for word in row["compute_capabilities"].split() if version_key(word) >= [3, 5]]
        yield "cuda compiler", row["cuda"], {"capabilities": " ".join(known), "gcc": row["max_gcc_major"]}, \
            "Kitware/CMake@031593de, NixOS/nixpkgs@19b0db70, release notes"


def gpus(folder):
    for row in read(folder, "gpu_names.csv"):
        yield "gpu", row["gpu"], {"capability": row["compute_capability"]}, "NVIDIA cuda-gpus, cuda-legacy-gpus"
    for row in read(folder, "gpu_architectures.csv"):
        yield "capability", row["compute_capability"], {
            "architecture": row["architecture"], "first": row["cuda_first"], "last": row["cuda_last_nvcc"]}, \
            "NVIDIA cuda-gpus; NixOS/nixpkgs@55d5788b; Kitware/CMake@031593de"


def distributions(folder):
    for row in read(folder, "distros.csv"):
        yield "distribution", f"{row['os']} {row['release']}", {
            "codename": row["codename"], "until": row["eol"], "glibc": row["glibc"], "python": row["python3_default"],
            "gcc": row["gcc_default"]}, "endoflife.date@a70eca33; mayeut/pep600_compliance@2d70275a"


def pythons(folder):
    for row in read(folder, "pythons.csv"):
        yield "python", row["python"], {"until": row["eol"], "latest": row["latest_2026_08"]}, "endoflife.date@a70eca33"


def jax(folder):
    for row in read(folder, "jax.csv"):
        extras = [word for word in row["cuda_extras"].split() if word != "cuda"]
        jaxlib = f"<={row['jax']},>={row['min_jaxlib']}"  # jax refuses one that is newer than itself
        yield "jax", row["jax"], {"python": row["python_requires"], "jaxlib": jaxlib,
                                  "numpy": row["numpy_requirement"], "extras": " ".join(sorted(extras))}, "jax-ml/jax, its tags"


def xformers(folder):
    for row in read(folder, "xformers.csv"):
        for built_for in row["built_for"].split():
            version, build = built_for.split("+")
            yield "xformers", f"{row['xformers']} {build} {version}", {
                "cuda": cuda_of(build), "torch": "==" + version, "pythons": row["pythons_in_workflow"]}, \
                "facebookresearch/xformers, its tags"


def flash_attn(folder):
    for row in read(folder, "flash_attn_wheels.csv"):
        yield "flash-attn", row["flash_attn"], {"nvcc": ">=" + row["build_needs_nvcc_min"]}, "Dao-AILab/flash-attention, its tags"


def pyg(folder):
    for row in read(folder, "pyg_wheels.csv"):
        for build in row["builds_linux"].split():
            yield "torch-scatter", f"{row['torch']} {build}", {"index": row["wheel_index"].replace("{BUILD}", build)}, row["source"]


def bound(folder):
    tables = tomllib.loads((folder / "cuda_bound_packages.toml").read_text(encoding="utf-8"))
    for row in tables["open3d"]["release"]:
        yield "open3d", row["version"], {"pythons": " ".join(row["pythons"])}, "isl-org/Open3D, its tags"
    for row in tables["detectron2"]["wheels"]:
        yield "detectron2", row["version"], {"torch": row["torch"]}, "facebookresearch/detectron2 INSTALL.md, its tags"
    for package in tables["spconv"]["packages"].values():
        yield "package", package, {"known": "yes"}, "traveller59/spconv README.md@263d6b4"


def pins(folder):
    for row in read(folder, "pip_pins_from_locks.csv"):
        if row["package"] == "vllm" and row["requires"] == "torch":
            yield "vllm", row["version"].split("+")[0], {"torch": "==" + row["resolved_version"].split("+")[0]}, row["source"]


def apt_renames(folder):
    for row in read(folder, "apt_renames.csv"):
        for column in ("gone_from_ubuntu", "gone_from_debian"):
            name, _, release = row[column].partition(" ")
            if release:
                yield "apt name", f"{row['old']} {name} {release}", {"new": row["new"]}, row["source"]


TABLES = [torch, torch_cog, kernels, conda_forge, tensorflow, tensorflow_cog, cuda_images, cuda_images_cog, cuda_cudnn,
          cuda_compat, cuda_drivers, cuda_compilers, gpus, distributions, pythons, jax, xformers, flash_attn, pyg, bound, pins,
          apt_renames]

# --- answers, looked up in the TOML ---------------------------------------------------------------------------------------


def first(rows, **wanted):
    return next((row for row in rows if all(row.get(key, "") == value for key, value in wanted.items())), None)


def releases(package):
    return [row for row in rows_of("catalogue", "release") if package in row["package"].split()]


def needed(row, subject):
    """All that the row needs of a subject: `>=9.8,<10`."""
    atoms = [re.fullmatch(r"([^=!<>]+)(.*)", word).groups() for word in row.get("needs", "").split()]
    return ",".join(sorted(spec for name, spec in atoms if name == subject))


def minor(version):
    return ".".join(version.split(".")[:2])


def answer(kind, key):
    words = key.split()
    if kind == "torch":
        row = first(rows_of("torch", "build"), version=words[0], build=words[1])
        if row is None:
            return None
        pairs = dict(pair.split("=") for pair in row.get("companions", "").split())
        return {"cuda": row.get("cuda", ""), "pythons": row.get("pythons", ""), "pythons_with": row.get("pythons", ""),
                "torchvision": pairs.get("torchvision", ""), "torchaudio": pairs.get("torchaudio", ""),
                "flag": row.get("pip_flag", ""), "index": row.get("pip_index", ""), "suffix": row.get("pip_suffix", ""),
                "conda": row.get("conda_pin", ""), "channels": row.get("conda_channels", ""), "glibc": row.get("glibc", ""),
                "default": "yes" if row.get("pypi_default") else "no"}
    if kind == "kernels":
        row = first(rows_of("torch", "kernels"), version=words[0], build=words[1])
        return row and {"capabilities": row["capabilities"], "ptx": row.get("ptx", "")}
    if kind == "conda-forge torch":
        row = first(rows_of("torch", "forge"), version=key)
        return row and {"cuda": row.get("cuda", ""), "pythons": row.get("pythons", "")}
    if kind == "tensorflow":
        for package in ("tensorflow", "tensorflow-gpu"):
            row = first(releases(package), version=key, build="image")
            if row:
                extra = first(releases(package), version=key, build="and-cuda")
                cudnn = needed(row, "cudnn").removeprefix("==").removesuffix(".*")
                return {"cuda": row["cuda"], "cudnn": cudnn, "pythons": row["pythons"], "package": package,
                        "extra": "yes" if extra else "no"}
        return None
    if kind == "cuda image":
        for row in rows_of("cuda_images", "image"):
            for word in row["images"].split():
                if f"{row['version']}-{word}-ubuntu{row['ubuntu']}" != key:
                    continue
                part, _, flavour = word.rpartition("-")
                is_cudnn = part.startswith("cudnn")
                return {"version": row["version"], "os": "ubuntu" + row["ubuntu"], "flavour": flavour,
                        "cudnn": part if is_cudnn else "", "extra": "" if is_cudnn else part,
                        "gone": "yes" if "gone" in row else "no"}
        return None
    if kind == "cudnn of image":
        return first(rows_of("cuda_images", "cudnn"), version=words[0], ubuntu=words[1], part=words[2])
    if kind == "compat drivers":
        return first(rows_of("cuda_images", "compat"), version=words[0], ubuntu=words[1])
    if kind == "cuda driver":
        return first(rows_of("cuda_drivers", "release"), cuda=minor(key))
    if kind == "cuda compiler":
        row = first(rows_of("cuda_compilers", "compiler"), cuda=key) or {}
        targets = [gpu["capability"] for gpu in rows_of("gpus", "capability")
                   if version_key(gpu["cuda_first"]) <= version_key(key)
                   and version_key(key) <= version_key(gpu.get("cuda_last", "99"))]
        return {"capabilities": " ".join(targets), "gcc": row.get("gcc", "")}
    if kind == "gpu":
        return first(rows_of("gpus", "gpu"), name=key)
    if kind == "capability":
        row = first(rows_of("gpus", "capability"), capability=key)
        return row and {"architecture": row["architecture"], "first": row.get("cuda_first", ""), "last": row.get("cuda_last", "")}
    if kind == "distribution":
        row = first(rows_of("distributions", "distribution"), name=words[0], release=words[1])
        return row and {"python": "", "gcc": "", **row, "until": row["eol"]}
    if kind == "python":
        row = first(rows_of("pythons", "python"), version=key)
        return row and {"until": row["eol"], "latest": row["latest"]}
    if kind == "jax":
        rows = [row for row in releases("jax") if row["version"] == key]
        return rows and {"extras": " ".join(sorted(row["build"] for row in rows if row["build"] != "cpu")),
                         **{name: needed(rows[0], name) for name in ("python", "jaxlib", "numpy")}}
    if kind == "xformers":
        for row in releases("xformers"):
            if row["version"] == words[0] and row["build"] == words[1] and needed(row, "torch") == "==" + words[2]:
                return {"cuda": row["cuda"], "torch": needed(row, "torch"), "pythons": row.get("pythons", "")}
        return None
    if kind == "flash-attn":
        rows = [row for row in releases("flash-attn") if row["version"] == key and row.get("build", "") in ("", "source")]
        return rows and {"nvcc": needed(rows[0], "nvcc")}
    if kind == "torch-scatter":
        for row in releases("torch-scatter"):
            if row["build"] == words[1] and needed(row, "torch") == f"=={minor(words[0])}.*":
                return {"index": row["index"]}
        return None
    if kind == "detectron2":
        torches = {needed(row, "torch")[2:-2] for row in releases("detectron2") if row["version"] == key}
        return {"torch": " ".join(sorted(torches, key=version_key))}
    if kind in ("open3d", "vllm"):
        row = first(releases(kind), version=key)
        return row and {"pythons": row.get("pythons", ""), "torch": needed(row, "torch")}
    if kind == "package":
        return {"known": "yes"} if first(rows_of("catalogue", "package"), pip=key) else None
    if kind == "apt name":
        row = first(rows_of("apt_renames", "rename"), old=words[0], os=words[1], gone_from=words[2])
        return row and {"new": row["new"]}
    raise ValueError(kind)


def holds(field, expected, found):
    if field.endswith("_with"):  # the source leaves some out on purpose
        return set(expected.split()) <= set(found.split())
    return expected == found


def differences(kind, key, expected):
    found = answer(kind, key)
    if not found:
        return [("row", "a row", "none")]
    return [(field, value, found.get(field, "")) for field, value in expected.items() if not holds(field, value, found.get(field, ""))]


def explained():
    lines = (HERE / "explained.tsv").read_text(encoding="utf-8").splitlines()
    return {tuple(line.split("\t")[:3]): line.split("\t")[3] for line in lines if line and not line.startswith("#")}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1]).resolve()
    reasons = explained()
    used = set()
    unexplained = 0
    lines = []
    for table in TABLES:
        agree = differ = 0
        for kind, key, expected, source in table(folder):
            lines.append("\t".join((kind, key, "; ".join(f"{field}={value}" for field, value in expected.items()), source)))
            wrong = differences(kind, key, expected)
            agree += not wrong
            differ += bool(wrong)
            for field, value, found in wrong:
                reason = reasons.get((kind, key, field))
                used.add((kind, key, field))
                unexplained += reason is None
                print(f"  {kind} {key}: {field}: the table says {value!r}, the stdlib {found!r}"
                      + (f" ({reason})" if reason else ""))
        print(f"{table.__name__}: {agree} rows agree, {differ} differ")
    stale = [reason for reason in reasons if reason not in used]
    for reason in stale:
        print(f"explained.tsv: {' '.join(reason)}: there is no difference")
    if "--write" in sys.argv:
        head = ("# Facts to look up, derived by check.py from tables that were gathered apart from stdlib/.\n"
                "kind\tkey\texpected\tsource\n")
        (HERE / "reference.tsv").write_text(head + "\n".join(dict.fromkeys(lines)) + "\n", encoding="utf-8")
    print(f"{unexplained} differences without a reason")
    sys.exit(1 if unexplained or stale else 0)


if __name__ == "__main__":
    main()
