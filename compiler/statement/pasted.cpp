#include "statement/pasted.hpp"

#include "text/ascii.hpp"
#include "version/requirement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

struct VerbWord {
  Manager manager;
  std::string_view word;
  Verb verb;
};
constexpr std::array verbs = {
    VerbWord{Manager::apt, "install", Verb::install},    VerbWord{Manager::apt, "remove", Verb::remove},
    VerbWord{Manager::apt, "purge", Verb::remove},       VerbWord{Manager::apt, "autoclean", Verb::other},
    VerbWord{Manager::apt, "autoremove", Verb::other},   VerbWord{Manager::apt, "clean", Verb::other},
    VerbWord{Manager::apt, "dist-upgrade", Verb::other}, VerbWord{Manager::apt, "full-upgrade", Verb::other},
    VerbWord{Manager::apt, "update", Verb::other},       VerbWord{Manager::apt, "upgrade", Verb::other},
    VerbWord{Manager::conda, "install", Verb::install},  VerbWord{Manager::conda, "create", Verb::install},
    VerbWord{Manager::conda, "remove", Verb::remove},    VerbWord{Manager::conda, "uninstall", Verb::remove},
    VerbWord{Manager::conda, "activate", Verb::other},   VerbWord{Manager::conda, "clean", Verb::other},
    VerbWord{Manager::conda, "config", Verb::other},     VerbWord{Manager::conda, "deactivate", Verb::other},
    VerbWord{Manager::conda, "env", Verb::other},        VerbWord{Manager::conda, "init", Verb::other},
    VerbWord{Manager::conda, "update", Verb::other},     VerbWord{Manager::pip, "install", Verb::install},
    VerbWord{Manager::pip, "uninstall", Verb::remove},   VerbWord{Manager::pip, "cache", Verb::other},
    VerbWord{Manager::pip, "config", Verb::other},       VerbWord{Manager::pip, "download", Verb::other},
    VerbWord{Manager::pip, "freeze", Verb::other},       VerbWord{Manager::pip, "list", Verb::other},
    VerbWord{Manager::pip, "show", Verb::other},
};

const VerbWord* find_verb(std::string_view word, Manager manager) {
  const auto* const found = std::find_if(verbs.begin(), verbs.end(),
                                         [&](const VerbWord& v) { return v.manager == manager && v.word == word; });
  return found == verbs.end() ? nullptr : found;
}

/// `pip3.10` for `pip`
bool is_numbered(std::string_view word, std::string_view program) {
  return word.starts_with(program) && word.find_first_not_of("0123456789.", program.size()) == std::string_view::npos;
}

struct Program {
  std::size_t length = 0;
  bool sure = false;  ///< could not be a package
};

Program find_program(std::span<const std::string> words, Manager manager) {
  if (words.empty()) return {};
  const std::string_view first = words[0];
  const std::string_view second = words.size() > 1 ? std::string_view(words[1]) : std::string_view();
  switch (manager) {
    case Manager::apt:
      if (first == "apt-get") return {1, true};
      return {first == "apt" || first == "aptitude" ? 1U : 0U, false};
    case Manager::conda:
      return {first == "conda" || first == "mamba" || first == "micromamba" ? 1U : 0U, false};
    case Manager::pip:
      if (is_numbered(first, "python") && second == "-m" && words.size() > 2 && is_numbered(words[2], "pip")) {
        return {3, true};
      }
      if (first == "uv" && second == "pip") return {2, true};
      if (first == "!pip" || first == "%pip") return {1, true};
      return {is_numbered(first, "pip") ? 1U : 0U, first != "pip"};
  }
  return {};
}

bool is_shell_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 && !is_digit(word[0]) &&
         std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                     [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
}

bool is_comparison(std::string_view word) {
  return word.starts_with(">=") || word.starts_with("<=");
}

/// `$NAME`, `${NAME}`, `$(…)`
bool has_expansion(std::string_view word) {
  for (std::size_t at = word.find('$'); at != std::string_view::npos; at = word.find('$', at + 1)) {
    const char next = at + 1 < word.size() ? word[at + 1] : ' ';
    if (is_alnum(next) || next == '_' || next == '{' || next == '(') return true;
  }
  return word.find('`') != std::string_view::npos;
}

/// `>log`, `2>&1`, `&>/dev/null`; but `<2` is a version that lost its package.
bool is_redirection(std::string_view word) {
  if (word.size() > 1 && (word[0] == '<' || word[0] == '>') && is_digit(word[1])) return false;
  while (!word.empty() && (is_digit(word.front()) || word.front() == '&')) word.remove_prefix(1);
  return !word.empty() && (word.front() == '<' || word.front() == '>') && !is_comparison(word);
}

bool is_shell_text(std::string_view word, std::string_view next, Manager manager) {
  if (word == ">" || word == "<") return next.empty() || !is_digit(next.front());  // `numpy > 1.2` is a slip of its own
  if (word == "|" || word == "&" || word == ";" || is_redirection(word)) return true;
  if (word.find("&&") != std::string_view::npos || word.find("||") != std::string_view::npos) return true;
  if (word.find('|') != std::string_view::npos && manager != Manager::conda) return true;
  if (word.ends_with('&')) return true;
  const std::size_t semicolon = word.find(';');
  if (semicolon == std::string_view::npos) return false;
  // A marker that lost its quotes still compares something.
  return manager != Manager::pip || word.find_first_of("<>=!~", semicolon) == std::string_view::npos;
}

std::string joined(std::span<const std::string> words) {
  return fmt::format("{}", fmt::join(words.begin(), words.end(), " "));
}

/// A whole command as a statement; empty if there is no need for it, nullopt if it is none of a package manager.
std::optional<std::string> as_statement(std::span<const std::string> words) {
  if (words.size() > 1 && words[0] == "rm" && words.back().starts_with("/var/lib/apt/lists")) return "";
  for (const Manager manager : {Manager::apt, Manager::conda, Manager::pip}) {
    const PastedCommand command = read_pasted(words, manager);
    if (command.begin == 0 || !command.verb_at || command.assignment) continue;
    if (command.verb == Verb::other) return manager == Manager::apt ? std::optional<std::string>("") : std::nullopt;
    std::string statement(keyword_of(manager));
    if (command.verb == Verb::remove) statement += manager == Manager::pip ? " uninstall" : " remove";
    for (std::size_t i = command.begin; i < words.size(); ++i) {
      const std::string& word = words[i];
      if (i == *command.verb_at || word == "-y" || word == "-q" || word == "-qq" || word == "--yes") continue;
      if (word == "--no-install-recommends" || word == "--no-cache-dir") continue;
      statement += ' ' + word;
    }
    return statement;
  }
  return std::nullopt;
}

}  // namespace

std::string_view keyword_of(Manager manager) {
  constexpr std::array<std::string_view, 3> keywords{"apt", "conda", "pip"};
  return keywords[static_cast<std::size_t>(manager)];
}

PastedCommand read_pasted(std::span<const std::string> words, Manager manager) {
  const auto look_for_verb = [&](PastedCommand command) {
    std::size_t at = command.begin;
    while (at < words.size() && words[at].starts_with('-')) ++at;
    const VerbWord* verb = at < words.size() ? find_verb(words[at], manager) : nullptr;
    if (verb != nullptr) {
      command.verb_at = at;
      command.verb = verb->verb;
      // `apt autoremove x` takes x out; alone it only tidies up
      if (verb->word == "autoremove" && at + 1 < words.size()) command.verb = Verb::remove;
    }
    return command;
  };
  std::size_t at = 0;
  PastedCommand command;
  const auto skip_assignments = [&] {
    for (; at < words.size() && is_shell_assignment(words[at]); ++at) {
      if (!words[at].starts_with("DEBIAN_FRONTEND=") && !command.assignment) command.assignment = at;
    }
  };
  skip_assignments();
  if (at < words.size() && words[at] == "sudo") {
    ++at;
    while (at < words.size() && words[at].starts_with('-')) ++at;
    skip_assignments();
  }
  const Program program = find_program(words.subspan(at), manager);
  command.begin = at + program.length;
  command = look_for_verb(command);
  if (command.begin > 0 && (command.verb_at || (program.length > 0 && program.sure))) return command;
  return look_for_verb({});
}

std::optional<std::size_t> find_shell_text(std::span<const std::string> words, const std::vector<bool>& quoted,
                                           Manager manager) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view next = i + 1 < words.size() ? std::string_view(words[i + 1]) : std::string_view();
    if (has_expansion(words[i]) || (!quoted[i] && is_shell_text(words[i], next, manager))) return i;
  }
  return std::nullopt;
}

std::string in_our_words(std::span<const std::string> words, Manager manager) {
  // The keyword was the program of the first command, unless the program was pasted after it.
  std::vector<std::string> shell(words.begin(), words.end());
  const PastedCommand head = read_pasted(words, manager);
  if (head.begin == 0) {
    const std::string_view program = manager == Manager::apt ? "apt-get" : keyword_of(manager);
    std::vector<std::string> front{std::string(program)};
    if (!head.verb_at) front.insert(front.end(), {"install", "-y"});
    if (!head.verb_at && manager == Manager::pip) front.pop_back();
    shell.insert(shell.begin(), front.begin(), front.end());
  }
  std::vector<std::string> statements;
  bool all = true;
  for (std::size_t begin = 0; begin <= shell.size() && all;) {
    const auto end =
        static_cast<std::size_t>(std::find_if(shell.begin() + static_cast<std::ptrdiff_t>(begin), shell.end(),
                                              [](const std::string& w) { return w == "&&" || w == ";"; }) -
                                 shell.begin());
    const std::span<const std::string> one = std::span<const std::string>(shell).subspan(begin, end - begin);
    const auto statement = as_statement(one);
    all = statement && !find_shell_text(one, std::vector<bool>(one.size(), false), manager);
    if (all && !statement->empty()) statements.push_back(*statement);
    begin = end + 1;
  }
  if (all && !statements.empty()) return fmt::format("{}", fmt::join(statements, ", "));
  return "run " + joined(shell);
}

}  // namespace envc
