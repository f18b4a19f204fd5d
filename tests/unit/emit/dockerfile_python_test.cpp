#include "emit/artifact.hpp"
#include "plans.hpp"

#include <doctest/doctest.h>

using namespace envc;
using namespace envc::test;

namespace {

const std::string pip_arguments =
    "ARG PIP_INDEX_URL=https://pypi.org/simple\n"
    "ARG PIP_CACHE_DIR=/var/cache/pip\n"
    "ARG PIP_DISABLE_PIP_VERSION_CHECK=1\n"
    "ARG PIP_ROOT_USER_ACTION=ignore\n";
const std::string pip_mount = "RUN --mount=type=cache,id=pip,target=/var/cache/pip,sharing=locked \\\n";

/// What stands after pip's arguments.
std::string pip_text(const content::PipInstall& install) {
  const std::string text = dockerfile(plan_of({install}));
  REQUIRE(text.starts_with(pip_arguments));
  return text.substr(pip_arguments.size());
}

content::CondaInstall conda(std::vector<std::string> specs) {
  return {.prefix = "/opt/env",
          .create = true,
          .remove = false,
          .specs = std::move(specs),
          .channels = {"pytorch", "conda-forge"},
          .cuda = "11.3",
          .options = {},
          .with = {}};
}

const std::string conda_head =
    "ARG CONDA_CHANNEL_ALIAS=https://conda.anaconda.org\n"
    "RUN --mount=type=cache,id=conda-pkgs,target=/opt/conda/pkgs,sharing=locked \\\n";

}  // namespace

TEST_CASE("the distribution's Python in an environment that is first on PATH") {
  const std::string text = dockerfile(plan_of({content::PythonFromApt{focal, "/opt/env"}}));
  CHECK(
      text.ends_with("    apt-get update && \\\n"
                     "    apt-get install -y --no-install-recommends \\\n"
                     "      python3 \\\n"
                     "      python3-venv && \\\n"
                     "    python3 -m venv /opt/env\n"
                     "ENV PATH=/opt/env/bin:$PATH\n"));
}

TEST_CASE("uv's Python: uv itself comes from its image and is not kept") {
  const std::string text = dockerfile(
      plan_of({content::From{"docker.io", "ubuntu:22.04"}, content::PythonFromUv{"3.11", "/opt/env", "0.12.19"}}));
  CHECK(
      text.starts_with("ARG BASE_REGISTRY=docker.io\n"
                       "ARG UV_REGISTRY=ghcr.io\n"
                       "FROM ${UV_REGISTRY}/astral-sh/uv:0.12.19 AS uv\n"
                       "FROM ${BASE_REGISTRY}/library/ubuntu:22.04\n"));
  CHECK(
      text.ends_with("RUN --mount=type=bind,from=uv,source=/uv,target=/usr/local/bin/uv \\\n"
                     "    : \"${BASH_VERSION:?this file needs SHELL: buildah and podman take --format docker}\" && \\\n"
                     "    export UV_PYTHON_INSTALL_DIR=/opt/python UV_PYTHON_PREFERENCE=only-managed && \\\n"
                     "    export UV_DEFAULT_INDEX=\"$PIP_INDEX_URL\" UV_NO_CACHE=1 && \\\n"
                     "    uv venv --seed --python 3.11 /opt/env\n"
                     "ENV PATH=/opt/env/bin:$PATH\n"));
}

TEST_CASE("conda's installer is checked, and gone when its step ends") {
  CHECK(dockerfile(plan_of({miniforge(), conda({"python"})}))
            .starts_with("# conda: Miniforge3 26.3.2-3\n"
                         "ARG CONDA_INSTALLER_URL=https://github.com/conda-forge/miniforge/releases/download/26.3.2-3\n"
                         "ARG CONDA_INSTALLER_SHA256=\n"
                         "RUN case \"$(uname -m)\" in \\\n"
                         "      x86_64) file=Miniforge3-26.3.2-3-Linux-x86_64.sh sha256=" +
                         std::string(64, 'a') +
                         " ;; \\\n"
                         "      aarch64) file=Miniforge3-26.3.2-3-Linux-aarch64.sh sha256=" +
                         std::string(64, 'b') +
                         " ;; \\\n"
                         "      *) echo \"Miniforge3 has no installer for $(uname -m)\" >&2; exit 1 ;; \\\n"
                         "    esac && \\\n"
                         "    curl -fsSL --retry 3 -o /tmp/conda.sh \"${CONDA_INSTALLER_URL}/${file}\" && \\\n"
                         "    echo \"${CONDA_INSTALLER_SHA256:-$sha256}  /tmp/conda.sh\" | sha256sum -c - && \\\n"
                         "    bash /tmp/conda.sh -b -p /opt/conda && \\\n"
                         "    rm /tmp/conda.sh\n"
                         "ENV PATH=/opt/env/bin:/opt/conda/bin:$PATH\n"));
}

TEST_CASE("conda packages: one a line, for the CUDA of the image whatever machine builds it") {
  CHECK(
      dockerfile(plan_of({conda({"python=3.10", "numpy", "pytorch[version='>=1.12,<2']"})})) ==
      conda_head +
          "    CONDA_OVERRIDE_CUDA=11.3 conda create -y -p /opt/env --override-channels -c pytorch -c conda-forge \\\n"
          "      'python=3.10' \\\n"
          "      numpy \\\n"
          "      'pytorch[version='\\''>=1.12,<2'\\'']'\n"
          "ENV PATH=/opt/env/bin:$PATH\n");
}

TEST_CASE("later conda steps add to the environment or take out of it") {
  content::CondaInstall more = conda({"ffmpeg"});
  more.create = false;
  more.cuda.clear();
  more.options = {"--freeze-installed"};
  more.with = {variable("A", "1")};
  CHECK(
      dockerfile(plan_of({more}))
          .starts_with(
              conda_head +
              "    A=1 CONDA_OVERRIDE_CUDA= conda install -y -p /opt/env --override-channels -c pytorch -c conda-forge "
              "--freeze-installed ffmpeg\n"));
  more = conda({"ffmpeg"});
  more.remove = true;
  more.channels.clear();
  CHECK(dockerfile(plan_of({more}))
            .starts_with(conda_head + "    CONDA_OVERRIDE_CUDA=11.3 conda remove -y -p /opt/env ffmpeg\n"));
}

TEST_CASE("pip packages") {
  CHECK(pip_text(pip({"open3d==0.17"})) == pip_mount + "    python3 -m pip install 'open3d==0.17'\n");
  CHECK(pip_text(pip({"numpy>=1.20,<2", "pandas", "numpy>=1.20,<2"})) == pip_mount +
                                                                             "    python3 -m pip install \\\n"
                                                                             "      'numpy>=1.20,<2' \\\n"
                                                                             "      pandas\n");
  CHECK(pip_text(pip({"x ; python_version < '3.9'", "git+https://github.com/a/b@v1#egg=b"})) ==
        pip_mount +
            "    python3 -m pip install \\\n"
            "      'x ; python_version < '\\''3.9'\\''' \\\n"
            "      'git+https://github.com/a/b@v1#egg=b'\n");
}

TEST_CASE("pip takes packages out") {
  content::PipInstall remove = pip({"xgboost", "apex"});
  remove.remove = true;
  remove.hold = {"torch==2.1.0"};
  CHECK(pip_text(remove) == pip_mount +
                                "    python3 -m pip uninstall -y \\\n"
                                "      xgboost \\\n"
                                "      apex\n");
}

TEST_CASE("pip's options, environment and what earlier layers installed") {
  content::PipInstall install = pip({"flash-attn==2.8.3"});
  install.no_build_isolation = true;
  install.options = {"--no-binary=:all:", "--pre"};
  install.with = {variable("MAX_JOBS", "8"), variable("CFLAGS", "-O2 -g")};
  install.hold = {"torch==2.1.0", "flash-attn==2.8.3"};
  CHECK(pip_text(install) ==
        pip_mount +
            "    MAX_JOBS=8 CFLAGS='-O2 -g' python3 -m pip install --no-build-isolation --no-binary=:all: --pre \\\n"
            "      'flash-attn==2.8.3' \\\n"
            "      'torch==2.1.0'\n");
}

TEST_CASE("an index that can be mirrored is written by its build argument") {
  content::PipInstall install = pip({"torch==2.1.0"});
  install.mirrors = {{"PYTORCH_INDEX", "https://download.pytorch.org/whl"}};
  install.index_url = "https://download.pytorch.org/whl/cu118";
  install.find_links = {"https://download.pytorch.org/whlx/y"};
  CHECK(pip_text(install) == "ARG PYTORCH_INDEX=https://download.pytorch.org/whl\n" + pip_mount +
                                 "    python3 -m pip install --index-url \"${PYTORCH_INDEX}/cu118\" --find-links "
                                 "https://download.pytorch.org/whlx/y 'torch==2.1.0'\n");
  install.index_url = "https://example.org/simple?a=$b";
  install.extra_index_urls = {"https://download.pytorch.org/whl"};
  CHECK(
      pip_text(install).find("--index-url 'https://example.org/simple?a=$b' --extra-index-url \"${PYTORCH_INDEX}\" ") !=
      std::string::npos);
  install.index_url.clear();
  install.extra_index_urls.clear();
  CHECK(pip_text(install).find("PYTORCH_INDEX") == std::string::npos);
}

TEST_CASE("requirement files are mounted with all that they name, not copied") {
  content::PipInstall install = pip({});
  install.requirement_files = {"req/dev.txt"};
  install.constraint_files = {"./constraints.txt"};
  install.included_files = {"req/base.txt"};
  CHECK(pip_text(install) == pip_mount +
                                 "    --mount=type=bind,source=req/dev.txt,target=/tmp/envc/req/dev.txt \\\n"
                                 "    --mount=type=bind,source=constraints.txt,target=/tmp/envc/constraints.txt \\\n"
                                 "    --mount=type=bind,source=req/base.txt,target=/tmp/envc/req/base.txt \\\n"
                                 "    python3 -m pip install \\\n"
                                 "      -c /tmp/envc/constraints.txt \\\n"
                                 "      -r /tmp/envc/req/dev.txt\n");
}

TEST_CASE("a file whose name no option can hold is copied") {
  content::PipInstall install = pip({});
  install.requirement_files = {"my reqs, $x.txt"};
  CHECK(pip_text(install) == "COPY [\"my reqs, \\\\$x.txt\", \"/tmp/envc/my reqs, \\\\$x.txt\"]\n" + pip_mount +
                                 "    python3 -m pip install -r '/tmp/envc/my reqs, $x.txt'\n");
}

TEST_CASE("local projects: editable ones live in the image, others are built from a mount") {
  content::PipInstall install = pip({});
  install.projects_root = "/project";
  install.projects = {{.path = ".", .editable = true, .where = {}, .extras = "dev,test"},
                      {.path = "./libs/a/", .editable = true, .where = {}, .extras = {}},
                      {.path = "libs/b", .editable = false, .where = {}, .extras = "x"},
                      {.path = "wheels/c.whl", .editable = false, .where = {}, .extras = {}}};
  CHECK(pip_text(install) ==
        "COPY . /project\n"
        "COPY libs/a /project/libs/a\n" +
            pip_mount +
            "    --mount=type=bind,source=libs/b,target=/tmp/envc/libs/b,rw \\\n"
            "    --mount=type=bind,source=wheels/c.whl,target=/tmp/envc/wheels/c.whl,rw \\\n"
            "    python3 -m pip install \\\n"
            "      -e '/project[dev,test]' \\\n"
            "      -e /project/libs/a \\\n"
            "      '/tmp/envc/libs/b[x]' \\\n"
            "      /tmp/envc/wheels/c.whl\n");
}

TEST_CASE("what the base ships is kept by constraints") {
  content::PipInstall install = pip({"x"});
  install.keep_base = true;
  install.keep = {"torch", "torch-tensorrt"};
  CHECK(pip_text(install) == pip_mount +
                                 "    python3 -m pip list --format=freeze \\\n"
                                 "      | sed -nE '/^(torch|torch[-_.]tensorrt)==/Ip' > /tmp/base.txt && \\\n"
                                 "    python3 -m pip install \\\n"
                                 "      -c /tmp/base.txt \\\n"
                                 "      x && \\\n"
                                 "    rm /tmp/base.txt\n");
  install.keep.clear();
  CHECK(pip_text(install) == pip_mount + "    python3 -m pip install x\n");
}

TEST_CASE("a base's own interpreter lets pip in") {
  Plan plan = plan_of({pip({"x"})});
  plan.resolution.python.from = Interpreter::From::base;
  CHECK(dockerfile(plan).find("ARG PIP_BREAK_SYSTEM_PACKAGES=1\n") != std::string::npos);
  plan.resolution.python.from = Interpreter::From::apt;
  CHECK(dockerfile(plan).find("PIP_BREAK_SYSTEM_PACKAGES") == std::string::npos);
}

TEST_CASE("pip as a user of this step alone") {
  content::PipInstall install = pip({"x"});
  install.user = "builder";
  CHECK(pip_text(install) == "USER builder\n" + pip_mount + "    python3 -m pip install x\nUSER root\n");
}
