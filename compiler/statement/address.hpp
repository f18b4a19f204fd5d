// Addresses on the web.
#pragma once

#include "text/span.hpp"

#include <string>
#include <string_view>

namespace envc {

class Checking;

/// `https://HOST…` or `http://HOST…` of printable characters without blanks, quotes and `\`.
bool is_web_address(std::string_view text);

/// Reports `bad-url` and gives false if the word is no web address.
bool expect_web_address(const Said<std::string>& word, Checking&);

/// What follows the last `/` of the path, without query and fragment; empty if there is none.
std::string_view last_segment(std::string_view address);

}  // namespace envc
