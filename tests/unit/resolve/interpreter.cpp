// Where Python comes from, and which.
#include "environment.hpp"

#include <doctest/doctest.h>

namespace envc {
namespace {

using E = Environment;

std::string python(const E& environment) {
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "");
  return r.python();
}

std::string refusal(const E& environment) {
  const Resolved r = resolved(environment);
  REQUIRE_MESSAGE(r.diagnostics.size() == 1, r.messages());
  return r.messages() + "; " + r.diagnostics.front().help;
}

}  // namespace

TEST_CASE("nothing needs Python") {
  CHECK(python(E()) == "none");
  CHECK(python(E().apt("git")) == "none");
  CHECK(python(E().run("echo hello")) == "none");
  CHECK(python(E().base("someone/tool:1")) == "none");
}

TEST_CASE("the distribution's where none is asked, or just its version") {
  CHECK(python(E().ubuntu("22.04").pip("numpy")) == "apt 3.10");
  CHECK(python(E().debian("12").pip("numpy")) == "apt 3.11");
  CHECK(python(E().ubuntu("22.04").python("3.10")) == "apt 3.10");
  CHECK(python(E().ubuntu("22.04").run("python3 x.py")) == "apt 3.10");
  CHECK(python(E().ubuntu("22.04").run("/usr/bin/python3.10 x.py")) == "apt 3.10");
  CHECK(python(E().ubuntu("22.04").job("python train.py")) == "apt 3.10");
  CHECK(python(E().ubuntu("26.04").pip("numpy")) == "apt");  // its version is not known
  CHECK(resolved(E().ubuntu("22.04").pip("numpy")).resolution.python.prefix == "/opt/env");
}

TEST_CASE("another version comes from uv") {
  CHECK(python(E().ubuntu("22.04").python("3.12")) == "uv 3.12");
  CHECK(python(E().ubuntu("22.04").python("3.10.4")) == "uv 3.10.4");
  CHECK(python(E().ubuntu("26.04").python("3.14")) == "uv 3.14");
}

TEST_CASE("conda solves it wherever conda is used") {
  CHECK(python(E().conda("numpy")) == "conda 3.12");
  CHECK(python(E().conda("python=3.10 numpy")) == "conda 3.10");
  CHECK(python(E().conda("python=3.10.4 numpy")) == "conda 3.10.4");
  CHECK(python(E().conda("numpy").conda("python=3.9")) == "conda 3.9");
  CHECK(python(E().python("3.10").conda("numpy")) == "conda 3.10");
  CHECK(python(E().python("3.10").conda("python=3.10.4")) == "conda 3.10");
  CHECK(python(E().conda("python>=3.9,<3.11")) == "conda 3.10");
  CHECK(python(E().conda("python")) == "conda 3.12");
  CHECK(python(E().base("pytorch/pytorch:2.1.0").conda("numpy")) == "conda 3.12");
  CHECK(python(E().python("3.10 from conda").pip("numpy")) == "conda 3.10");
}

TEST_CASE("what a base ships") {
  CHECK(python(E().base("pytorch/pytorch:2.1.0").pip("timm")) == "base");
  CHECK(python(E().base("python:3.11-slim").pip("numpy")) == "base 3.11");
  CHECK(python(E().base("python:3.11.4-slim").python("3.11")) == "base 3.11.4");
  CHECK(python(E().base("someone/tool:1").pip("numpy")) == "base");
  CHECK(python(E().base("nvidia/cuda:12.1.1-devel-ubuntu22.04").pip("numpy")) == "apt 3.10");
  CHECK(python(E().base("python:3.11").python("3.12")) == "uv 3.12");
  CHECK(python(E().base("pytorch/pytorch:2.1.0").python("3.12")) == "uv 3.12");
  CHECK(python(E().base("python:3.11").python("3.11 from uv")) == "uv 3.11");
  CHECK(python(E().base("pytorch/pytorch:2.1.0").pip_uninstall("timm")) == "base");
}

TEST_CASE("a source that is said is kept to") {
  CHECK(python(E().ubuntu("22.04").python("3.10 from uv")) == "uv 3.10");
  CHECK(python(E().ubuntu("22.04").python("3.10 from apt")) == "apt 3.10");
  CHECK(refusal(E().ubuntu("20.04").python("3.10 from apt")) ==
        "error[python-mismatch]: `python 3.10 from apt`, but Ubuntu 20.04 has Python 3.8; write `ubuntu "
        "22.04`, `python 3.10 from uv` or `python 3.8 from apt`");
  CHECK(refusal(E().base("someone/tool:1").python("3.10 from apt")) ==
        "error[python-mismatch]: `python 3.10 from apt`, but the base image has no Python that is known of; write "
        "`python 3.10 from uv`");
  CHECK(refusal(E().python("3.10 from uv").conda("numpy")) ==
        "error[python-mismatch]: `python` comes from uv, but conda solves the interpreter where it installs packages; "
        "write `python 3.10`");
}

TEST_CASE("one interpreter") {
  const E environment = E().python("3.10").conda("python=3.9 numpy");
  CHECK(refusal(environment) ==
        "error[python-mismatch]: `python 3.10` and `python=3.9` ask for different interpreters; write `python=3.10` or "
        "`python 3.9`");
  const Diagnostic d = resolved(environment).diagnostics.front();
  CHECK(d.where == environment.where("python=3.9"));
  CHECK(d.labels.at(0).where == environment.where("3.10"));
}

TEST_CASE("where none is asked, one that what is pinned has builds for") {
  CHECK(python(E().ubuntu("24.04").pip("torch==2.1.0")) == "uv 3.11");
  CHECK(python(E().ubuntu("22.04").pip("torch==2.1.0")) == "apt 3.10");
  CHECK(python(E().cuda("11.3").conda("pytorch=1.12.1")) == "conda 3.10");
  CHECK(python(E().ubuntu("18.04").pip("torch==2.0.1")) == "uv 3.11");
}

TEST_CASE("the interpreter and pip join the first conda statement") {
  CHECK(resolved(E().python("3.10").conda("numpy").conda("scipy").pip("x")).specs(0) == "numpy python=3.10 pip");
  CHECK(resolved(E().python("3.10").conda("numpy").conda("scipy")).specs(1) == "scipy");
  CHECK(resolved(E().conda("numpy")).specs(0) == "numpy python=3.12");
  CHECK(resolved(E().conda("python=3.10 numpy")).specs(0) == "python=3.10 numpy");
  CHECK(resolved(E().conda("numpy").conda("python=3.10")).specs(0) == "numpy");
  CHECK(resolved(E().conda("python numpy pip").pip("x")).specs(0) == "python=3.12 numpy pip");
  CHECK(resolved(E().conda("python>=3.9 numpy")).specs(0) == "python=3.12 numpy");
}

}  // namespace envc
