#include "statement/address.hpp"
#include "statement/packages.hpp"
#include "statement/pip_source.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"
#include "version/requirement.hpp"

#include <fmt/format.h>

#include <array>

namespace envc {
namespace {

constexpr std::array flags = {
    Flag{"--break-system-packages"},
    Flag{"--build-option", FlagUse::passed, true},
    Flag{"--config-setting", FlagUse::passed, true},
    Flag{"--config-settings", FlagUse::passed, true},
    Flag{"--constraint", FlagUse::constraint_file, true},
    Flag{"--disable-pip-version-check"},
    Flag{"--editable", FlagUse::editable, true},
    Flag{"--extra-index-url", FlagUse::extra_index_url, true},
    Flag{"--find-links", FlagUse::find_links, true},
    Flag{"--force-reinstall", FlagUse::passed},
    Flag{"--global-option", FlagUse::passed, true},
    Flag{"--ignore-installed", FlagUse::passed},
    Flag{"--index-url", FlagUse::index_url, true},
    Flag{"--no-binary", FlagUse::passed, true},
    Flag{"--no-build-isolation", FlagUse::passed},
    Flag{"--no-cache"},
    Flag{"--no-cache-dir"},
    Flag{"--no-deps", FlagUse::passed},
    Flag{"--no-dependencies", FlagUse::passed},
    Flag{"--no-index", FlagUse::passed},
    Flag{"--no-input"},
    Flag{"--no-warn-script-location"},
    Flag{"--only-binary", FlagUse::passed, true},
    Flag{"--pre", FlagUse::passed},
    Flag{"--prefer-binary", FlagUse::passed},
    Flag{"--progress-bar", FlagUse::dropped, true},
    Flag{"--quiet"},
    Flag{"--requirement", FlagUse::requirement_file, true},
    Flag{"--root-user-action", FlagUse::dropped, true},
    Flag{"--trusted-host", FlagUse::passed, true},
    Flag{"--upgrade", FlagUse::passed},
    Flag{"--upgrade-strategy", FlagUse::passed, true},
    Flag{"--use-pep517", FlagUse::passed},
    Flag{"--user"},
    Flag{"--verbose"},
    Flag{"--yes"},
    Flag{"-I", FlagUse::passed},
    Flag{"-U", FlagUse::passed},
    Flag{"-c", FlagUse::constraint_file, true},
    Flag{"-e", FlagUse::editable, true},
    Flag{"-f", FlagUse::find_links, true},
    Flag{"-i", FlagUse::index_url, true},
    Flag{"-q"},
    Flag{"-r", FlagUse::requirement_file, true},
    Flag{"-v"},
    Flag{"-y"},
};

/// `-r FILE`, `-c FILE`
void take_file(const GivenFlag& given, std::vector<Said<std::string>>& files, Checking& checking) {
  if (given.value.value.find("://") != std::string::npos) {
    checking.error(Kind::not_supported_yet, given.value.where,
                   fmt::format("`{}` from an address is not supported yet", given.flag->name),
                   "keep the file in the project, and name it there");
    return;
  }
  if (auto path = checking.project_path(given.value)) files.push_back({std::move(*path), given.value.where});
}

void take_flag(const GivenFlag& given, PackageStatement& statement, Checking& checking) {
  const Said<std::string>& value = given.value;
  switch (given.flag->use) {
    case FlagUse::requirement_file:
      take_file(given, statement.requirement_files, checking);
      break;
    case FlagUse::constraint_file:
      take_file(given, statement.constraint_files, checking);
      break;
    case FlagUse::editable:
      take_editable(value, statement, checking);
      break;
    case FlagUse::extra_index_url:
      if (expect_web_address(value, checking)) statement.extra_index_urls.push_back(value);
      break;
    case FlagUse::index_url:
      if (!expect_web_address(value, checking)) break;
      if (statement.index_url) {
        checking.report({.kind = Kind::said_twice,
                         .message = "a `pip` statement has one index",
                         .where = value.where,
                         .labels = {{statement.index_url->where, "first said here"}},
                         .help = fmt::format("write `--extra-index-url {}`", value.value)});
        break;
      }
      statement.index_url = value;
      break;
    case FlagUse::find_links:
      if (value.value.find("://") == std::string::npos) {
        checking.error(Kind::not_supported_yet, value.where, "a folder after `-f` is not supported yet",
                       "name the wheels themselves: `pip ./wheels/NAME.whl`");
      } else if (expect_web_address(value, checking)) {
        statement.find_links.push_back(value);
      }
      break;
    default:
      break;
  }
}

void take_word(const PackageWord& word, PackageStatement& statement, Checking& checking) {
  const Said<std::string>& said = word.said;
  if (is_address(said.value)) return take_address(said, statement, checking);
  if (is_local_path(said.value)) return take_local(said, false, statement, checking);
  const auto read = read_requirement(said.value);
  if (const auto* fault = std::get_if<WordFault>(&read)) {
    report_fault(*fault, said, Kind::bad_requirement, "pip", checking);
    return;
  }
  const auto& requirement = std::get<Requirement>(read);
  if (!requirement.url.empty() && !expect_fetchable(requirement.url, said, checking)) return;
  std::string variation;
  if (!requirement.extras.empty()) variation = fmt::format("[{}]", requirement.extras);
  if (!requirement.marker.empty()) variation += "; " + requirement.marker;
  add_package({canonical_pip_name(requirement.name), std::string(trimmed(said.value)), said.where}, variation,
              statement, checking);
}

std::string_view instead_of(std::string_view verb) {
  if (verb == "config") return "name the index with the packages: `pip PACKAGE… --index-url URL`";
  if (verb == "download") return "name the packages: `pip PACKAGE…` installs them";
  return "leave it out: it installs nothing";
}

}  // namespace

void check_pip(const Statement& statement, Checking& checking) {
  constexpr ManagerForm pip{Manager::pip, flags, Kind::bad_requirement, take_flag, take_word, instead_of};
  check_packages(statement, checking, pip);
}

}  // namespace envc
