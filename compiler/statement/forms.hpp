// The forms of single words. Nothing here reports: a family says in its own words what is wrong.
#pragma once

#include "text/ascii.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace envc {

/// Numbers joined by dots, from `least` to `most` of them, each of at most four digits.
bool is_version(std::string_view text, std::size_t least, std::size_t most);

/// `[A-Za-z_][A-Za-z0-9_]*`: the name of an environment variable or a let.
bool is_identifier(std::string_view text);

/// A user's name as Linux takes it: lower case, at most 32 characters.
bool is_user_name(std::string_view text);

/// A reference to an image, cut in its parts.
struct ImageName {
  std::string name;    ///< with its registry, without tag and digest
  std::string tag;     ///< empty: none
  std::string digest;  ///< `sha256:…`, empty: none
};

/// `[REGISTRY[:PORT]/]NAME[:TAG][@sha256:…]`; nullopt if it is none.
std::optional<ImageName> image_name(std::string_view text);

/// `Area/City`, `Area/Region/City` or `UTC`.
bool is_timezone(std::string_view text);

/// `en_US.UTF-8`, `C.UTF-8`, with an optional `@modifier`.
bool is_locale(std::string_view text);

/// `8.0`, `8.6+PTX`, `86`, `sm_90a` as `8.0`, `8.6+PTX`, `8.6`, `9.0a`; nullopt if it is none.
std::optional<std::string> gpu_architecture(std::string_view text);

/// A word that is a shell's operator and would be a plain argument without one: `&&`, `|`, `2>&1`, `$(date)`.
bool is_shell_operator(std::string_view text);

}  // namespace envc
