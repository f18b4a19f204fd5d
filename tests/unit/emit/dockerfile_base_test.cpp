#include "emit/artifact.hpp"
#include "plans.hpp"

#include <doctest/doctest.h>

using namespace envc;
using namespace envc::test;

namespace {

const std::string apt_mounts =
    "RUN --mount=type=cache,id=apt-ubuntu20.04,target=/var/cache/apt,sharing=locked \\\n"
    "    --mount=type=cache,id=apt-lists-ubuntu20.04,target=/var/lib/apt/lists,sharing=locked \\\n";

}  // namespace

TEST_CASE("the base, with its registry as a build argument") {
  CHECK(dockerfile(plan_of({content::From{"nvcr.io", "nvidia/pytorch:24.01-py3"}})) ==
        "ARG BASE_REGISTRY=nvcr.io\n"
        "FROM ${BASE_REGISTRY}/nvidia/pytorch:24.01-py3\n"
        "SHELL [\"/bin/bash\", \"-euo\", \"pipefail\", \"-c\"]\n");
}

TEST_CASE("an official image has its whole name, which a mirror needs") {
  CHECK(dockerfile(plan_of({content::From{"docker.io", "ubuntu:22.04"}})).find("/library/ubuntu:22.04\n") !=
        std::string::npos);
}

TEST_CASE("a base that was said may have left another user") {
  Plan plan = plan_of({content::From{"docker.io", "jupyter/base-notebook:1"}});
  plan.model.base = BaseImage{{"jupyter/base-notebook:1", {}}, false};
  CHECK(dockerfile(plan).ends_with("\nUSER root\n"));
}

TEST_CASE("quotes and notes stand above their layer, and cannot end their comment") {
  Plan plan;
  add(plan, LayerKind::run, content::Script{{"true"}, {}, {}, {}}, {"run  true", "x\nRUN evil"}, {"why: because"});
  add(plan, LayerKind::run, content::Script{{"false"}, {}, {}, {}}, {}, {"alone: a title"});
  CHECK(dockerfile(plan) ==
        "# run  true\n"
        "# x RUN evil\n"
        "#   why: because\n"
        "RUN true\n"
        "\n"
        "# alone: a title\n"
        "RUN false\n");
}

TEST_CASE("a layer that writes nothing leaves no comment") {
  Plan plan;
  add(plan, LayerKind::env, content::Variables{{}}, {"env"});
  CHECK(dockerfile(plan).empty());
}

TEST_CASE("apt is pointed at its mirror once") {
  CHECK(dockerfile(plan_of({content::AptSetup{focal, {"curl"}}})) ==
        "# apt's mirror is a build argument; what later steps fetch with\n"
        "ARG APT_MIRROR=http://archive.ubuntu.com/ubuntu\n"
        "ARG DEBIAN_FRONTEND=noninteractive\n" +
            apt_mounts +
            "    rm -f /etc/apt/apt.conf.d/docker-clean && \\\n"
            "    if [ \"$APT_MIRROR\" != http://archive.ubuntu.com/ubuntu ]; then \\\n"
            "      find /etc/apt \\( -name '*.list' -o -name '*.sources' \\) -exec \\\n"
            "        sed -Ei \"s#http://(archive|security|ports)\\.ubuntu\\.com/ubuntu(-ports)?#$APT_MIRROR#g\" {} +; "
            "\\\n"
            "    fi && \\\n"
            "    apt-get update && \\\n"
            "    apt-get install -y --no-install-recommends curl\n");
}

TEST_CASE("each distribution has its own mirror; what is unknown has none") {
  CHECK(dockerfile(plan_of({content::AptSetup{{"debian", "12"}, {}}})) ==
        "# apt's mirror is a build argument; what later steps fetch with\n"
        "ARG APT_MIRROR=http://deb.debian.org/debian\n"
        "RUN rm -f /etc/apt/apt.conf.d/docker-clean && \\\n"
        "    if [ \"$APT_MIRROR\" != http://deb.debian.org/debian ]; then \\\n"
        "      find /etc/apt \\( -name '*.list' -o -name '*.sources' \\) -exec \\\n"
        "        sed -Ei \"s#http://(deb|security)\\.debian\\.org/debian#$APT_MIRROR#g\" {} +; \\\n"
        "    fi\n");
  CHECK(dockerfile(plan_of({content::AptSetup{{}, {}}})) ==
        "# apt's mirror is a build argument; what later steps fetch with\n"
        "RUN rm -f /etc/apt/apt.conf.d/docker-clean\n");
}

TEST_CASE("apt packages: one a line, sorted, once, in the step that updates the index") {
  CHECK(dockerfile(plan_of({content::AptInstall{focal, {"wget", "curl", "wget", "libgl1:i386"}, false}})) ==
        "ARG DEBIAN_FRONTEND=noninteractive\n" + apt_mounts +
            "    apt-get update && \\\n"
            "    apt-get install -y --no-install-recommends \\\n"
            "      curl \\\n"
            "      libgl1:i386 \\\n"
            "      wget\n");
}

TEST_CASE("apt with an environment of its own, and without what the base ships") {
  CHECK(dockerfile(plan_of({content::AptInstall{focal, {"curl"}, false, {variable("http_proxy", "http://p:1")}}})) ==
        "ARG DEBIAN_FRONTEND=noninteractive\n" + apt_mounts +
            "    export http_proxy=http://p:1 && \\\n"
            "    apt-get update && \\\n"
            "    apt-get install -y --no-install-recommends curl\n");
  CHECK(dockerfile(plan_of({content::AptInstall{focal, {"vim"}, true}})) ==
        "ARG DEBIAN_FRONTEND=noninteractive\n" + apt_mounts + "    apt-get remove -y vim\n");
}

TEST_CASE("lists of an unknown base are kept apart from others") {
  Plan plan = plan_of({content::AptInstall{{}, {"vim"}, false}});
  plan.resolution.base_image = "nvidia/pytorch:24.01-py3";
  CHECK(dockerfile(plan).find("id=apt-nvidia-pytorch-24.01-py3,") != std::string::npos);
}

TEST_CASE("a build argument is declared once, just before its first use") {
  const std::string text = dockerfile(plan_of(
      {content::AptInstall{focal, {"a"}, false}, pip({"x"}), content::AptInstall{focal, {"b"}, false}, pip({"y"})}));
  const std::size_t first = text.find("ARG PIP_INDEX_URL=https://pypi.org/simple\n");
  REQUIRE(first != std::string::npos);
  CHECK(first > text.find("install -y --no-install-recommends a"));
  CHECK(first < text.find("pip install x"));
  CHECK(text.find("ARG PIP_INDEX_URL", first + 1) == std::string::npos);
  CHECK(text.find("ARG DEBIAN_FRONTEND") == text.rfind("ARG DEBIAN_FRONTEND"));
}

TEST_CASE("a builder that ignores SHELL is told so by the first step, and only there") {
  CHECK(
      dockerfile(plan_of({content::From{"docker.io", "a/b:1"}, content::Script{{"true"}, {}, {}, {}},
                          content::Script{{"false"}, {}, {}, {}}}))
          .ends_with("\n\n"
                     "RUN : \"${BASH_VERSION:?this file needs SHELL: buildah and podman take --format docker}\" && \\\n"
                     "    true\n"
                     "\n"
                     "RUN false\n"));
}
