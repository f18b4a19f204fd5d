// Names of places and jobs.
#pragma once

#include "text/span.hpp"

#include <string>
#include <string_view>

namespace envc {

class Checking;

/// Letters, digits, `.`, `_`, `-`, a letter or digit in front, at most 64: safe as a part of a file's name.
bool is_block_name(std::string_view text);

/// Reports a name that is unsafe or said twice.
bool expect_block_name(std::string_view keyword, const Said<std::string>& name, Checking&);

}  // namespace envc
