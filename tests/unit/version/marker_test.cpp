#include "version/marker.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace envc;

namespace {

std::string where(std::string_view marker, std::string_view python = "3.10", std::string_view machine = "x86_64",
                  std::string extra = {}) {
  MarkerEnvironment environment = on_linux(python, machine);
  environment.extra = std::move(extra);
  const auto holds = applies(marker, environment);
  return !holds ? "unknown" : *holds ? "yes" : "no";
}

}  // namespace

TEST_CASE("markers: where a requirement holds") {
  CHECK(where("") == "yes");
  CHECK(where("python_version < '3.9'") == "no");
  CHECK(where("python_version < '3.9'", "3.8") == "yes");
  CHECK(where("python_version >= '3.9'", "3.10") == "yes");
  CHECK(where("'3.9' <= python_version") == "yes");
  CHECK(where("python_version == '3.*'") == "yes");
  CHECK(where("python_version in '3.9 3.10'") == "yes");
  CHECK(where("sys_platform == 'win32'") == "no");
  CHECK(where("sys.platform == 'linux'") == "yes");
  CHECK(where("platform_machine == 'aarch64'") == "no");
  CHECK(where("platform_machine == 'aarch64'", "3.10", "aarch64") == "yes");
  CHECK(where("platform_machine not in 'x86_64 AMD64'") == "no");
  CHECK(where("extra == 'dev'") == "no");
  CHECK(where("extra == 'Dev_X'", "3.10", "x86_64", "dev-x") == "yes");
}

TEST_CASE("markers: `and` binds more than `or`") {
  CHECK(where("os_name == 'posix' or os_name == 'nt' and os_name == 'nt'") == "yes");
  CHECK(where("(os_name == 'posix' or os_name == 'nt') and os_name == 'nt'") == "no");
}

TEST_CASE("markers: what is not known") {
  CHECK(where("python_version < '3.9'", "") == "unknown");
  CHECK(where("platform_release >= '5'") == "unknown");
  CHECK(where("sys_platform ~= 'linux'") == "unknown");
  CHECK(where("platform_release >= '5' and sys_platform == 'win32'") == "no");
  CHECK(where("platform_release >= '5' or sys_platform == 'linux'") == "yes");
  CHECK(where("python_version <") == "unknown");
  CHECK(where("python_full_version >= '3.9.7'") == "yes");
  CHECK(where("python_full_version < '3.10'") == "no");
  CHECK(where("python_full_version >= '3.10.4'") == "unknown");
  CHECK(where("python_full_version != '3.10.4'") == "unknown");
  CHECK(where("python_full_version >= '3.10.4'", "3.10.12") == "yes");
  CHECK(where("python_version == '3.10'", "3.10.12") == "yes");
  CHECK(where("python_version >= '3'", "3") == "yes");
}
