// Text in, model and diagnostics out: what the tests of this folder have in common.
#pragma once

#include "statement/statement.hpp"

#include <string>
#include <string_view>

namespace envc {

/// The model of a text; the text must be without any fault, warnings too.
Model model_of(std::string_view text, const Settings& settings = {});

/// All that is said of a text, one line each, sorted by place; empty if nothing is. A line is
/// `1:6-12 error[expected-version] message < here ; label 1:1-4 text = help`, the parts that are empty left out.
/// Columns count bytes from 1, the last one excluded; what has no place has none.
std::string said_of(std::string_view text, const Settings& settings = {});

}  // namespace envc
