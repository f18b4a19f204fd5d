#include "statement/packages.hpp"

#include "statement/families.hpp"
#include "statement/pasted.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace envc {
namespace {

constexpr std::array rows = {
    StatementRow{.shape = {.keyword = "apt", .body = BodyKind::items},
                 .form = "apt PACKAGE…",
                 .summary = "packages of the distribution",
                 .example = "apt git wget libgl1",
                 .check = check_apt,
                 .resolved = true},
    StatementRow{.shape = {.keyword = "conda", .body = BodyKind::items},
                 .form = "conda PACKAGE… [-c CHANNEL]…",
                 .summary = "packages of conda",
                 .example = "conda python=3.10 numpy -c conda-forge",
                 .check = check_conda,
                 .resolved = true},
    StatementRow{.shape = {.keyword = "pip", .body = BodyKind::items},
                 .form = "pip REQUIREMENT… [-r FILE]… [-e FOLDER]… [FLAG…]",
                 .summary = "Python packages of pip",
                 .example = "pip einops==0.7 -r requirements.txt",
                 .check = check_pip,
                 .resolved = true},
};

std::vector<PackageWord> package_words(const Statement& statement, Checking& checking) {
  std::vector<PackageWord> words;
  for (const auto* list : {&statement.words, &statement.items}) {
    for (const Word& word : *list) words.push_back({{checking.value(word), word.where}, word.quoted});
  }
  return words;
}

/// Reports text that only a shell could read. The whole statement is given up then: what stands around it is no list.
bool has_shell_text(std::span<const PackageWord> words, std::span<const std::string> texts, Manager manager,
                    Checking& checking) {
  std::vector<bool> quoted_words;
  std::vector<std::string> written;
  for (const PackageWord& word : words) {
    quoted_words.push_back(word.quoted);
    written.emplace_back(checking.written(word.said.where));
  }
  const auto at = find_shell_text(texts, quoted_words, manager);
  if (!at) return false;
  const Said<std::string>& word = words[*at].said;
  const std::size_t dollar = word.value.find('$');
  std::size_t begin = dollar == std::string::npos ? word.value.size() : dollar + 1;
  if (begin < word.value.size() && word.value[begin] == '{') ++begin;
  std::size_t end = begin;
  while (end < word.value.size() && (is_alnum(word.value[end]) || word.value[end] == '_')) ++end;
  if (end > begin) {
    const std::string name = word.value.substr(begin, end - begin);
    const bool credentials = word.value.find("://") < dollar && word.value.find('@', end) != std::string::npos;
    checking.error(Kind::shell_text, checking.within(word, dollar, end),
                   fmt::format("`${}` is a shell's variable; `{}` takes packages", name, keyword_of(manager)),
                   credentials ? "keep a token out of this file: everybody who has the file could read it"
                               : fmt::format("say `let {0} = VALUE` and write `{{{0}}}`", name));
    return true;
  }
  checking.error(Kind::shell_text, word.where,
                 fmt::format("{} is a shell's text; `{}` takes packages", quoted(word.value), keyword_of(manager)),
                 fmt::format("write `{}`", in_our_words(written, manager)));
  return true;
}

/// Takes the program and its verb out; false if the command is none that installs or removes.
bool drop_command(std::vector<PackageWord>& words, std::span<const std::string> texts, const ManagerForm& form,
                  PackageStatement& result, Checking& checking) {
  const PastedCommand command = read_pasted(texts, form.manager);
  const std::string_view keyword = keyword_of(form.manager);
  if (command.assignment) {
    const Said<std::string>& word = words[*command.assignment].said;
    checking.error(Kind::shell_text, word.where,
                   fmt::format("{} is a shell's text; `{}` takes packages", quoted(word.value), keyword),
                   fmt::format("write `with {}` on an indented line below", word.value));
    return false;
  }
  if (command.verb_at) {
    const Said<std::string>& verb = words[*command.verb_at].said;
    if (command.verb == Verb::other) {
      checking.error(Kind::needless_command, verb.where,
                     fmt::format("`{}` takes packages, found the command `{}`", keyword, verb.value),
                     std::string(form.instead_of(verb.value)));
      return false;
    }
    result.remove = command.verb == Verb::remove;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(*command.verb_at));
  }
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(command.begin));
  return true;
}

/// Digits and dots, two numbers or more: a version, not a package.
bool is_bare_version(std::string_view word) {
  return is_digit(word.front()) && word.find('.') != std::string_view::npos &&
         word.find_first_not_of("0123456789.*") == std::string_view::npos;
}

/// `numpy 1.2`, `numpy >= 1.2`, `numpy >=1.2`, `numpy>= 1.2`, `apex @ URL`: blanks where the shell, too, would cut a
/// package in pieces.
bool has_scattered_package(std::span<const PackageWord> words, Kind kind, Checking& checking) {
  constexpr std::string_view comparison = "<>=!~";
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i].said.value;
    if (words[i].quoted || word.empty()) continue;
    if (is_bare_version(word)) {
      checking.error(kind, words[i].said.where, fmt::format("{} is a version, not a package", quoted(word)),
                     i > 0 ? fmt::format("write `{}=={}`", words[i - 1].said.value, word) : "");
      return true;
    }
    const bool at = word == "@";
    const bool takes_before = at || comparison.find(word.front()) != std::string_view::npos;
    const bool takes_after = at || comparison.find(word.back()) != std::string_view::npos;
    if (!takes_before && (!takes_after || i + 1 == words.size())) continue;
    std::vector<std::string> pieces;
    if (takes_before && i > 0) pieces.push_back(words[i - 1].said.value);
    pieces.push_back(word);
    if (takes_after && i + 1 < words.size()) pieces.push_back(words[i + 1].said.value);
    const bool whole = pieces.size() == 1U + (takes_before ? 1 : 0) + (takes_after ? 1 : 0);
    const std::string joined =
        at ? fmt::format("'{}'", fmt::join(pieces, " ")) : fmt::format("{}", fmt::join(pieces, ""));
    checking.error(kind, words[i].said.where,
                   fmt::format("{} stands apart from its {}", quoted(word), takes_before ? "package" : "version"),
                   whole ? fmt::format("write `{}`", joined) : "");
    return true;
  }
  return false;
}

bool names_packages(const FlagsAndWords& read) {
  return !read.words.empty() || std::any_of(read.flags.begin(), read.flags.end(), [](const GivenFlag& given) {
    return given.flag->use == FlagUse::editable || given.flag->use == FlagUse::requirement_file;
  });
}

/// What a comment quotes: of a statement that says everything in its body, the first words of that, too.
std::string quote_of(const Statement& statement, const Checking& checking) {
  constexpr std::size_t long_enough = 60;
  std::string text = checking.quote(statement);
  if (!statement.words.empty()) return text;
  for (const Word& item : statement.items) {
    if (text.size() >= long_enough) return text + " …";
    text += fmt::format(" {}", checking.written(item.where));
  }
  return text;
}

}  // namespace

std::span<const StatementRow> package_rows() {
  return rows;
}

void check_packages(const Statement& statement, Checking& checking, const ManagerForm& form) {
  PackageStatement result;
  result.manager = form.manager;
  result.how = checking.how(statement);
  result.where = statement.where;
  result.quote = quote_of(statement, checking);
  result.position = checking.next_position();
  if (!checking.takes(statement, 1, std::string::npos)) return;
  std::vector<PackageWord> words = package_words(statement, checking);
  std::vector<std::string> texts;
  texts.reserve(words.size());
  for (const PackageWord& word : words) texts.push_back(word.said.value);
  if (has_shell_text(words, texts, form.manager, checking)) return;
  if (!drop_command(words, texts, form, result, checking)) return;
  const FlagsAndWords read = read_flags(words, form.flags, keyword_of(form.manager), checking);
  if (!read.faulty && !names_packages(read)) {
    checking.error(Kind::too_few_words, statement.where,
                   fmt::format("`{}` names no package", keyword_of(form.manager)));
    return;
  }
  if (form.manager != Manager::apt && has_scattered_package(read.words, form.fault, checking)) return;
  for (const GivenFlag& given : read.flags) {
    const Flag& flag = *given.flag;
    if (flag.use == FlagUse::passed) {
      result.options.push_back(
          {flag.takes_value ? fmt::format("{}={}", flag.name, given.value.value) : std::string(flag.name),
           given.where});
    } else if (flag.use != FlagUse::dropped) {
      form.take_flag(given, result, checking);
    }
  }
  for (const PackageWord& word : read.words) form.take_word(word, result, checking);
  checking.model.packages.push_back(std::move(result));
}

void add_package(Package package, std::string_view variation, PackageStatement& statement, Checking& checking) {
  const std::string key = fmt::format("{} {}{}{}", keyword_of(statement.manager), statement.remove ? "remove " : "",
                                      package.name, variation);
  if (checking.first_time(key, package.where)) statement.packages.push_back(std::move(package));
}

void report_fault(const WordFault& fault, const Said<std::string>& word, Kind kind, std::string_view keyword,
                  Checking& checking) {
  checking.error(kind, checking.within(word, fault.begin, fault.end),
                 fmt::format("{} is nothing that `{}` can install: {}", quoted(word.value), keyword, fault.message),
                 fault.help.empty() ? "" : fmt::format("write `{}`", fault.help));
}

}  // namespace envc
