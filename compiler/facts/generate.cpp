// Build-time program: the stdlib/*.toml of one subject in, its tables out. A fault in the TOML names file and line and
// fails the build.
//   envc_generate_facts torch.inc stdlib/torch.toml
#include "facts/generator.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: envc_generate_facts OUT FILE.toml…\n");
    return 2;
  }
  const std::vector<std::filesystem::path> paths(argv + 2, argv + argc);
  std::vector<std::string> texts;
  for (const std::filesystem::path& path : paths) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
      fmt::print(stderr, "{}: cannot be read\n", path.string());
      return 3;
    }
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  const std::string name = paths.front().filename().string();
  const auto result = envc::facts::generate(envc::facts::subject_of(name), texts);
  if (const auto* faults = std::get_if<std::vector<envc::facts::TableFault>>(&result)) {
    for (const auto& fault : *faults) {
      fmt::print(stderr, "{}:{}:{}: {}\n", paths[fault.part].string(), fault.line, fault.column, fault.sentence);
    }
    return 1;
  }
  std::ofstream out(argv[1], std::ios::binary);
  out << std::get<std::string>(result);
  if (!out.flush()) {
    fmt::print(stderr, "{}: cannot be written\n", argv[1]);
    return 3;
  }
  return 0;
}
