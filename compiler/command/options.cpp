#include "command/options.hpp"

#include "text/nearest.hpp"

#include <fmt/format.h>
#include <boost/program_options.hpp>

namespace envc {
namespace {

namespace po = boost::program_options;

/// `-MD` is one option, as compilers have it, not `-M -D`.
std::pair<std::string, std::string> make_dependencies(const std::string& word) {
  return word == "-MD" ? std::pair<std::string, std::string>{"MD", ""} : std::pair<std::string, std::string>{};
}

po::options_description described(const Command& command) {
  po::options_description all;
  const auto add = [&](const Option& option) {
    std::string names(option.name);
    if (option.letter != 0) names += fmt::format(",{}", option.letter);
    if (option.argument.empty())
      all.add_options()(names.c_str(), "");
    else
      all.add_options()(names.c_str(), po::value<std::vector<std::string>>()->composing(), "");
  };
  for (const Option& option : command.options) add(option);
  add({.name = "help", .letter = 'h', .argument = {}, .text = {}});
  return all;
}

UsageError unknown_option(const Command& command, const std::string& said) {
  std::vector<std::string> names{"--help"};
  for (const Option& option : command.options)
    names.push_back(option.name == "MD" ? "-MD" : fmt::format("--{}", option.name));
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto close = nearest(said, known);
  return {fmt::format("`envc {}` has no option {}", command.name, envc::quoted(said)),
          close ? fmt::format("did you mean `{}`?", *close) : fmt::format("envc {} --help", command.name)};
}

const Option& option_named(const Command& command, const std::string& name) {
  for (const Option& option : command.options)
    if (option.name == name) return option;
  static const Option help{.name = "help", .letter = 'h', .argument = {}, .text = {}};
  return help;
}

/// The name that Boost tells in its own spelling (`--out`, `-o`, `out`), as our option.
const Option& option_told(const Command& command, std::string told) {
  while (told.starts_with('-')) told.erase(0, 1);
  for (const Option& option : command.options)
    if (told.size() == 1 && option.letter == told.front()) return option;
  return option_named(command, told);
}

}  // namespace

std::string spelled(const Option& option) {
  if (option.name == "MD") return "-MD";
  const std::string letter = option.letter != 0 ? fmt::format("-{}, ", option.letter) : "";
  const std::string argument = option.argument.empty() ? "" : fmt::format(" {}", option.argument);
  return fmt::format("{}--{}{}", letter, option.name, argument);
}

std::string Options::value(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() || found->second.empty() ? "" : found->second.back();
}

std::vector<std::string> Options::values(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

Options parse_options(const Command& command, const std::vector<std::string>& arguments) {
  const po::options_description description = described(command);
  Options result;
  try {
    // No guessing: `--ch` must not mean another option once there is a second one that begins so.
    const auto style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    const auto parsed =
        po::command_line_parser(arguments).options(description).style(style).extra_parser(make_dependencies).run();
    for (const auto& said : parsed.options) {
      if (said.position_key >= 0) {
        result.words_.insert(result.words_.end(), said.value.begin(), said.value.end());
        continue;
      }
      const Option& option = option_told(command, said.string_key);
      auto& values = result.values_[std::string(option.name)];
      if (!option.argument.empty() && !values.empty() && !option.repeated)
        throw UsageError{fmt::format("`{}` is said twice", spelled(option))};
      for (const std::string& value : said.value) {
        if (value.empty()) throw UsageError{fmt::format("`{}` needs a value that is not empty", spelled(option))};
        values.push_back(value);
      }
    }
  } catch (const po::unknown_option& error) {
    throw unknown_option(command, error.get_option_name());
  } catch (const po::invalid_command_line_syntax& error) {
    const Option& option = option_told(command, error.get_option_name());
    if (option.argument.empty()) throw UsageError{fmt::format("`{}` takes no value", spelled(option))};
    throw UsageError{fmt::format("`{}` needs a value", spelled(option))};
  } catch (const po::error& error) {
    throw UsageError{error.what()};
  }
  if (result.words_.size() > command.most_words && !result.has("help"))
    throw UsageError{fmt::format("`envc {}` takes {}, found {}", command.name,
                                 command.most_words == 0 ? "no words" : count(command.most_words, "word"),
                                 envc::quoted(result.words_[command.most_words])),
                     fmt::format("envc {} --help", command.name)};
  return result;
}

}  // namespace envc
