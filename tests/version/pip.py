"""Asks envc and Python's own `packaging` the same questions about versions, specifiers, markers and requirements; every
difference fails, save those listed here with their reason. Usage: pip.py ANSWER-PROGRAM. Exit 77: not installed."""
import functools
import itertools
import os
import re
import subprocess
import sys

try:
    from packaging.markers import UndefinedComparison
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.utils import canonicalize_name
    from packaging.version import InvalidVersion, Version
except ImportError:
    print("python3-packaging is not installed")
    sys.exit(1 if os.environ.get("CI") == "true" else 77)

VERSIONS = """0 1 1.0 1.0.0 1.1 1.2 1.2.0 1.2.3 1.2.10 1.10 1.12.1 1.20 2 2.0 2.0.1 2.1.0 10 2024.1.1 0.0.22.post7
1.0a1 1.0.a1 1.0-alpha-1 1.0alpha 1.0b2 1.0beta2 1.0c1 1.0rc1 1.0-rc.1 1.0.pre1 1.0preview1 1.2rc1 2.0rc1 2.0.0rc1 1.0a1.post2.dev3
1.0.post1 1.0-1 1.0post 1.0.rev2 1.0-r4 1.0.post0 1.2.post1 2.0.post1 1.0.dev0 1.0dev 1.0-dev3 1.2.dev20240101 2.0.dev1 1.0.post1.dev2
1.0a1.dev1 1.0+cpu 1.0+cu118 1.0+CU118 1.0+1 1.0+10 1.0+1.a 1.0+a.1 1.0+a-1 1.0+a_b 1.12.1+cu113 2.0rc1+cu118 2.0.post1+a
1!1.0 1!0.5 2!1.0 0!1.0 1!1.2.dev1 v1.0 V1.0 v1.2rc1 01.02.003 1.0.0.0.1 1.127 1.128 1.255 1.256 1.1000 1.99999999999999999999
1.100000000000000000000 1.0a 1.0a. 1.0post- 1.0dev_ 1.0a-.post1 1.0a+1.0""".split()
NO_VERSIONS = """ 1. .1 1..2 1.0+ 1.0++a 1.0+a..b 1.0+-a a 1.a 1.0x 1!2!3 !1 1.0-a-b 1.0a1b1 1.0.dev1.post1 1.0post1a1 1,0 1.0.* * 1.0~1
1.0rc1rc2 v 1.0.+a 1.0_ 1_0 1.0-""".split() + [""]
OPERATORS = ["==", "!=", "<=", ">=", "<", ">", "~=", "==="]
SPECIFIERS = (
    [op + v for op in OPERATORS for v in VERSIONS]
    + [op + v + ".*" for op in ["==", "!=", ">="] for v in VERSIONS]
    + [op + v for op in OPERATORS for v in NO_VERSIONS if v]
    + ["", ">=1,<2", ">= 1 , < 2", ">=1.0,!=1.2.*,<3", "~=1.0,!=1.2", ">1,<2.0rc1", ">=1.0.dev0", ">=1.0a1,<1.0",
       "==1.*,>=1.2", "==1.0,==1.0.0", ">=1,", ">1<2", ">=1;", "=1", "=>1", "1.0", "==", "~=1", "=== 1.0", "==1.0 .*",
       "!=1.0,!=1.1,!=1.2", "<1!0", ">=0!1.0,<1!0", "==1!1.*", "==1.0.*,==1.0.0.*"])
ENVIRONMENTS = [
    {"python_version": "3.8", "python_full_version": "3.8.10", "platform_machine": "x86_64", "extra": ""},
    {"python_version": "3.10", "python_full_version": "3.10.4", "platform_machine": "aarch64", "extra": "Dev_x"},
    {"python_version": "3.13", "python_full_version": "3.13.0rc1", "platform_machine": "x86_64", "extra": "cuda12"},
]
LINUX = {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "implementation_name": "cpython",
         "platform_python_implementation": "CPython"}
ATOMS = """python_version<'3.9'|python_version < "3.10"|python_version>='3.10'|python_version=='3.8'|python_version=='3.*'
python_version!='3.10'|python_version~='3.8'|python_version==='3.10'|python_version in '3.8 3.9'|python_version not in '3.8, 3.9'
'3.9'<=python_version|"3.10" == python_version|python_full_version>='3.8.5'|python_full_version<'3.10.4'|python_full_version<'3.13'
python_full_version=='3.10.*'|sys_platform=='linux'|sys_platform!="win32"|'linux' in sys_platform|sys_platform in 'linux darwin'
sys_platform not in "win32"|platform_machine=='x86_64'|platform_machine != 'aarch64'|platform_machine in "x86_64 AMD64"
os_name=='posix'|os.name=='nt'|sys.platform=='linux'|platform.machine=='x86_64'|platform_system=='Linux'|platform_system>'Darwin'
implementation_name=='cpython'|platform_python_implementation=='CPython'|python_implementation!='PyPy'|extra=='dev-x'|extra=='Dev.X'
extra == 'cuda12'|extra!='cuda12'|'cuda12'==extra|extra in 'cuda12 x'|os_name < 'q'|os_name >= 'posix'
sys_platform~='linux'|python_version|python_version=3|python_version<3.9|pyton=='3'|os_name=='a' os_name|not os_name=='a'
python_version is '3'|'3.8'|os_name=='nt' or|os_name==|(os_name=='posix'|os_name=='posix')|os_name=='posix""".replace("\n", "|").split("|")
JOINS = ["{0} and {1}", "{0} or {1}", "({0}) or {1} and {2}", "{0} or ({1} and {2})", "({0} or {1}) and {2}", "{0}  and({1})"]
REQUIREMENTS = [n + e + s + m
                for n in ["torch", "Ruamel.Yaml", "a", "3to2", "-x", "x-", "zope.interface_x-y", "a b", ""]
                for e in ["", "[cuda12]", "[A_b,c]", " [ x , y ]", "[]", "[x", "[x y]", "[,]", "[x,]"]
                for s in ["", "==1.0", " >= 1.0 , <2", " (>=1.0,<2)", "(==1.0)", " ()", "~=1", " @ https://a.b/c-1.whl",
                          "@ git+https://a.b/c@v1", " @ c", " 1.0", "=1.0", "==1.*", ">=1.*", "==1.0+a", ">1.0+a", "===x", ">=1,", ",", ">=1,,<2", " (>=1,)"]
                for m in ["", " ; python_version<'3.9'", ";os_name=='nt'", " ;"]]

# Where packaging 23 has a fault that PEP 440 rules out, `asked_of_packaging` puts the question so that the fault plays no part:
#  - in `==1!1.*` and `~=1!1.0` it takes `1!1` for one piece, and pads it with zeros in the wrong place (mended in 24)
#  - it cuts `~=1.0c1`, `~=1.0-r4`, `~=1.0a.` by their spelling, and takes only `rc1`, `.post4`, `a0` for the suffixes they are
#  - `===` of what is no version fails when it looks for prereleases; the only versions there are here are versions
NEVER = "99999999.*"


@functools.lru_cache(maxsize=None)
def asked_of_packaging(spec, version):
    single = re.fullmatch(r"(==|!=|~=)(.*?)(\.\*)?", spec)
    if not single or read(Version, single[2]) is None or not (single[3] or single[1] == "~="):
        return spec, version
    op, named = single[1], str(Version(single[2]))
    mine, theirs = Version(named).epoch, Version(version).epoch
    if mine != theirs:
        return ("==" if op == "~=" else op) + NEVER, version.split("!")[-1]
    return f"{op}{named.split('!')[-1] if mine else named}{single[3] or ''}", version.split("!")[-1]


@functools.lru_cache(maxsize=None)
def read(what, *args):
    try:
        return what(*args)
    except (InvalidVersion, InvalidSpecifier, InvalidRequirement):
        return None


def order(a, b):
    x, y = read(Version, a), read(Version, b)
    if x is None or y is None:
        return "invalid"
    return "<" if x < y else ">" if x > y else "="


def contains(spec, version, prereleases):
    specs, parsed = read(SpecifierSet, spec), read(Version, version)
    if specs is None or parsed is None:
        return "invalid"
    if spec.startswith("===") and read(Version, spec[3:]) is None:
        return "no"
    spec, version = asked_of_packaging(spec, version)
    return "yes" if read(SpecifierSet, spec).contains(read(Version, version), prereleases=prereleases) else "no"


def evaluate(marker, environment):
    parsed = read(Requirement, "x;" + marker)  # `Marker` itself passes over what follows a marker
    if parsed is None or parsed.marker is None:
        return "invalid"
    try:
        return "yes" if parsed.marker.evaluate({**LINUX, **environment}) else "no"
    except (UndefinedComparison, InvalidVersion):
        return "unknown"


def requirement(text):
    r = read(Requirement, text)
    if r is None:
        return "invalid"
    extras = ",".join(sorted({canonicalize_name(e) for e in r.extras}))
    return f"{r.name}|{extras}|{len(r.specifier)}|{r.url or ''}"


def cases():
    for a, b in itertools.product(VERSIONS, VERSIONS + NO_VERSIONS):
        yield ("pip_order", a, b), order(a, b)
    for spec, version in itertools.product(SPECIFIERS, VERSIONS):
        yield ("pip", spec, version), contains(spec, version, None)
        yield ("pip_all", spec, version), contains(spec, version, True)
    # packaging gives up on the whole where one part cannot be compared, and envc where that part decides
    atoms = [a for a in ATOMS if a != "sys_platform~='linux'"]
    joined = [j.format(atoms[i % len(atoms)], atoms[(i * 7 + 3) % len(atoms)], atoms[(i * 11 + 5) % len(atoms)])
              for i, j in itertools.product(range(len(atoms)), JOINS)]
    for marker, environment in itertools.product(ATOMS + joined, ENVIRONMENTS):
        yield ("marker", marker, *(f"{k}={v}" for k, v in environment.items())), evaluate(marker, environment)
    for text in REQUIREMENTS:
        yield ("requirement", text), requirement(text)


asked = list(cases())
answers = subprocess.run([sys.argv[1]], input="".join("\t".join(q) + "\n" for q, _ in asked), text=True, check=True,
                         stdout=subprocess.PIPE).stdout.splitlines()
wrong = [f"{' '.join(map(repr, q))}: packaging says {theirs}, envc {ours}"
         for (q, theirs), ours in zip(asked, answers, strict=True) if theirs != ours]
counts = {kind: sum(q[0] == kind for q, _ in asked) for kind in ("pip_order", "pip", "pip_all", "marker", "requirement")}
print("\n".join(wrong[:50] or [f"all agree: {counts}"]))
if len(wrong) > 50:
    print(f"and {len(wrong) - 50} more")
kinds_of_answers = {answer for answer in answers if "|" not in answer}
sys.exit(1 if wrong or min(counts.values()) < 500 or kinds_of_answers != {*"<=>", "yes", "no", "unknown", "invalid"} else 0)
