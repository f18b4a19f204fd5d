// What pip's requirement files say, read as pip reads them: other files, local projects, packages, indexes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace envc {

struct RequirementLine {
  enum class Names : unsigned char {
    requirement_file,
    constraint_file,
    local_project,
    package,  ///< PEP 508 or an address, without the options of its line
    index_url,
    extra_index_url,
    find_links,
    hash,  ///< of the package before it, or `--require-hashes`: pip then takes nothing that has none
  } names{};
  std::string text;       ///< as written, without quotes
  std::size_t begin = 0;  ///< where it stands in the file
  std::size_t end = 0;
};

/// In the order of the file; lines that end in `\` are one with the next. Files and projects by URL are nobody's file
/// and are left out, so are options that change no resolution. Nothing is a fault here: pip tells what it cannot read.
std::vector<RequirementLine> read_requirements(std::string_view text);

}  // namespace envc
