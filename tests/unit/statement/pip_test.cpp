#include "checked.hpp"
#include "described.hpp"

#include <doctest/doctest.h>

using namespace envc;

TEST_CASE("pip: canonical names, the spec as said") {
  CHECK(names_of("pip Flask_SQLAlchemy ruamel.yaml open3d==0.17") == "flask-sqlalchemy ruamel-yaml open3d");
  CHECK(names_of("pip git+https://github.com/o/Some_Tool.git@v1") == "some-tool");
  CHECK(names_of("pip git+https://github.com/o/tool.git@release/1.0") == "tool");
  CHECK(names_of("pip 'git+https://github.com/o/r@v1#egg=My_Egg[x]&subdirectory=a'") == "my-egg");
  CHECK(names_of("pip https://example.org/Tool_x-1.0-py3-none-any.whl") == "tool-x");
  CHECK(names_of("pip https://example.org/my-tool-1.0.tar.gz") == "my-tool");
  CHECK(names_of("pip https://github.com/o/Repo/archive/v1.2.zip") == "repo");
  CHECK(names_of("pip 'My.Tool @ https://example.org/x.zip'") == "my-tool");
}

TEST_CASE("pip: faulty requirements") {
  CHECK(said_of("pip numpy=1.2") ==
        "1:10-11 error[bad-requirement] `numpy=1.2` is nothing that `pip` can install: "
        "`=`: pip compares with `==` = write `numpy==1.2`");
  CHECK(said_of("pip 'tomli; python_version<3.11'") ==
        "1:28-32 error[bad-requirement] `tomli; python_version<3.11` is nothing that `pip` can install: "
        "`3.11`: a value stands in quotes inside the quotes of the whole requirement");
  CHECK(said_of("pip tomli;python_version<\"3.11\"") ==
        "1:5-32 error[bad-requirement] `tomli;python_version<3.11` is nothing that `pip` can install: "
        "`3.11`: a value stands in quotes inside the quotes of the whole requirement");
  CHECK(said_of("pip numpy >= 1.2") ==
        "1:11-13 error[bad-requirement] `>=` stands apart from its package = write `numpy>=1.2`");
  CHECK(said_of("pip numpy >=1.2") ==
        "1:11-16 error[bad-requirement] `>=1.2` stands apart from its package = write `numpy>=1.2`");
  CHECK(said_of("pip numpy > 1.2") ==
        "1:11-12 error[bad-requirement] `>` stands apart from its package = write `numpy>1.2`");
  CHECK(said_of("pip numpy== 1.2") ==
        "1:5-12 error[bad-requirement] `numpy==` stands apart from its version = write `numpy==1.2`");
  CHECK(said_of("pip clip @ git+https://github.com/openai/CLIP.git@a9b1bf5") ==
        "1:10-11 error[bad-requirement] `@` stands apart from its package = "
        "write `'clip @ git+https://github.com/openai/CLIP.git@a9b1bf5'`");
  CHECK(said_of("pip numpy <2") ==
        "1:11-13 error[bad-requirement] `<2` stands apart from its package = write `numpy<2`");
  CHECK(said_of("pip numpy 1.2") ==
        "1:11-14 error[bad-requirement] `1.2` is a version, not a package = write `numpy==1.2`");
  CHECK(said_of("pip 'torch, einops'") ==
        "1:11-12 error[bad-requirement] `torch, einops` is nothing that `pip` can "
        "install: `,`: packages are separated by blanks = write `torch einops`");
  CHECK(said_of("pip ==1.2") == "1:5-10 error[bad-requirement] `==1.2` stands apart from its package");
  CHECK(said_of("pip a==1 b=1 c==x") ==
        "1:11-12 error[bad-requirement] `b=1` is nothing that `pip` can install: `=`: pip compares with `==` = "
        "write `b==1`\n"
        "1:17-18 error[bad-requirement] `c==x` is nothing that `pip` can install: `x`: expected a version after `==`");
}

TEST_CASE("pip: addresses") {
  CHECK(said_of("pip git+https://github.com/o/r.git") ==
        "1:5-35 warning[moving-branch] `git+https://github.com/o/r.git` names no tag or commit, so each build may get "
        "another one = write `git+https://github.com/o/r.git@TAG`");
  CHECK(said_of("pip git+https://github.com/o/r.git@v1").empty());
  CHECK(said_of("pip git+ssh://git@github.com/o/r.git@v1") ==
        "1:5-40 error[bad-url] `git+ssh://git@github.com/o/r.git@v1` needs a key, and a build has none = "
        "write `git+https://github.com/o/r.git@v1`");
  CHECK(said_of("pip git@github.com:o/r.git") ==
        "1:5-27 error[bad-url] `git@github.com:o/r.git` needs a key, and a build has none = "
        "write `git+https://github.com/o/r.git`");
  CHECK(said_of("pip https://github.com/o/r.git") ==
        "1:5-31 error[bad-requirement] `https://github.com/o/r.git` is neither a wheel nor an archive = "
        "write `git+https://github.com/o/r.git`");
  CHECK(said_of("pip file:///opt/x.whl") ==
        "1:5-22 error[bad-url] `file:///opt/x.whl` is no address that a build can fetch, expected `https://…` or "
        "`git+https://…`");
  CHECK(said_of("pip http://example.org/x-1.0.tar.gz") ==
        "1:5-36 warning[unchecked-download] `http://example.org/x-1.0.tar.gz` can be changed on the way = "
        "write `https://example.org/x-1.0.tar.gz`, or add `#sha256=DIGITS`");
  CHECK(said_of("pip https://example.org/tool.whl") ==
        "1:5-33 error[bad-requirement] `tool.whl` is no name of a wheel, expected "
        "`NAME-VERSION-PYTHON-ABI-PLATFORM.whl`");
  CHECK(
      said_of("pip -e git+https://github.com/o/r.git@v1#egg=r") ==
      "1:8-47 warning[editable-checkout] `git+https://github.com/o/r.git@v1#egg=r` is installed without `-e`: its "
      "checkout is not kept = to keep it: `git ADDRESS@TAG /opt/NAME` with `python3 -m pip install -e .` in its body");
}

TEST_CASE("pip: folders and files of the project") {
  CHECK(packages_of("pip -e .[a,B_c]") == "pip -e .[a,b-c]");
  CHECK(packages_of("pip ./a//b/ lib/c") == "pip ./a/b ./lib/c");
  CHECK(said_of("pip -e ../other") ==
        "1:8-16 error[path-outside-project] `../other` leaves the project's folder = "
        "put it into the project, or mount it where it runs");
  CHECK(said_of("pip -e /opt/apex") ==
        "1:8-17 error[wrong-path-world] `/opt/apex` is a path of the image; `pip` takes folders of the project = "
        "write `run python3 -m pip install -e /opt/apex`");
  CHECK(said_of("pip . ./") == "1:7-9 error[said-twice] `pip .` is said twice ; 1:5-6 first said here");
  CHECK(said_of("pip uninstall ./lib") ==
        "1:15-20 error[bad-requirement] `./lib` is a path, and `pip uninstall` takes names");
  CHECK(said_of("pip .[dev") ==
        "1:7-10 error[bad-requirement] `.[dev` is nothing that `pip` can install: `dev`: `[` is not closed by `]`");
  CHECK(said_of("pip ./x.whl") ==
        "1:5-12 error[bad-requirement] `x.whl` is no name of a wheel, expected "
        "`NAME-VERSION-PYTHON-ABI-PLATFORM.whl`");
  CHECK(said_of("pip -r ../requirements.txt") ==
        "1:8-27 error[path-outside-project] `../requirements.txt` leaves the project's folder = "
        "put it into the project, or mount it where it runs");
  CHECK(said_of("pip -r https://example.org/requirements.txt") ==
        "1:8-44 error[not-supported-yet] `-r` from an address is not supported yet = "
        "keep the file in the project, and name it there");
}

TEST_CASE("pip: indexes") {
  CHECK(said_of("pip torch -i pypi.org/simple") ==
        "1:14-29 error[bad-url] `pypi.org/simple` is no address, expected one "
        "such as `https://example.org/data.zip`");
  CHECK(said_of("pip torch -i https://a.example/simple --index-url https://b.example/simple") ==
        "1:51-75 error[said-twice] a `pip` statement has one index ; 1:14-38 first said here = "
        "write `--extra-index-url https://b.example/simple`");
  CHECK(said_of("pip torch -f ./wheels") ==
        "1:14-22 error[not-supported-yet] a folder after `-f` is not supported yet = "
        "name the wheels themselves: `pip ./wheels/NAME.whl`");
  CHECK(packages_of("pip a -i https://a.example/simple, pip b -i https://b.example/simple") ==
        "pip a -i https://a.example/simple & pip b -i https://b.example/simple");
}

TEST_CASE("pip: said twice, unless extras or markers differ") {
  CHECK(said_of("pip numpy==1\npip NumPy") ==
        "2:5-10 error[said-twice] `pip numpy` is said twice ; 1:5-13 first said here");
  CHECK(said_of("pip a[x,y] a[y,x]") ==
        "1:12-18 error[said-twice] `pip a[x,y]` is said twice ; 1:5-11 first said here");
  CHECK(packages_of("pip a[x] a[y] a") == "pip a[x] a[y] a");
  CHECK(packages_of("pip 'a==1; python_version<\"3.9\"' 'a==2; python_version>=\"3.9\"'") ==
        "pip a==1; python_version<\"3.9\" a==2; python_version>=\"3.9\"");
  CHECK(packages_of("pip uninstall -y a\npip a") == "pip remove a & pip a");
}
