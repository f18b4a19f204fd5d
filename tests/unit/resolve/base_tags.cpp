// Tags of CUDA images that a person names: which are surely not there, and what is said instead.
#include "environment.hpp"

#include <doctest/doctest.h>

namespace envc {
namespace {

/// `error TAG or TAG`: what is to be written; empty: the tag is let through.
std::string told(std::string_view image) {
  const std::vector<Diagnostic> all = resolved(Environment().base(image)).diagnostics;
  std::string text;
  for (const Diagnostic& d : all) {
    if (d.kind != Kind::no_such_image && d.kind != Kind::older_point_release) continue;
    text += (d.severity == Severity::error ? "error " : "warning ") + d.help;
  }
  return text;
}

std::string cuda(std::string_view tag) {
  return told("nvidia/cuda:" + std::string(tag));
}

std::string write(std::string_view first, std::string_view second = {}) {
  std::string text = "error write `base nvidia/cuda:" + std::string(first) + "`";
  if (!second.empty()) text += " or `base nvidia/cuda:" + std::string(second) + "`";
  return text;
}

}  // namespace

TEST_CASE("a tag that never was: the newest patch, that cuDNN, that distribution") {
  CHECK(cuda("12.4.0-cudnn-devel-ubuntu22.04") == write("12.4.1-cudnn-devel-ubuntu22.04"));
  CHECK(cuda("12.4.0-cudnn8-devel-ubuntu22.04") ==
        write("12.4.1-cudnn-devel-ubuntu22.04", "12.2.2-cudnn8-devel-ubuntu22.04"));
  CHECK(cuda("12.3.2-devel-ubuntu24.04") == write("12.3.2-devel-ubuntu22.04", "12.5.1-devel-ubuntu24.04"));
  CHECK(cuda("12.1.0-cudnn8-devel-ubuntu18.04") == write("12.1.1-cudnn8-devel-ubuntu20.04"));
  CHECK(cuda("13.0.0-tensorrt-devel-ubuntu22.04") == write("13.0.0-tensorrt-devel-ubuntu24.04"));
  CHECK(cuda("12.6.3-cudnn-base-ubuntu22.04") ==
        write("12.6.3-cudnn-devel-ubuntu22.04", "12.6.3-cudnn-runtime-ubuntu22.04"));
}

TEST_CASE("a tag of a release that is gone, of any distribution or none") {
  CHECK(cuda("10.2-base") == write("11.0.3-base-ubuntu20.04", "13.0.0-base-ubuntu24.04"));
  CHECK(cuda("10.2-devel-centos7") == write("11.0.3-devel-ubuntu20.04", "13.0.0-devel-ubuntu24.04"));
  CHECK(cuda("8.0-devel-ubuntu14.04") == write("11.0.3-devel-ubuntu16.04", "11.3.1-devel-ubuntu16.04"));
  CHECK(cuda("11.7.0-base") == write("11.7.1-base-ubuntu22.04"));
  CHECK(cuda("11.0-base") == write("11.0.3-base-ubuntu20.04"));
}

TEST_CASE("a tag of two numbers") {
  CHECK(cuda("13.0-devel-ubuntu24.04") == write("13.0.0-devel-ubuntu24.04"));
  CHECK(cuda("11.2-cudnn8.1-ubuntu18.04") ==
        write("11.2.2-cudnn8-devel-ubuntu18.04", "11.2.2-cudnn8-runtime-ubuntu18.04"));
}

TEST_CASE("what the tables do not know is let through") {
  CHECK(cuda("12.1.1-devel-rockylinux8") == "");
  CHECK(cuda("13.0.2-base-ubuntu24.04") == "");
  CHECK(cuda("12.9.2-devel-ubuntu24.04") == "");
  CHECK(cuda("12.8.2-devel-ubuntu22.04") == "");
  CHECK(cuda("13.4-devel-ubuntu24.04") == "");
  CHECK(cuda("11.0.3-base") == "");
  CHECK(cuda("12.1.1-devel-ubuntu22.04-arm") == "");
  CHECK(cuda("latest") == "");
  CHECK(cuda("12") == "");
  CHECK(told("example.org/nvidia/cuda:10.2-base") == "");
  CHECK(told("nvidia/cuda") == "");
}

TEST_CASE("another registry, and a repository that has ended") {
  CHECK(told("nvcr.io/nvidia/cuda:11.3.0-devel-ubuntu20.04") ==
        "warning write `base nvcr.io/nvidia/cuda:11.3.1-devel-ubuntu20.04`");
  CHECK(told("nvidia/cudagl:11.8.0-devel-ubuntu22.04") == "error write `cuda 11.8 devel gl` and `ubuntu 22.04`");
  CHECK(told("nvidia/cudagl:11.4.2-devel-ubuntu22.04") == "error write `cuda 11.4 devel gl` and `ubuntu 20.04`");
  CHECK(told("nvidia/cudagl:latest") == "");
}

}  // namespace envc
