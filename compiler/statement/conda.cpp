#include "statement/address.hpp"
#include "statement/packages.hpp"
#include "text/nearest.hpp"
#include "version/match_spec.hpp"

#include <fmt/format.h>

#include <array>

namespace envc {
namespace {

constexpr std::array flags = {
    Flag{"--channel", FlagUse::channel, true},
    Flag{"--name", FlagUse::one_environment, true},
    Flag{"--override-channels", FlagUse::passed},
    Flag{"--prefix", FlagUse::one_environment, true},
    Flag{"--quiet"},
    Flag{"--yes"},
    Flag{"-c", FlagUse::channel, true},
    Flag{"-n", FlagUse::one_environment, true},
    Flag{"-p", FlagUse::one_environment, true},
    Flag{"-q"},
    Flag{"-y"},
};

void take_flag(const GivenFlag& given, PackageStatement& statement, Checking& checking) {
  if (given.flag->use == FlagUse::one_environment) {
    checking.error(
        Kind::one_environment, given.where,
        fmt::format("`{}` names an environment, and an image has one, which is always active", given.flag->name),
        "leave it out");
    return;
  }
  const Said<std::string>& channel = given.value;
  if (is_channel(channel.value)) {
    statement.channels.push_back(channel);
    return;
  }
  const bool list = channel.value.find(',') != std::string::npos;
  checking.error(Kind::bad_channel, channel.where, fmt::format("{} is no channel of conda", quoted(channel.value)),
                 list ? "give each channel a `-c` of its own" : "");
}

void take_word(const PackageWord& word, PackageStatement& statement, Checking& checking) {
  const Said<std::string>& said = word.said;
  const auto read = read_match_spec(said.value);
  const auto* const spec = std::get_if<MatchSpec>(&read);
  const bool of_conda = spec != nullptr && is_web_address(spec->url);
  const bool address = said.value.find("://") != std::string::npos && said.value.find("::") == std::string::npos;
  if ((address && !of_conda) || said.value.starts_with("./") || said.value == ".") {
    checking.error(Kind::bad_match_spec, said.where, fmt::format("{} is no package of conda", quoted(said.value)),
                   fmt::format("write `pip {}`", said.value));
    return;
  }
  if (const auto* fault = std::get_if<WordFault>(&read)) {
    report_fault(*fault, said, Kind::bad_match_spec, "conda", checking);
    return;
  }
  add_package({spec->name, said.value, said.where}, "", statement, checking);
}

std::string_view instead_of(std::string_view verb) {
  if (verb == "activate" || verb == "deactivate" || verb == "init")
    return "leave it out: the environment is always active";
  if (verb == "config") return "name channels with the packages: `conda PACKAGE… -c CHANNEL`";
  if (verb == "env") return "list the packages of the file: `conda PACKAGE… -c CHANNEL`";
  if (verb == "update")
    return "name the packages, with the versions they must have at least: `conda 'PACKAGE>=VERSION'`";
  return "leave it out: nothing is left behind that would need it";
}

}  // namespace

void check_conda(const Statement& statement, Checking& checking) {
  constexpr ManagerForm conda{Manager::conda, flags, Kind::bad_match_spec, take_flag, take_word, instead_of};
  check_packages(statement, checking, conda);
}

}  // namespace envc
