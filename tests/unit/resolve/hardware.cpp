// GPUs against CUDA, and names of apt packages that are gone.
#include "environment.hpp"

#include <doctest/doctest.h>

namespace envc {
namespace {

std::string told(const Environment& environment) {
  const Resolved r = resolved(environment);
  std::string text = r.messages();
  for (const Diagnostic& d : r.diagnostics) text += " | " + d.here + " | " + d.help;
  return text;
}

Environment with_gpu(std::string_view cuda, std::string_view type) {
  Environment environment;
  environment.ubuntu("22.04").cuda(cuda).gpu(type);
  return environment;
}

}  // namespace

TEST_CASE("arch: what the CUDA compiles for") {
  CHECK(told(Environment().ubuntu("22.04").cuda("12.4").arch("8.0 8.6+PTX 9.0")) == "");
  CHECK(told(Environment().ubuntu("22.04").cuda("12.4").arch("12.0")) ==
        "error[arch-not-in-cuda]: CUDA 12.4 cannot compile for compute capability 12.0 | Blackwell, from CUDA 12.8 on "
        "| write `cuda 12.8` or newer, or leave 12.0 out");
  CHECK(
      told(Environment().ubuntu("22.04").cuda("12.4").arch("3.5")) ==
      "error[arch-not-in-cuda]: CUDA 12.4 cannot compile for compute capability 3.5 | Kepler, from CUDA 7.0 to 11.8 | "
      "write `cuda 11.8` or older, or leave 3.5 out");
  CHECK(told(Environment().ubuntu("22.04").cuda("11.8").arch("3.5 9.0+PTX")) == "");
  // Not in the table, or no CUDA to compare with: nothing is claimed.
  CHECK(told(Environment().ubuntu("22.04").cuda("12.4").arch("99.0")) == "");
  CHECK(told(Environment().ubuntu("22.04").arch("12.0")) == "");
}

TEST_CASE("gpus: what the CUDA has code for") {
  CHECK(told(with_gpu("12.4", "rtx_5090")) ==
        "warning[gpu-not-in-cuda]: CUDA 12.4 has no code for the GeForce RTX 5090 | compute capability 12.0, from CUDA "
        "12.8 on | write `cuda 12.8` or newer");
  CHECK(told(with_gpu("12.4", "a100-sxm4-80gb")) == "");
  CHECK(told(with_gpu("12.8", "rtx_5090")) == "");
  // Code for 8.6 runs on 8.9, though nvcc 11.7 has never heard of it.
  CHECK(told(with_gpu("11.7", "rtx_4090")) == "");
  CHECK(told(with_gpu("12.4", "mystery9000")) == "");
  CHECK(told(with_gpu("12.4", "gpu")) == "");
}

TEST_CASE("driver: what runs the image's CUDA") {
  const auto driver = [](std::string_view cuda, std::string_view version) {
    return told(Environment().ubuntu("20.04").cuda(cuda).driver(version));
  };
  CHECK(driver("11.3", "470") == "");
  CHECK(driver("11.3", "450.80.02") == "");
  CHECK(
      driver("11.3", "450.51") ==
      "warning[driver-too-old]: the driver 450.51 of `lab` cannot run CUDA 11.3 | CUDA 11.3 needs 450.80.02 or newer | "
      "write `cuda 10.2`, or update the driver");
  CHECK(driver("12.4", "470") ==
        "warning[driver-too-old]: the driver 470 of `lab` cannot run CUDA 12.4 | CUDA 12.4 needs 525.60.13 or newer | "
        "write `cuda 11.8`, or update the driver");
  // Any driver of the major version will do; `525` may be 525.60.13.
  CHECK(driver("12.4", "525") == "");
  CHECK(driver("12.4", "530.30.02") == "");
  CHECK(told(Environment().ubuntu("20.04").driver("300")) == "");
}

TEST_CASE("apt names that are gone") {
  CHECK(told(Environment().ubuntu("24.04").apt("git libasound2")) ==
        "warning[apt-name-gone]: Ubuntu 24.04 has no package `libasound2` any more: `libasound2t64` is taken |  | "
        "write `libasound2t64`");
  CHECK(told(Environment().ubuntu("22.04").apt("libasound2 libgl1-mesa-glx")) == "");
  CHECK(told(Environment().debian("13").apt("libgl1-mesa-glx")) ==
        "warning[apt-name-gone]: Debian 13 has no package `libgl1-mesa-glx` any more: `libgl1` is taken |  | write "
        "`libgl1`");
}

}  // namespace envc
