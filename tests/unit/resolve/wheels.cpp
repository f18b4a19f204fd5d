// What a wheel's file name says of what it was made for.
#include "environment.hpp"
#include "resolve/pattern.hpp"
#include "resolve/wheel_name.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace envc {
namespace {

std::string made_for_local(std::string_view local) {
  const auto wheel = wheel_of(fmt::format("https://example.org/x-1.0+{}-cp310-cp310-linux_x86_64.whl", local));
  REQUIRE(wheel);
  const MadeFor made = made_for(Facts::builtin(), *wheel);
  return fmt::format("{}|{}|{}", made.framework, made.cuda, made.abi);
}

std::string platform(std::string_view tag) {
  const auto wheel = wheel_of(fmt::format("x-1.0-py3-none-{}.whl", tag));
  REQUIRE(wheel);
  return std::string(other_platform(Facts::builtin(), *wheel));
}

/// `message; here; help` of the first diagnostic.
std::string told(const Environment& environment) {
  const Resolved r = resolved(environment);
  if (r.diagnostics.empty()) return {};
  const Diagnostic& d = r.diagnostics.front();
  return fmt::format("{}; {}; {}", d.message, d.here, d.help);
}

std::string wheel(std::string_view local, std::string_view rest = "cp310-cp310-linux_x86_64") {
  return fmt::format("https://example.org/x-1.0+{}-{}.whl", local, rest);
}

Environment environment() {
  return Environment().cuda("12.4").python("3.10");
}

}  // namespace

TEST_CASE("holes of a pattern") {
  const auto filled = fill("cu{cuda}torch{torch}cxx11abi{abi}", "cu12torch2.6cxx11abiFALSE");
  REQUIRE(filled);
  CHECK(in_hole(*filled, "cuda") == "12");
  CHECK(in_hole(*filled, "torch") == "2.6");
  CHECK(in_hole(*filled, "abi") == "FALSE");
  CHECK(in_hole(*filled, "none") == "");
  CHECK(filled->at(1).at == 9);
  CHECK_FALSE(fill("cu{cuda}", "cu"));
  CHECK_FALSE(fill("cu{cuda}", "cu12x"));
  CHECK_FALSE(fill("pt{torch}cu{cuda}", "cu12"));
  CHECK(fill("", ""));
}

TEST_CASE("what a local version says") {
  CHECK(made_for_local("cu12torch2.6cxx11abiFALSE") == "2.6|12|false");
  CHECK(made_for_local("cu122torch2.1cxx11abiTRUE") == "2.1|12.2|true");
  CHECK(made_for_local("cu118torch2.0cxx11abiTRUE") == "2.0|11.8|true");
  CHECK(made_for_local("cu128torch2.8.0") == "2.8|12.8|");
  CHECK(made_for_local("cu121.torch2.5.0") == "2.5|12.1|");
  CHECK(made_for_local("pt28cu128") == "2.8|12.8|");
  CHECK(made_for_local("pt210cu130") == "2.10|13.0|");
  CHECK(made_for_local("pt113cu92") == "1.13|9.2|");
  CHECK(made_for_local("torch2.8") == "2.8||");
  CHECK(made_for_local("cu118") == "||");
  CHECK(made_for_local("git0a1b") == "||");
  const auto spelled = wheel_of("https://example.org/x-1.0%2Bpt21cu121-cp310-cp310-linux_x86_64.whl#sha256=0");
  REQUIRE(spelled);
  CHECK(spelled->local == "pt21cu121");
  CHECK(spelled->version == "1.0");
}

TEST_CASE("platforms that no image has") {
  CHECK(platform("win_amd64") == "Windows");
  CHECK(platform("win32") == "Windows");
  CHECK(platform("macosx_11_0_arm64") == "macOS");
  CHECK(platform("manylinux2014_aarch64") == "ARM processors (aarch64)");
  CHECK(platform("manylinux_2_17_x86_64.manylinux2014_x86_64") == "");
  CHECK(platform("macosx_11_0_arm64.linux_x86_64") == "");
  CHECK(platform("any") == "");
  CHECK(platform("haiku_1") == "");
}

TEST_CASE("a wheel for another release of the framework, another CUDA, another ABI") {
  CHECK(told(environment().pip("torch==2.6.0 " + wheel("cu12torch2.6cxx11abiFALSE"))) == "");
  // within one major version of CUDA the library that is there serves
  CHECK(told(environment().pip("torch==2.6.0 " + wheel("pt26cu121"))) == "");
  CHECK(told(environment().pip("torch==2.5.1 " + wheel("cu12torch2.6cxx11abiFALSE"))) ==
        "a wheel for torch 2.6 does not go with `torch==2.5.1`; the wheel is for torch 2.6; write `torch==2.6.0`, or "
        "take the wheel for torch 2.5");
  CHECK(told(environment().pip("torch==2.6.0 " + wheel("cu118torch2.6cxx11abiFALSE"))) ==
        "a wheel for CUDA 11.8 does not go with `cuda 12.4`; the wheel is for CUDA 11.8; write `cuda 11.8`");
  CHECK(told(environment().pip("torch==2.6.0 " + wheel("cu12torch2.6cxx11abiTRUE"))) ==
        "a wheel for the newer C++ ABI (TRUE) does not go with `cuda 12.4`; torch has the older C++ ABI (FALSE); write "
        "`https://example.org/x-1.0+cu12torch2.6cxx11abiFALSE-cp310-cp310-linux_x86_64.whl` or `cuda 12.6`");
  CHECK(told(Environment().cuda("12.6").python("3.10").pip("torch==2.6.0 " + wheel("cu12torch2.6cxx11abiTRUE"))) == "");
  CHECK(told(Environment().python("3.10").pip("torch " + wheel("cu12torch2.6cxx11abiFALSE"))) ==
        "a wheel for CUDA 12 cannot be used here; without `cuda` torch is installed for the CPU; write `cuda 12.4`");
}

TEST_CASE("a wheel and what is not known of the framework") {
  const std::string of_2_6 = wheel("cu12torch2.6cxx11abiTRUE");
  CHECK(told(environment().pip(of_2_6)) == "");
  CHECK(told(environment().pip("torch==99.0 " + of_2_6)) == "");
  // what another index serves may be made otherwise
  CHECK(told(environment().pip("torch==2.6.0 --index-url https://example.org/simple " + of_2_6)) == "");
  CHECK(told(environment().pip("torch==2.5.1 " + wheel("rocm6"))) == "");
  CHECK(told(environment().pip("torch==2.5.1 " + wheel("pt26cu124", "cp310-cp310-win_amd64"))) ==
        "a wheel for Windows cannot be used here; the wheel is for Windows; take its wheel for Linux on x86_64");
}

}  // namespace envc
