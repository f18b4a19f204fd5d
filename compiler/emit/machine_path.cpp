#include "emit/machine_path.hpp"

#include "text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// `"${VAR:-\$VAR}"`: an unset variable stands for itself.
std::string variable_text(std::string_view name) {
  return fmt::format(R"("${{{0}:-\${0}}}")", name);
}

std::string under(std::string_view folder, std::string_view path) {
  return path.empty() ? std::string(folder) : fmt::format("{}/{}", folder, ShellWord(path).text());
}

/// How many characters at the start of `text` are a variable's name.
std::size_t name_length(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
  if (text.empty() || letters.find(text.front()) == std::string_view::npos) return 0;
  const std::size_t end = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
  return std::min(end, text.size());
}

}  // namespace

std::string machine_path(PathWorld world, std::string_view variable, std::string_view path) {
  switch (world) {
    case PathWorld::project:
      return under(R"("$project")", path == "." ? "" : path);
    case PathWorld::machine:
      return ShellWord(path).text();
    case PathWorld::home:
      return under("~", path);
    case PathWorld::variable:
      return under(variable_text(variable), path);
  }
  return {};
}

std::string machine_path(const Mount& mount) {
  return machine_path(mount.world, mount.variable, mount.source);
}

std::string machine_value(std::string_view value) {
  if (value == "~") return "~";
  if (value.starts_with("~/")) return under("~", value.substr(2));
  if (value.starts_with('$')) {
    const std::size_t length = name_length(value.substr(1));
    const std::string_view rest = value.substr(1 + length);
    if (length != 0) return variable_text(value.substr(1, length)) + (rest.empty() ? "" : ShellWord(rest).text());
  }
  return ShellWord(value).text();
}

}  // namespace envc
