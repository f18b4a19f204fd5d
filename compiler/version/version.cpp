#include "version/version.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace envc {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

/// The next number of the version and what follows it; `text` is at its begin. 0 where there is none.
std::uint64_t take_number(std::string_view& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto used = static_cast<std::size_t>(end - text.data());
  if (error == std::errc::result_out_of_range) value = UINT64_MAX;
  text.remove_prefix(used);
  return value;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Whether it can be a version: begins with a digit and holds nothing that is an operator.
bool plausible(std::string_view version) {
  if (version.empty() || !digit(version.front())) return false;
  return version.find_first_of("<>=!~|,;*[]'\" ") == std::string_view::npos;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

}  // namespace

std::strong_ordering compare_versions(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    const bool a_number = a.empty() || digit(a.front());
    const bool b_number = b.empty() || digit(b.front());
    if (!a_number || !b_number) {
      if (a_number != b_number) return a_number ? std::strong_ordering::greater : std::strong_ordering::less;
      return a <=> b;
    }
    const auto order = take_number(a) <=> take_number(b);
    if (std::is_neq(order)) return order;
    if (a.starts_with('.')) a.remove_prefix(1);
    if (b.starts_with('.')) b.remove_prefix(1);
  }
  return std::strong_ordering::equal;
}

std::string_view public_version(std::string_view version) {
  return version.substr(0, version.find('+'));
}

std::string_view local_version(std::string_view version) {
  const auto plus = version.find('+');
  return plus == std::string_view::npos ? std::string_view{} : version.substr(plus + 1);
}

std::string_view leading(std::string_view version, std::size_t n) {
  std::size_t end = 0;
  for (; n > 0; --n) {
    const auto dot = version.find('.', end);
    if (dot == std::string_view::npos) return version;
    if (n == 1) return version.substr(0, dot);
    end = dot + 1;
  }
  return {};
}

std::size_t numbers(std::string_view version) {
  return version.empty() ? 0 : static_cast<std::size_t>(std::count(version.begin(), version.end(), '.')) + 1;
}

bool within(std::string_view version, std::string_view prefix) {
  return version.starts_with(prefix) && (version.size() == prefix.size() || version[prefix.size()] == '.');
}

std::optional<VersionRange> VersionRange::of_pip(std::string_view text) {
  return parse(text, false);
}
std::optional<VersionRange> VersionRange::of_conda(std::string_view text) {
  return parse(text, true);
}

std::optional<VersionRange> VersionRange::parse(std::string_view text, bool conda) {
  VersionRange range;
  text = trimmed(text);
  if (text.empty() || (conda && text == "*")) return range;
  if (!conda && text.find('|') != std::string_view::npos) return std::nullopt;
  for (const std::string_view alternative : split(text, '|')) {
    auto clauses = clauses_of(alternative, conda);
    if (!clauses) return std::nullopt;
    range.alternatives_.push_back(std::move(*clauses));
  }
  return range;
}

std::optional<std::vector<VersionRange::Clause>> VersionRange::clauses_of(std::string_view text, bool conda) {
  using Op = Clause::Op;
  struct Spelling {
    std::string_view text;
    Op op;
  };
  static constexpr Spelling spellings[] = {{"===", Op::equal},     {"==", Op::equal},         {"!=", Op::not_equal},
                                           {"<=", Op::less_equal}, {">=", Op::greater_equal}, {"<", Op::less},
                                           {">", Op::greater}};
  std::vector<Clause> clauses;
  for (std::string_view part : split(text, ',')) {
    part = trimmed(part);
    if (part.starts_with("~=")) {  // compatible release: at least that, within all but its last number
      const std::string_view version = trimmed(part.substr(2));
      const auto last = version.rfind('.');
      if (!plausible(version) || last == std::string_view::npos) return std::nullopt;
      clauses.push_back({Op::greater_equal, std::string(version)});
      clauses.push_back({Op::prefix, std::string(version.substr(0, last))});
      continue;
    }
    Clause clause;
    const auto* const known = std::find_if(std::begin(spellings), std::end(spellings),
                                           [&](const Spelling& s) { return part.starts_with(s.text); });
    if (known != std::end(spellings)) {
      clause.op = known->op;
      part = trimmed(part.substr(known->text.size()));
    } else if (conda) {  // `=1.12` is 1.12 and all within it, a bare `1.12` is exactly that
      const bool fuzzy = part.starts_with('=');
      clause.op = fuzzy ? Op::prefix : Op::equal;
      if (fuzzy) part = trimmed(part.substr(1));
    } else {
      return std::nullopt;
    }
    if (part.ends_with('*')) {
      part.remove_suffix(1);
      if (part.ends_with('.')) part.remove_suffix(1);
      if (clause.op == Op::equal) clause.op = Op::prefix;
      if (clause.op == Op::not_equal) clause.op = Op::not_prefix;
    }
    if (!plausible(part)) return std::nullopt;
    clause.version = part;
    clauses.push_back(std::move(clause));
  }
  return clauses;
}

bool VersionRange::admits(std::string_view version) const {
  using Op = Clause::Op;
  const auto holds = [&](const Clause& clause) {
    // a local part counts only where the clause names one
    const std::string_view against = local_version(clause.version).empty() ? public_version(version) : version;
    const auto order = compare_versions(against, clause.version);
    switch (clause.op) {
      case Op::equal:
        return std::is_eq(order);
      case Op::not_equal:
        return std::is_neq(order);
      case Op::prefix:
        return std::is_eq(order) || within(against, clause.version);
      case Op::not_prefix:
        return std::is_neq(order) && !within(against, clause.version);
      case Op::less:
        return std::is_lt(order);
      case Op::less_equal:
        return std::is_lteq(order);
      case Op::greater:
        return std::is_gt(order);
      case Op::greater_equal:
        return std::is_gteq(order);
    }
    return false;
  };
  return alternatives_.empty() || std::any_of(alternatives_.begin(), alternatives_.end(), [&](const auto& clauses) {
           return std::all_of(clauses.begin(), clauses.end(), holds);
         });
}

std::optional<std::string> VersionRange::named() const {
  if (alternatives_.size() != 1 || alternatives_.front().size() != 1) return std::nullopt;
  const Clause& only = alternatives_.front().front();
  if (only.op != Clause::Op::equal && only.op != Clause::Op::prefix) return std::nullopt;
  return only.version;
}

std::optional<std::string> VersionRange::pinned() const {
  auto version = named();
  const bool open = version && alternatives_.front().front().op == Clause::Op::prefix && numbers(*version) < 3;
  if (open) version.reset();
  return version;
}

}  // namespace envc
