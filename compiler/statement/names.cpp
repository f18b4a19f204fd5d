#include "statement/names.hpp"

#include "statement/checking.hpp"
#include "statement/fact.hpp"
#include "statement/forms.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace envc {
namespace {

/// Lets can be made of lets, twice and more often each: without a limit forty lines ask for a terabyte.
constexpr std::size_t longest_value = 4096;

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

/// `python=3.10` in a conda statement says the interpreter's version too.
bool pins_python(const Word& word) {
  return word.text.starts_with("python=") && word.text.find_first_of("*|,<>!") == std::string::npos;
}

}  // namespace

void Names::define(const Tree& tree, const Settings& settings, Checking& checking) {
  for (const Statement& statement : tree.statements) {
    const std::string& keyword = statement.keyword.text;
    if (keyword == "let") {
      add_let(statement, settings, checking);
    } else if (is_fact_statement(keyword)) {
      add_fact(keyword, statement, 0);
    }
  }
  add_unsaid_facts(tree);
  for (const Entry& entry : entries_) {
    if (find_fact(entry.name) == nullptr) known_.push_back(entry.name);
  }
  for (const Fact& fact : all_facts()) known_.push_back(fact.name);
  check_settings(settings, checking);
  for (std::size_t entry = 0; entry < entries_.size(); ++entry) settle(entry, checking);
}

bool Names::add(Entry entry) {
  if (!index_.emplace(entry.name, entries_.size()).second) return false;
  entries_.push_back(std::move(entry));
  return true;
}

void Names::add_let(const Statement& statement, const Settings& settings, Checking& checking) {
  constexpr std::string_view form = "expected `let NAME` or `let NAME = VALUE`";
  const std::vector<Word>& words = statement.words;
  const auto refuse = [&](Kind kind, Span where, std::string message, std::string help) {
    // The name is known, only without a value: what uses it keeps quiet.
    if (!words.empty()) {
      add({words[0].text.substr(0, words[0].text.find('=')), words[0].where, nullptr, {}, State::broken, {}});
    }
    if (!statement.damaged) checking.error(kind, where, std::move(message), std::move(help));
  };
  if (words.empty()) {
    return refuse(Kind::too_few_words, statement.keyword.where, fmt::format("`let` lacks a name, {}", form), "");
  }
  const std::string& name = words[0].text;
  const bool assigns = words.size() > 1 && words[1].text == "=" && !words[1].quoted;
  if (!is_identifier(name)) {
    const std::size_t equals = name.find('=');
    if (equals != std::string::npos && is_identifier(std::string_view(name).substr(0, equals))) {
      const std::string value = equals + 1 < name.size() ? name.substr(equals + 1) : "VALUE";
      return refuse(Kind::bad_let, words[0].where, fmt::format("`let` takes blanks around `=`, found {}", quoted(name)),
                    fmt::format("write `let {} = {}`", name.substr(0, equals), value));
    }
    return refuse(Kind::bad_name, words[0].where,
                  fmt::format("{} is no name for a `let`, expected letters, digits and `_`", quoted(name)), "");
  }
  if (find_fact(name) != nullptr) {
    return refuse(Kind::bad_name, words[0].where,
                  fmt::format("`{}` is what the `{}` statement says, and cannot be a `let` too", name, name),
                  fmt::format("write `let my_{} = …`, or the `{}` statement", name, name));
  }
  if (words.size() > 1 && !assigns) {
    return refuse(Kind::bad_let, words[1].where,
                  fmt::format("expected `=` after `let {}`, found {}", name, quoted(words[1].text)),
                  fmt::format("write `let {} = VALUE`", name));
  }
  if (words.size() == 2) {
    return refuse(Kind::too_few_words, words[1].where, fmt::format("`let {} =` lacks a value, {}", name, form),
                  fmt::format("write `let {} = \"\"` for an empty value", name));
  }
  if (words.size() > 3) {
    const Span rest = cover(words[2].where, words.back().where);
    return refuse(Kind::too_many_words, rest, fmt::format("`let {}` takes one word as its value", name),
                  "put a value with blanks in quotes");
  }
  if (statement.damaged) return refuse(Kind::bad_let, {}, "", "");
  if (!checking.first_time("let " + name, words[0].where)) return;
  if (const auto set = settings.find(name); set != settings.end()) {
    const bool bad = has_control_character(set->second) || set->second.size() > longest_value;
    add({name, words[0].where, nullptr, {}, bad ? State::broken : State::known, set->second});
    return;
  }
  if (words.size() == 3) {
    add({name, words[0].where, &words[2], {}, State::open, {}});
    return;
  }
  refuse(Kind::unset_name, words[0].where, fmt::format("`let {}` has no value", name),
         fmt::format("give one on the command line: `--set {0}=VALUE`, or in the file: `let {0} = VALUE`", name));
}

void Names::add_fact(std::string_view name, const Statement& statement, std::size_t word) {
  const bool usable = !statement.damaged && statement.words.size() > word;
  add({std::string(name),
       statement.keyword.where,
       usable ? &statement.words[word] : nullptr,
       {},
       usable ? State::open : State::broken,
       {}});
}

void Names::add_unsaid_facts(const Tree& tree) {
  for (const Statement& statement : tree.statements) {
    if (statement.damaged) continue;
    const std::string& keyword = statement.keyword.text;
    if (keyword == "mount" && statement.words.size() > 1 && statement.words[0].text == ".") {
      add_fact("workdir", statement, 1);  // `mount . X` makes X the workdir
    } else if (keyword == "conda") {
      for (const std::vector<Word>* words : {&statement.words, &statement.items}) {
        const auto pin = std::find_if(words->begin(), words->end(), pins_python);
        if (pin != words->end()) add({"python", pin->where, &*pin, "=", State::open, {}});
      }
    }
  }
  add_default("platform", "amd64");
  add_default("project", "env");
}

void Names::add_default(std::string_view name, std::string_view value) {
  add({std::string(name), {}, nullptr, {}, State::known, std::string(value)});
}

void Names::check_settings(const Settings& settings, Checking& checking) {
  std::vector<std::string_view> lets;
  for (const Entry& entry : entries_) {
    if (find_fact(entry.name) == nullptr) lets.push_back(entry.name);
  }
  for (const auto& [name, value] : settings) {
    const Entry* entry = find(name);
    if (entry == nullptr || find_fact(name) != nullptr) {
      const auto close = nearest(name, lets);
      checking.error(Kind::undeclared_setting, {}, fmt::format("`--set {}=…` has no `let {}` in the file", name, name),
                     close ? fmt::format("did you mean `--set {}=…`?", *close)
                           : fmt::format("add the line `let {}` to the file", name));
    } else if (has_control_character(value)) {
      checking.error(Kind::bad_setting, entry->where,
                     fmt::format("the value of `--set {}=…` holds a control character", name));
    } else if (value.size() > longest_value) {
      checking.error(Kind::value_too_long, entry->where,
                     fmt::format("the value of `--set {}=…` is longer than {} bytes", name, longest_value));
    }
  }
}

const Names::Entry* Names::find(std::string_view name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? nullptr : &entries_[found->second];
}

/// Depth first with a stack of its own: a file may chain any number of lets.
void Names::settle(std::size_t start, Checking& checking) {
  if (entries_[start].state != State::open) return;
  std::vector<Frame> path{{start, 0}};
  entries_[start].state = State::filling;
  while (!path.empty()) {
    Frame& top = path.back();
    Entry& entry = entries_[top.entry];
    if (top.hole == entry.word->holes.size()) {
      if (entry.state == State::filling) compute(entry, checking);
      path.pop_back();
      continue;
    }
    const Hole& hole = entry.word->holes[top.hole++];
    const Fact* fact = find_fact(hole.name);
    const auto next = index_.find(fact != nullptr ? fact->statement : std::string_view(hole.name));
    if (next == index_.end()) continue;
    const std::size_t target = next->second;
    if (entries_[target].state == State::open) {
      entries_[target].state = State::filling;
      path.push_back({target, 0});
    } else if (entries_[target].state == State::filling) {
      const auto from = std::find_if(path.begin(), path.end(), [&](const Frame& f) { return f.entry == target; });
      report_cycle(path, static_cast<std::size_t>(from - path.begin()), checking);
    }
  }
}

void Names::report_cycle(const std::vector<Frame>& path, std::size_t from, Checking& checking) {
  constexpr std::size_t most_shown = 8;
  std::string names;
  Diagnostic cycle{.kind = Kind::name_cycle, .message = {}, .where = {}};
  for (std::size_t i = from; i < path.size(); ++i) {
    Entry& entry = entries_[path[i].entry];
    entry.state = State::broken;
    const Span hole = entry.word->holes[path[i].hole - 1].where;
    if (i == from) {
      cycle.where = hole;
    } else if (i - from < most_shown) {
      cycle.labels.push_back({hole, fmt::format("`{}` needs this", entry.name)});
    }
    if (i - from < most_shown) names += fmt::format("`{}` → ", entry.name);
    if (i - from == most_shown) names += "… → ";
  }
  const std::string& first = entries_[path[from].entry].name;
  cycle.message = fmt::format("the value of `{0}` needs itself: {1}`{0}`", first, names);
  checking.report(std::move(cycle));
}

void Names::compute(Entry& entry, Checking& checking) {
  std::string value;
  std::size_t at = 0;
  bool broken = false;
  for (const Hole& hole : entry.word->holes) {
    const Meaning found = meaning(hole, checking);
    if (found.answer == Answer::broken) broken = true;
    if (found.answer != Answer::value) continue;
    value.append(entry.word->text, at, hole.begin - at);
    value += found.value;
    at = hole.end;
    if (value.size() > longest_value) break;
  }
  if (value.size() <= longest_value) value.append(entry.word->text, at);
  if (!broken && value.size() > longest_value) {
    checking.error(Kind::value_too_long, entry.word->where,
                   fmt::format("the value of `{}` is longer than {} bytes", entry.name, longest_value));
    broken = true;
  }
  if (!entry.after.empty()) value.erase(0, value.find_last_of(entry.after) + 1);
  entry.value = std::move(value);
  entry.state = broken ? State::broken : State::known;
}

Names::Meaning Names::meaning(const Hole& hole, Checking& checking) {
  const Fact* fact = find_fact(hole.name);
  if (const Entry* entry = find(fact != nullptr ? fact->statement : std::string_view(hole.name))) {
    if (entry->state != State::known) return {Answer::broken};
    const std::size_t dot = hole.name.find('.');
    if (fact == nullptr || dot == std::string::npos) return {Answer::value, entry->value};
    auto part = part_of_version(entry->value, std::string_view(hole.name).substr(dot + 1));
    if (part) return {Answer::value, std::move(*part)};
    // `cuda eleven` has its own message; `python 3` has too.
    return {Answer::broken};
  }
  if (fact != nullptr) {
    if (reported_facts_.emplace(fact->statement).second) {
      const StatementRow* row = find_statement(fact->statement, at_file);
      checking.error(Kind::unknown_fact, hole.where,
                     fmt::format("`{{{}}}` needs a `{}` statement", hole.name, fact->statement),
                     row != nullptr ? fmt::format("add a line such as `{}`", row->example) : "");
    }
    return {Answer::broken};
  }
  const auto close = nearest(hole.name, known_);
  if (close && reported_holes_.insert(hole.where).second) {
    checking.warn(Kind::unknown_name, hole.where, fmt::format("`{{{}}}` is no name and stays as text", hole.name), "",
                  fmt::format("did you mean `{{{}}}`?", *close));
  }
  return {Answer::text};
}

}  // namespace envc
