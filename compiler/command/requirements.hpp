// What pip's requirement files name, read just far enough: other such files, and local projects.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace envc {

struct RequirementLine {
  enum class Names : unsigned char { requirement_file, constraint_file, local_project } names{};
  std::string path;       ///< as written
  std::size_t begin = 0;  ///< where the path stands in the text
  std::size_t end = 0;
};

/// In the order of the text. URLs are nobody's file and are left out.
std::vector<RequirementLine> named_in_requirements(std::string_view text);

}  // namespace envc
