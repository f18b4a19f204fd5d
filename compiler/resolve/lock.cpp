#include "resolve/lock.hpp"

#include "resolve/resolution.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace envc {
namespace {

constexpr const char* mend =
    "take the committed one: `git checkout -- envc.lock`; or make it anew: `rm envc.lock && envc compile`";

/// Both sides of a text with conflict markers; of one without any, the text twice.
struct Sides {
  std::string ours;
  std::string theirs;
};

Sides sides_of(std::string_view text) {
  enum class Part { both, ours, base, theirs } part = Part::both;
  Sides sides;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (line.starts_with("<<<<<<< ")) {
      part = Part::ours;
    } else if (part == Part::ours && line.starts_with("||||||| ")) {
      part = Part::base;
    } else if (part != Part::both && line.starts_with("=======")) {
      part = Part::theirs;
    } else if (part == Part::theirs && line.starts_with(">>>>>>> ")) {
      part = Part::both;
    } else {
      if (part == Part::both || part == Part::ours) sides.ours += line;
      if (part == Part::both || part == Part::theirs) sides.theirs += line;
    }
  }
  return sides;
}

/// Without the lines that say nothing: the header's hash differs on every branch.
std::string without_comments(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (text.front() != '#') out += text.substr(0, end);
    text.remove_prefix(end);
  }
  return out;
}

/// Reads one text in good order; reports what is wrong at its place in `source` (positions hold only without markers).
class Reader {
 public:
  Reader(const Source& source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {}

  std::optional<Lock> read(const std::string& text) {
    toml::table table;
    try {
      table = toml::parse(text);
    } catch (const toml::parse_error& fault) {
      report(fault.source(), fmt::format("envc.lock is damaged: {}", fault.description()));
      return std::nullopt;
    }
    const auto version = table["version"].value_exact<std::int64_t>();
    if (!version) {
      report({}, "envc.lock is damaged: it has no `version`");
      return std::nullopt;
    }
    if (*version > lock_version) {
      diagnostics_.add({.kind = Kind::newer_lock,
                        .message = "a newer envc wrote envc.lock",
                        .where = at(table["version"].node()->source()),
                        .help = "install that envc, or make the lock anew: `rm envc.lock && envc compile`"});
      return std::nullopt;
    }
    Lock lock;
    if (!take_decisions(table, lock) || !take_packages(table, lock) || !take_layers(table, lock)) return std::nullopt;
    lock.regret = std::max(table["regret"].value_or(0.0), 0.0);
    if (!take_words(table, "merged", lock.merged) || !take_measured(table, lock) || !take_edits(table, lock))
      return std::nullopt;
    return lock;
  }

 private:
  /// What the source itself said is not kept: it says it again, or says something else.
  bool take_decisions(const toml::table& table, Lock& lock) {
    const toml::node* node = table.get("decisions");
    if (node == nullptr) return true;
    const toml::array* list = node->as_array();
    if (list == nullptr) return wrong(*node, "`decisions` is no list");
    for (const toml::node& entry : *list) {
      const toml::table* decision = entry.as_table();
      if (decision == nullptr) return wrong(entry, "`decisions` is no list of tables");
      const auto text = [&](std::string_view key) { return (*decision)[key].value_exact<std::string>(); };
      const auto subject = text("subject");
      const auto value = text("value");
      const auto reason = text("reason");
      if (!subject || !value || !reason) return wrong(entry, "a decision has a subject, a value and a reason");
      if (is_said(*reason)) continue;
      lock.kept.decisions.emplace(*subject, *value);
      lock.kept.reasons.emplace(*subject, *reason);
    }
    return true;
  }

  bool take_packages(const toml::table& table, Lock& lock) {
    const toml::table* list = table["packages"].as_table();
    if (list == nullptr) return true;
    for (const std::string_view manager : {"conda", "pip"}) {
      std::vector<std::string> specs;
      if (!take_words(*list, manager, specs)) return false;
      for (const std::string& spec : specs) lock.kept.packages.insert(fmt::format("{} {}", manager, spec));
    }
    return true;
  }

  bool take_layers(const toml::table& table, Lock& lock) {
    const toml::node* node = table.get("layers");
    if (node == nullptr) return true;
    const toml::array* list = node->as_array();
    if (list == nullptr) return wrong(*node, "`layers` is no list of tables");
    for (const toml::node& entry : *list) {
      const toml::table* layer = entry.as_table();
      if (layer == nullptr) return wrong(entry, "`layers` is no list of tables");
      if (!layer->contains("sealed")) break;
      BuiltLayer built;
      built.name = (*layer)["name"].value_or("");
      built.kind = (*layer)["kind"].value_or("");
      built.does = (*layer)["does"].value_or("");
      built.wherever = (*layer)["wherever"].value_or("");
      std::vector<std::string> lines;
      if (!take_words(*layer, "packages", built.packages) || !take_words(*layer, "added", built.added) ||
          !take_words(*layer, "sealed", lines)) {
        return false;
      }
      for (const std::string& line : lines) built.text += line + "\n";
      lock.sealed.push_back(std::move(built));
    }
    return true;
  }

  bool take_measured(const toml::table& table, Lock& lock) {
    return take_rows(table, "measured", "an entry has `seconds` and `does`", [&](const auto& name, const auto& node) {
      const toml::table* row = node.as_table();
      if (row == nullptr) return false;
      const auto seconds = (*row)["seconds"].value<double>();
      const auto does = (*row)["does"].value_exact<std::string>();
      if (!seconds || !does || !(*seconds >= 0) || !std::isfinite(*seconds)) return false;
      lock.learned.measured[name] = {*does, *seconds};
      return true;
    });
  }

  bool take_edits(const toml::table& table, Lock& lock) {
    return take_rows(table, "edits", "an entry is [edits, touched]", [&](const auto& name, const auto& node) {
      const toml::array* row = node.as_array();
      if (row == nullptr || row->size() != 2) return false;
      const auto seen = (*row)[0].value_exact<std::int64_t>();
      const auto touched = (*row)[1].value_exact<std::int64_t>();
      if (!seen || !touched || *touched < 0 || *seen < *touched) return false;
      lock.learned.edits[name] = {*seen, *touched};
      return true;
    });
  }

  /// Every entry of a table of the lock, if it is there; `form` says what `take` wants of one.
  template<typename Take>
  bool take_rows(const toml::table& table, std::string_view key, std::string_view form, const Take& take) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return true;
    const toml::table* rows = node->as_table();
    if (rows == nullptr) return wrong(*node, fmt::format("`{}` is no table", key));
    for (const auto& [name, entry] : *rows) {
      if (!take(std::string(name.str()), entry)) return wrong(entry, fmt::format("`{}`: {}", key, form));
    }
    return true;
  }

  bool take_words(const toml::table& table, std::string_view key, std::vector<std::string>& words) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return true;
    const toml::array* list = node->as_array();
    if (list == nullptr) return wrong(*node, fmt::format("`{}` is no list of words", key));
    for (const toml::node& entry : *list) {
      const auto word = entry.value_exact<std::string>();
      if (!word) return wrong(entry, fmt::format("`{}` is no list of words", key));
      words.push_back(*word);
    }
    return true;
  }

  bool wrong(const toml::node& node, std::string_view what) {
    report(node.source(), fmt::format("envc.lock is damaged: {}", what));
    return false;
  }

  void report(const toml::source_region& region, std::string message) {
    diagnostics_.add({.kind = Kind::damaged_lock, .message = std::move(message), .where = at(region), .help = mend});
  }

  /// The line's rest from where toml++ saw it; the lock as a whole where it saw none.
  [[nodiscard]] Span at(const toml::source_region& region) const {
    const std::size_t line = region.begin.line;
    if (line == 0 || line > source_.line_starts.size()) return source_.span(0, 0);
    const std::string_view text = Sources::line(source_, static_cast<std::uint32_t>(line));
    const std::size_t column = std::min<std::size_t>(std::max(region.begin.column, 1U) - 1, text.size());
    const std::size_t begin = source_.line_starts[line - 1] + column;
    return source_.span(begin, begin + std::max<std::size_t>(1, text.size() - column));
  }

  const Source& source_;
  Diagnostics& diagnostics_;
};

/// What is in both.
template<typename Map>
Map common(const Map& a, const Map& b) {
  Map both;
  std::copy_if(a.begin(), a.end(), std::inserter(both, both.end()), [&](const auto& entry) {
    const auto same = b.find(entry.first);
    return same != b.end() && same->second == entry.second;
  });
  return both;
}

Lock agreement(const Lock& a, const Lock& b) {
  Lock lock;
  const auto [end, other] = std::mismatch(a.sealed.begin(), a.sealed.end(), b.sealed.begin(), b.sealed.end());
  lock.sealed.assign(a.sealed.begin(), end);
  // Either side has paid its own.
  lock.regret = std::max(a.regret, b.regret);
  std::set_union(a.merged.begin(), a.merged.end(), b.merged.begin(), b.merged.end(), std::back_inserter(lock.merged));
  lock.kept.decisions = common(a.kept.decisions, b.kept.decisions);
  std::set_intersection(a.kept.packages.begin(), a.kept.packages.end(), b.kept.packages.begin(), b.kept.packages.end(),
                        std::inserter(lock.kept.packages, lock.kept.packages.end()));
  lock.learned = {common(a.learned.measured, b.learned.measured), common(a.learned.edits, b.learned.edits)};
  return lock;
}

}  // namespace

std::optional<Lock> read_lock(const Source& source, Diagnostics& diagnostics) {
  const std::size_t marker = source.text.starts_with("<<<<<<< ") ? 0 : source.text.find("\n<<<<<<< ");
  if (marker == std::string::npos) return Reader(source, diagnostics).read(source.text);
  const Sides sides = sides_of(source.text);
  if (without_comments(sides.ours) == without_comments(sides.theirs))
    return Reader(source, diagnostics).read(sides.ours);
  const std::size_t begin = marker == 0 ? 0 : marker + 1;
  diagnostics.add({.kind = Kind::lock_conflict,
                   .severity = Severity::warning,
                   .message = "envc.lock has conflict markers: what both sides agree on is kept, the rest decided anew",
                   .where = source.span(begin, source.text.find('\n', begin)),
                   .help = "to keep all of one side: `git checkout --ours envc.lock && envc compile`"});
  // A side that cannot be read has nothing to agree on.
  Diagnostics ignored;
  const auto ours = Reader(source, ignored).read(sides.ours);
  const auto theirs = Reader(source, ignored).read(sides.theirs);
  return ours && theirs ? agreement(*ours, *theirs) : Lock{};
}

}  // namespace envc
