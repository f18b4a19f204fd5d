// Build-time program: one stdlib/*.toml in, its tables out. A fault in the TOML names file and line and fails the
// build.
//   envc_generate_facts stdlib/torch.toml torch.inc
#include "facts/generator.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: envc_generate_facts FILE.toml OUT\n");
    return 2;
  }
  const std::filesystem::path path = argv[1];
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    fmt::print(stderr, "{}: cannot be read\n", path.string());
    return 3;
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto result = envc::facts::generate(path.stem().string(), text);
  if (const auto* fault = std::get_if<envc::facts::TableFault>(&result)) {
    fmt::print(stderr, "{}:{}: {}\n", path.string(), fault->line, fault->sentence);
    return 1;
  }
  std::ofstream out(argv[2], std::ios::binary);
  out << std::get<std::string>(result);
  if (!out.flush()) {
    fmt::print(stderr, "{}: cannot be written\n", argv[2]);
    return 3;
  }
  return 0;
}
