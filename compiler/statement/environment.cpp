// What processes in the container find around them: env pythonpath timezone locale workdir label.
#include "statement/checking.hpp"
#include "statement/families.hpp"
#include "statement/forms.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace envc {
namespace {

bool is_variable_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// A `$NAME` or `${NAME}` in a value.
struct Reference {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string name;
};

std::optional<Reference> find_reference(std::string_view value, std::size_t from) {
  for (std::size_t at = value.find('$', from); at != std::string_view::npos; at = value.find('$', at + 1)) {
    const bool braces = at + 1 < value.size() && value[at + 1] == '{';
    const std::size_t begin = at + (braces ? 2 : 1);
    std::size_t end = begin;
    while (end < value.size() && is_variable_character(value[end])) ++end;
    const std::string_view name = value.substr(begin, end - begin);
    if (!is_identifier(name) || (braces && (end == value.size() || value[end] != '}'))) continue;
    return Reference{at, end + (braces ? 1 : 0), std::string(name)};
  }
  return std::nullopt;
}

/// `/opt/bin:$PATH` as `/opt/bin`; empty if the reference does not end the list.
std::string before_reference(std::string_view value, const Reference& reference) {
  if (reference.end != value.size() || reference.begin < 2 || value[reference.begin - 1] != ':') return {};
  return std::string(value.substr(0, reference.begin - 1));
}

void warn_of_dollar(const Said<std::string>& word, const EnvVar& variable, bool of_machine, Checking& checking) {
  const std::size_t offset = word.value.size() - variable.value.size();
  // In a place, `$VAR` in front is the machine's.
  const auto reference = find_reference(variable.value, of_machine ? 1 : 0);
  if (!reference) return;
  std::string help;
  if (!of_machine && reference->begin == 0 &&
      (reference->end == variable.value.size() || variable.value[reference->end] == '/')) {
    help = fmt::format("for the value that the machine has, write `env {}` in a `place`", word.value);
  } else if (reference->name == variable.name) {
    const std::string front = before_reference(variable.value, *reference);
    help = fmt::format("write `env {}+={}`", variable.name, front.empty() ? "VALUE" : front);
  }
  checking.warn(Kind::dollar_in_env, checking.within(word, offset + reference->begin, offset + reference->end),
                fmt::format("`{}` is text here: no value is put in its place",
                            variable.value.substr(reference->begin, reference->end - reference->begin)),
                std::move(help));
}

bool names_a_secret(std::string_view name) {
  constexpr std::array<std::string_view, 4> endings = {"TOKEN", "API_KEY", "PASSWORD", "SECRET"};
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

void warn_of_secret(const EnvVar& variable, Checking& checking) {
  const bool in_file = checking.scope() == at_file;
  if (!names_a_secret(variable.name) || variable.value.empty()) return;
  if (variable.value.front() == '$') return;  // no secret, but the name of one
  const std::string taken = fmt::format("`env {0}=${0}`", variable.name);
  checking.warn(Kind::secret_in_image, variable.where,
                in_file
                    ? fmt::format("the value of `{}` is kept in the image, where everybody can read it", variable.name)
                    : fmt::format("the value of `{}` is written into the generated files", variable.name),
                in_file ? fmt::format("take it from the machine it runs on: in a `place`, write {}", taken)
                        : fmt::format("take it from the machine it runs on: write {}", taken));
}

void check_variable(const Word& word, Checking& checking) {
  const bool in_file = checking.scope() == at_file;
  const Said<std::string> said{checking.value(word), word.where};
  auto variable = checking.assignment(said, in_file);
  if (!variable) return;
  if (in_file && !word.quoted && variable->value.starts_with('~')) {
    const std::size_t at = said.value.size() - variable->value.size();
    checking.error(Kind::wrong_path_world, checking.within(said, at, said.value.size()),
                   fmt::format("{} is on the machine that runs the image; the image itself cannot know it",
                               quoted(variable->value)),
                   fmt::format("in a `place`, write `env {}`", said.value));
    return;
  }
  if (!variable->prepend && !checking.first_time("env " + variable->name, word.where)) return;
  warn_of_dollar(said, *variable, !in_file, checking);
  if (in_file && variable->name == "PATH" && !variable->prepend && variable->value.find('$') == std::string::npos) {
    checking.warn(Kind::path_replaced, word.where, "`env PATH=` replaces the folders in which commands are found",
                  fmt::format("write `env PATH+={}`", variable->value));
  }
  warn_of_secret(*variable, checking);
  auto& variables = in_file ? checking.model.env : checking.settings().env;
  variables.push_back(std::move(*variable));
}

/// `A = 1`: blanks around `=`, one message for the three words. The number of words it takes up, 0 if it is none.
std::size_t spaced_assignment(const std::vector<Word>& words, std::size_t at, const Statement& statement,
                              Checking& checking) {
  if (at + 1 >= words.size() || words[at].text.find('=') != std::string::npos) return 0;
  const std::string& equals = words[at + 1].text;
  if (!equals.starts_with('=') || words[at + 1].quoted) return 0;
  const bool apart = equals == "=";
  const std::size_t taken = apart && at + 2 < words.size() ? 3 : 2;
  const std::string value = apart ? (taken == 3 ? words[at + 2].text : "VALUE") : equals.substr(1);
  checking.error(Kind::bad_assignment, cover(words[at].where, words[at + taken - 1].where),
                 fmt::format("`{}` takes no blanks around `=`", statement.keyword.text),
                 fmt::format("write `{} {}={}`", statement.keyword.text, words[at].text, value));
  return taken;
}

template<typename EachWord>
void each_assignment(const Statement& statement, Checking& checking, EachWord each) {
  if (!checking.takes(statement, 1, statement.words.size() + statement.items.size())) return;
  for (const std::vector<Word>* words : {&statement.words, &statement.items}) {
    for (std::size_t i = 0; i < words->size();) {
      const std::size_t taken = spaced_assignment(*words, i, statement, checking);
      if (taken == 0) each((*words)[i]);
      i += taken == 0 ? 1 : taken;
    }
  }
}

void check_env(const Statement& statement, Checking& checking) {
  each_assignment(statement, checking, [&](const Word& word) { check_variable(word, checking); });
}

bool is_label_key(std::string_view key) {
  const auto plain = [](char c) { return is_variable_character(c) && c != '_'; };
  return !key.empty() && plain(key.front()) && plain(key.back()) && std::all_of(key.begin(), key.end(), [](char c) {
    return is_variable_character(c) || c == '.' || c == '-' || c == '/';
  });
}

void check_label(const Statement& statement, Checking& checking) {
  each_assignment(statement, checking, [&](const Word& word) {
    const Said<std::string> said{checking.value(word), word.where};
    const std::size_t equals = said.value.find('=');
    const std::string key = said.value.substr(0, equals);
    if (equals == std::string::npos) {
      checking.error(Kind::bad_assignment, word.where, fmt::format("expected `KEY=VALUE`, found {}", quoted(key)));
    } else if (!is_label_key(key)) {
      checking.error(
          Kind::bad_assignment, checking.within(said, 0, equals),
          fmt::format("{} is no key of a label, expected letters, digits, `.`, `-`, `_` and `/`", quoted(key)));
    } else if (checking.first_time("label " + key, word.where)) {
      checking.model.labels.push_back({key, said.value.substr(equals + 1), false, word.where});
    }
  });
}

void check_pythonpath(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, statement.words.size() + statement.items.size())) return;
  std::string list;
  for (const Said<std::string>& word : checking.values(statement)) {
    const auto path = checking.image_path(word);
    if (!path) continue;
    if (path->find(':') != std::string::npos) {
      checking.error(Kind::bad_path, word.where,
                     fmt::format("{} has a `:`, which separates the folders of PYTHONPATH", quoted(word.value)),
                     "write the folders with blanks between them");
      continue;
    }
    if (!list.empty()) list += ':';
    list += *path;
  }
  if (!list.empty()) checking.model.env.push_back({"PYTHONPATH", list, true, statement.where});
}

void check_timezone(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> zone = checking.values(statement)[0];
  if (!is_timezone(zone.value)) {
    // `america/new_york`, `utc`: the case is what is wrong.
    std::string capital = lower(zone.value);
    bool begins = true;
    for (char& c : capital) {
      if (begins && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      begins = c == '/' || c == '_' || c == '-';
    }
    if (lower(zone.value) == "utc" || lower(zone.value) == "gmt") capital = "UTC";
    checking.error(Kind::bad_timezone, zone.where,
                   fmt::format("{} is no time zone, expected `Area/City` or `UTC`", quoted(zone.value)),
                   fmt::format("write `timezone {}`", is_timezone(capital) ? capital : "America/New_York"));
    return;
  }
  if (!checking.first_time("timezone", statement.keyword.where)) return;
  checking.model.timezone = zone;
  checking.keep_quote(statement);
}

void check_locale(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> locale = checking.values(statement)[0];
  if (!is_locale(locale.value)) {
    const std::string utf8 = locale.value.substr(0, locale.value.find('.')) + ".UTF-8";
    checking.error(Kind::bad_locale, locale.where,
                   fmt::format("{} is no locale, expected one such as `en_US.UTF-8`", quoted(locale.value)),
                   is_locale(utf8) ? fmt::format("write `locale {}`", utf8) : "");
    return;
  }
  if (!checking.first_time("locale", statement.keyword.where)) return;
  checking.model.locale = locale;
  checking.keep_quote(statement);
}

void check_workdir(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> word = checking.values(statement)[0];
  const auto path = checking.image_path(word);
  if (!path || !checking.first_time("workdir", statement.keyword.where)) return;
  checking.model.workdir = {*path, word.where};
  checking.keep_quote(statement);
}

constexpr std::array rows = {
    StatementRow{{"env", BodyKind::items},
                 at_file | in_place | in_job,
                 "env NAME=VALUE…",
                 "environment variables; `NAME+=VALUE` puts a value before a list such as PATH",
                 "env FORCE_CUDA=1 PATH+=/opt/tool/bin",
                 check_env},
    StatementRow{{"label", BodyKind::items},
                 at_file,
                 "label KEY=VALUE…",
                 "labels of the image",
                 "label org.opencontainers.image.licenses=MIT",
                 check_label},
    StatementRow{{"locale"},
                 at_file,
                 "locale LANGUAGE_COUNTRY.UTF-8",
                 "the locale that is made and set",
                 "locale en_US.UTF-8",
                 check_locale},
    StatementRow{{"pythonpath", BodyKind::items},
                 at_file,
                 "pythonpath PATH…",
                 "folders of the image where Python looks first",
                 "pythonpath /project /project/lib",
                 check_pythonpath},
    StatementRow{{"timezone"},
                 at_file,
                 "timezone AREA/CITY",
                 "the time zone, by its name in the time zone database",
                 "timezone America/New_York",
                 check_timezone},
    StatementRow{{"workdir"},
                 at_file,
                 "workdir PATH",
                 "the folder of the image in which everything starts",
                 "workdir /project",
                 check_workdir},
};

}  // namespace

std::span<const StatementRow> environment_rows() {
  return rows;
}

}  // namespace envc
