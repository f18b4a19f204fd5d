#include "statement/pip_source.hpp"

#include "statement/address.hpp"
#include "statement/packages.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"
#include "version/requirement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

constexpr std::array<std::string_view, 6> archives{".whl", ".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz"};

std::string_view archive_ending(std::string_view file) {
  const auto* const ending = std::find_if(archives.begin(), archives.end(), [&](std::string_view e) {
    return file.size() > e.size() && file.ends_with(e);
  });
  return ending == archives.end() ? std::string_view() : *ending;
}

/// NAME-VERSION(-BUILD)-PYTHON-ABI-PLATFORM.whl: pip reads a wheel's name so, and refuses others.
bool is_wheel_name(std::string_view file) {
  const auto dashes = std::count(file.begin(), file.end(), '-');
  return (dashes == 4 || dashes == 5) && file.find("--") == std::string_view::npos && file.front() != '-';
}

bool expect_wheel_name(std::string_view file, const Said<std::string>& word, Checking& checking) {
  if (!file.ends_with(".whl") || is_wheel_name(file)) return true;
  checking.error(
      Kind::bad_requirement, word.where,
      fmt::format("{} is no name of a wheel, expected `NAME-VERSION-PYTHON-ABI-PLATFORM.whl`", quoted(file)));
  return false;
}

/// `…/v1.2.tar.gz` of a repository's archive has no name of its own: the repository's is taken.
std::string name_of_archive(std::string_view address) {
  const std::size_t archive = address.find("/archive/");
  if (archive != std::string_view::npos) return std::string(last_segment(address.substr(0, archive)));
  std::string_view file = last_segment(address);
  file.remove_suffix(archive_ending(file).size());
  std::size_t end = file.find('-');
  while (end != std::string_view::npos && end + 1 < file.size() && !is_digit(file[end + 1]))
    end = file.find('-', end + 1);
  return std::string(file.substr(0, end));
}

/// The path part of a repository's address: without `@REF` and `#…`.
std::string_view without_ref(std::string_view address) {
  address = address.substr(0, address.find('#'));
  const std::size_t host = std::min(address.find("://"), address.size());
  const std::size_t path = std::min(address.find('/', host + 3), address.size());
  return address.substr(0, std::min(address.find('@', path), address.size()));
}

bool is_repository(std::string_view address) {
  return address.starts_with("git+") || address.starts_with("hg+") || address.starts_with("svn+") ||
         address.starts_with("bzr+");
}

std::string name_of_repository(std::string_view address) {
  const std::size_t egg = address.find("egg=");
  if (egg != std::string_view::npos && address.find('#') < egg) {
    const std::string_view name = address.substr(egg + 4);
    return std::string(name.substr(0, name.find_first_of("&[")));
  }
  std::string_view path = without_ref(address);
  while (path.ends_with('/')) path.remove_suffix(1);
  std::string_view name = last_segment(path);
  if (name.ends_with(".git")) name.remove_suffix(4);
  return std::string(name);
}

}  // namespace

bool is_address(std::string_view text) {
  if (text.starts_with("git@")) return true;
  const std::size_t colon = text.find("://");
  return colon != std::string_view::npos && colon > 0 &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return is_alnum(c) || c == '+'; });
}

std::string name_of_address(std::string_view address) {
  if (is_repository(address)) return name_of_repository(address);
  return archive_ending(last_segment(address)).empty() ? std::string() : name_of_archive(address);
}

bool is_local_path(std::string_view text) {
  if (text.find("://") != std::string_view::npos) return false;
  const std::string_view path = text.substr(0, text.find('['));
  if (path == "." || path == ".." || path.starts_with('~')) return true;
  const std::size_t comparison = text.find_first_of("<>=!~;@");
  const std::size_t slash = path.find('/');
  return (slash != std::string_view::npos && slash < comparison) || !archive_ending(path).empty();
}

bool expect_fetchable(std::string_view address, const Said<std::string>& word, Checking& checking) {
  const std::string_view plain = address.substr(is_repository(address) ? address.find('+') + 1 : 0);
  const bool ssh = plain.starts_with("ssh://") || plain.starts_with("git@");
  if (ssh) {
    std::string path(plain.substr(std::min(plain.find('@') + 1, plain.size())));
    std::replace(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(std::min(path.find('/'), path.size())), ':',
                 '/');
    checking.error(Kind::bad_url, word.where, fmt::format("{} needs a key, and a build has none", quoted(address)),
                   plain.find('@') == std::string_view::npos ? "" : fmt::format("write `git+https://{}`", path));
    return false;
  }
  if (!is_web_address(plain)) {
    checking.error(Kind::bad_url, word.where,
                   fmt::format("{} is no address that a build can fetch, expected `https://…` or `git+https://…`",
                               quoted(address)));
    return false;
  }
  if (!is_repository(address)) {
    if (plain.starts_with("http://") && plain.find("#sha256=") == std::string_view::npos) {
      checking.warn(Kind::unchecked_download, word.where, fmt::format("{} can be changed on the way", quoted(address)),
                    fmt::format("write `https://{}`, or add `#sha256=DIGITS`", plain.substr(7)));
    }
    return true;
  }
  if (without_ref(address).size() == address.substr(0, address.find('#')).size()) {
    checking.warn(Kind::moving_branch, word.where,
                  fmt::format("{} names no tag or commit, so each build may get another one", quoted(address)),
                  fmt::format("write `{}@TAG`", without_ref(address)));
  }
  return true;
}

void take_address(const Said<std::string>& word, PackageStatement& statement, Checking& checking) {
  const std::string_view address = word.value;
  if (!expect_fetchable(address, word, checking)) return;
  if (!is_repository(address)) {
    const std::string_view file = last_segment(address);
    if (archive_ending(file).empty()) {
      const bool repository = file.ends_with(".git");
      checking.error(
          Kind::bad_requirement, word.where, fmt::format("{} is neither a wheel nor an archive", quoted(address)),
          repository ? fmt::format("write `git+{}`", address)
                     : "for a repository write `git+https://…`; for a file that ends in no `.whl`, `.zip` or "
                       "`.tar.gz` use `run`");
      return;
    }
    if (!expect_wheel_name(file, word, checking)) return;
  }
  add_package({canonical_pip_name(name_of_address(address)), word.value, word.where}, "", statement, checking);
}

void take_local(const Said<std::string>& word, bool editable, PackageStatement& statement, Checking& checking) {
  Said<std::string> path = word;
  std::string extras;
  const std::size_t open = word.value.find('[');
  if (open != std::string::npos) {
    const auto read = read_requirement("x" + word.value.substr(open));
    if (const auto* fault = std::get_if<WordFault>(&read)) {
      const WordFault moved{fault->begin + open - 1, fault->end + open - 1, fault->message, {}};
      report_fault(moved, word, Kind::bad_requirement, "pip", checking);
      return;
    }
    extras = std::get<Requirement>(read).extras;
    path = {word.value.substr(0, open), checking.within(word, 0, open)};
  }
  if (statement.remove) {
    checking.error(Kind::bad_requirement, word.where,
                   fmt::format("{} is a path, and `pip uninstall` takes names", quoted(word.value)));
    return;
  }
  if (path.value.starts_with('/')) {
    checking.error(Kind::wrong_path_world, path.where,
                   fmt::format("{} is a path of the image; `pip` takes folders of the project", quoted(path.value)),
                   fmt::format("write `run python3 -m pip install {}{}`", editable ? "-e " : "", word.value));
    return;
  }
  const std::size_t slash = path.value.rfind('/');
  if (!expect_wheel_name(std::string_view(path.value).substr(slash == std::string::npos ? 0 : slash + 1), path,
                         checking)) {
    return;
  }
  auto inside = checking.project_path(path);
  if (!inside) return;
  const std::string shown = extras.empty() ? *inside : fmt::format("{}[{}]", *inside, extras);
  if (!checking.first_time("pip " + shown, word.where)) return;
  statement.projects.push_back({std::move(*inside), editable, word.where, std::move(extras)});
}

void take_editable(const Said<std::string>& word, PackageStatement& statement, Checking& checking) {
  if (!is_address(word.value)) return take_local(word, true, statement, checking);
  checking.warn(Kind::editable_checkout, word.where,
                fmt::format("{} is installed without `-e`: its checkout is not kept", quoted(word.value)),
                "to keep it: `git ADDRESS@TAG /opt/NAME` with `python3 -m pip install -e .` in its body");
  take_address(word, statement, checking);
}

}  // namespace envc
