#include "statement/forms.hpp"
#include "statement/packages.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

constexpr std::array flags = {
    Flag{"--assume-yes"},
    Flag{"--auto-remove"},
    Flag{"--fix-missing"},
    Flag{"--no-install-recommends"},
    Flag{"--no-install-suggests"},
    Flag{"--purge"},
    Flag{"--quiet"},
    Flag{"--yes"},
    Flag{"-q"},
    Flag{"-y"},
};

bool in_name(char c) {
  return is_lower(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
}

/// `libgl1`, `g++`, `libc6:i386`
bool is_package_name(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  const bool architecture =
      colon == std::string_view::npos ||
      (colon + 1 < text.size() && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(colon) + 1, text.end(),
                                              [](char c) { return is_lower(c) || is_digit(c) || c == '-'; }));
  return architecture && name.size() >= 2 && (is_lower(name[0]) || is_digit(name[0])) &&
         std::all_of(name.begin(), name.end(), in_name);
}

bool is_version_text(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alnum(c) || std::string_view(".+-:~*").find(c) != std::string_view::npos;
  });
}

/// What the person may have meant; empty if nothing comes to mind.
std::string help_for(std::string_view text) {
  const std::size_t odd = text.find_first_of("=<>!~[");
  if (odd != std::string_view::npos && odd > 0 && text.substr(odd, 1) != "=")
    return fmt::format("write `pip {}`", text);
  if (text.find("==") != std::string_view::npos) return fmt::format("write `pip {}`", text);
  if (text.ends_with(".deb"))
    return "copy the file into the image, and install it with `run apt-get install -y /tmp/…`";
  if (text.starts_with("ppa:")) return fmt::format("write `run add-apt-repository -y {}`", text);
  if (text.find(',') != std::string_view::npos) {
    const std::string apart = without_commas(text);
    return apart.empty() ? "" : fmt::format("write `{}`", apart);
  }
  const std::string small = lower(text);
  return small != text && is_package_name(small) ? fmt::format("write `{}`", small) : "";
}

void take_word(const PackageWord& word, PackageStatement& statement, Checking& checking) {
  const Said<std::string>& said = word.said;
  const std::size_t equals = said.value.find('=');
  const std::string name = said.value.substr(0, equals);
  const bool pinned = equals != std::string::npos;
  if (!is_package_name(name) || (pinned && !is_version_text(std::string_view(said.value).substr(equals + 1)))) {
    checking.error(Kind::bad_apt_name, said.where,
                   fmt::format("{} is no name of a Debian package, expected one such as `libgl1`", quoted(said.value)),
                   help_for(said.value));
    return;
  }
  if (pinned && !statement.remove) {
    const std::string version = said.value.substr(equals + 1);
    // Debian's versions end with a revision, so `3.10` was rather meant for another manager.
    const bool foreign = version.find_first_of("-:*") == std::string::npos;
    checking.warn(
        Kind::apt_version_pin, checking.within(said, equals, said.value.size()),
        fmt::format("{} will be gone from the distribution's servers one day", quoted(said.value)),
        foreign ? fmt::format("write `apt {}`, or `conda {}`", name, said.value) : fmt::format("write `apt {}`", name));
  }
  add_package({name, said.value, said.where}, "", statement, checking);
}

void take_flag(const GivenFlag&, PackageStatement&, Checking&) {}

std::string_view instead_of(std::string_view verb) {
  if (verb == "update") return "leave it out: the step that installs updates the lists itself";
  if (verb == "upgrade" || verb == "full-upgrade" || verb == "dist-upgrade") {
    return "leave it out: the base image holds what its day had; name the packages that must be newer";
  }
  return "leave it out: nothing is left behind that would need it";
}

}  // namespace

void check_apt(const Statement& statement, Checking& checking) {
  constexpr ManagerForm apt{Manager::apt, flags, Kind::bad_apt_name, take_flag, take_word, instead_of};
  check_packages(statement, checking, apt);
}

}  // namespace envc
