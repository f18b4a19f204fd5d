// Forgotten libraries, and what compiles against what.
#include "environment.hpp"

#include <doctest/doctest.h>

namespace envc {
namespace {

using E = Environment;

std::string libraries(const E& environment) {
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "");
  return r.libraries();
}

const ResolvedPackages& statement(const Resolved& r, std::size_t i) {
  return r.resolution.packages.at(i);
}

}  // namespace

TEST_CASE("libraries that packages forgot") {
  CHECK(libraries(E().pip("open3d==0.17")) == "libegl1 libgl1 libgomp1");
  CHECK(libraries(E().conda("open3d")) == "libegl1 libgl1 libgomp1");
  CHECK(libraries(E().pip("opencv-python")) == "libgl1 libglib2.0-0");
  CHECK(libraries(E().pip("open3d opencv-python")) == "libegl1 libgl1 libglib2.0-0 libgomp1");
  CHECK(libraries(E().pip("numpy")) == "");
  CHECK(libraries(E().pip_uninstall("open3d")) == "");
  CHECK(resolved(E().pip("open3d opencv-python")).reason("apt libgl1") == "open3d and opencv-python need it");
  CHECK(resolved(E().pip("open3d")).reason("apt libgl1") == "open3d needs it");
}

TEST_CASE("what apt statements name is not added again") {
  CHECK(libraries(E().apt("libgl1 git").pip("open3d")) == "libegl1 libgomp1");
  CHECK(libraries(E().apt("libgl1:amd64 libegl1=1.4").pip("open3d")) == "libgomp1");
}

TEST_CASE("gl is the vendor-neutral libraries, with headers in a devel image") {
  CHECK(libraries(E().ubuntu("20.04").cuda("11.3 devel gl")) ==
        "libegl1 libgl1 libgles2 libglvnd-dev libglvnd0 libglx0 libopengl0 libvulkan1");
  CHECK(libraries(E().ubuntu("20.04").cuda("11.3 runtime gl")) ==
        "libegl1 libgl1 libgles2 libglvnd0 libglx0 libopengl0 libvulkan1");
  CHECK(libraries(E().ubuntu("20.04").cuda("11.3 runtime")) == "");
  CHECK(resolved(E().cuda("11.3 gl")).resolution.gl);
  CHECK_FALSE(resolved(E().cuda("11.3")).resolution.gl);
}

TEST_CASE("names that went away are renewed") {
  const Resolved r = resolved(E().ubuntu("24.04").apt("libgl1-mesa-glx git"));
  CHECK(r.specs(0) == "libgl1 git");
  CHECK(r.reason("apt libgl1-mesa-glx") == "libgl1-mesa-glx is gone from Ubuntu 24.04");
  CHECK(resolved(E().ubuntu("22.04").apt("libgl1-mesa-glx")).specs(0) == "libgl1-mesa-glx");
  CHECK(resolved(E().ubuntu("24.04").apt("libgl1-mesa-glx").pip("opencv-python")).libraries() == "libglib2.0-0");
}

TEST_CASE("what compiles against the framework comes after it, without build isolation") {
  const Resolved r = resolved(E().cuda("12.4 devel").pip("torch==2.4.0").pip("flash-attn==2.6.3"));
  CHECK(statement(r, 1).compiles);
  CHECK(statement(r, 1).no_build_isolation);
  CHECK(statement(r, 1).compiles_against == std::vector<std::string>{"torch"});
  CHECK(statement(r, 1).packages.at(0).compiles);
  CHECK(statement(r, 1).packages.at(0).compiles_against == "torch");
  std::vector<std::string> tools;
  for (const auto& tool : statement(r, 1).build_tools) tools.push_back(tool.second.spec);
  CHECK(tools == std::vector<std::string>{"ninja", "packaging", "psutil", "setuptools", "wheel"});
  CHECK_FALSE(statement(r, 0).compiles);
  CHECK_FALSE(statement(r, 0).no_build_isolation);
}

TEST_CASE("the tools to compile with are held back for what cannot stand newer ones") {
  const auto setuptools = [](E environment, std::size_t which) {
    return resolved(std::move(environment)).resolution.packages.at(which).build_tools.at("setuptools").spec;
  };
  CHECK(setuptools(E().cuda("11.8 devel").pip("torch==2.1.2").pip("flash-attn==2.6.3"), 1) == "setuptools<70");
  CHECK(setuptools(E().cuda("12.1 devel").pip("torch==2.2.0").pip("flash-attn==2.6.3"), 1) == "setuptools");
  CHECK(setuptools(E().cuda("12.1 devel").pip("torch==2.2.0").pip("mmcv==2.1.0"), 1) == "setuptools<81");
  // nothing compiles: nobody asked for it
  CHECK(resolved(E().cuda("11.8").pip("torch==2.1.2 setuptools numpy<2")).specs(0) ==
        "torch==2.1.2 setuptools numpy<2");
  // one who says it himself
  CHECK(resolved(E().cuda("11.8 devel").pip("torch==2.1.2 numpy<2").pip("setuptools").pip("flash-attn==2.6.3"))
            .specs(1) == "setuptools<70");
}

TEST_CASE("in one statement each package says it for itself") {
  const Resolved r = resolved(E().cuda("12.4 devel").pip("torch==2.4.0 flash-attn einops"));
  CHECK_FALSE(statement(r, 0).packages.at(0).compiles);
  CHECK(statement(r, 0).packages.at(1).compiles);
  CHECK_FALSE(statement(r, 0).packages.at(2).compiles);
}

TEST_CASE("the framework is called as its manager calls it") {
  const Resolved r = resolved(E().cuda("12.4 devel").conda("pytorch=2.5.1").pip("flash-attn"));
  CHECK(statement(r, 1).compiles_against == std::vector<std::string>{"pytorch"});
}

TEST_CASE("without the framework in the file there is nothing to come after") {
  const Resolved r = resolved(E().base("pytorch/pytorch:2.4.0-devel").pip("flash-attn"));
  CHECK(statement(r, 0).compiles);
  CHECK(statement(r, 0).no_build_isolation);
  CHECK(statement(r, 0).compiles_against.empty());
}

TEST_CASE("wheels are not compiled") {
  const auto compiles = [](std::string_view pip) {
    return statement(resolved(E().pip("torch==2.4.0").pip(pip)), 1).compiles;
  };
  CHECK(compiles("torch-scatter"));
  CHECK_FALSE(compiles("torch-scatter -f https://data.pyg.org/whl/torch-2.4.0+cpu.html"));
  CHECK(compiles("torch-scatter -f https://example.org/whl"));
  CHECK(compiles("git+https://github.com/facebookresearch/detectron2@v0.6"));
  CHECK(compiles("git+https://example.org/pure@v1"));
  CHECK_FALSE(compiles("https://example.org/flash_attn-2.6.3-cp310-cp310-linux_x86_64.whl#egg=flash-attn"));
  CHECK(compiles("https://example.org/x-1.0.tar.gz#egg=x"));
  CHECK(compiles("-e ."));
  CHECK_FALSE(compiles("-e wheels/x.whl"));
  CHECK_FALSE(compiles("numpy"));
}

TEST_CASE("what compiling needs") {
  CHECK(libraries(E().ubuntu("22.04").pip("mpi4py")) == "build-essential libopenmpi-dev openmpi-bin python3-dev");
  CHECK(libraries(E().ubuntu("22.04").python("3.12").pip("mpi4py")) == "build-essential libopenmpi-dev openmpi-bin");
  CHECK(libraries(E().ubuntu("22.04").conda("python=3.10").pip("mpi4py")) ==
        "build-essential libopenmpi-dev openmpi-bin");
}

TEST_CASE("architectures are handed on as said") {
  CHECK(resolved(E().arch("8.0 8.6+PTX")).resolution.arch == std::vector<std::string>{"8.0", "8.6+PTX"});
  CHECK(resolved(E()).resolution.arch.empty());
}

}  // namespace envc
