#include "version/conda.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <optional>
#include <regex>
#include <utility>

namespace envc {
namespace {

constexpr std::string_view separators = "._-";

char folded(char c) {
  return c == '-' ? '_' : lower(c);
}

bool equal_folded(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return folded(x) == folded(y); });
}

struct Parts {
  std::string_view epoch;
  std::string_view main;
  std::string_view local;
};

Parts parts_of(std::string_view version) {
  Parts parts;
  if (const auto mark = version.find('!'); mark != std::string_view::npos) {
    parts.epoch = version.substr(0, mark);
    version.remove_prefix(mark + 1);
  }
  const auto plus = std::min(version.find('+'), version.size());
  parts.main = version.substr(0, plus);
  parts.local = version.substr(std::min(plus + 1, version.size()));
  return parts;
}

/// Up to the next separator, which is taken, too. One at the very end belongs to the component: `1.1.1_`.
std::string_view take_component(std::string_view& text) {
  const auto at = text.find_first_of(separators);
  if (at == std::string_view::npos || at + 1 == text.size()) return std::exchange(text, {});
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at + 1);
  return taken;
}

/// A number or a word, in the order in which they sort.
struct Atom {
  enum class Kind : unsigned char { stars, dev, word, number, post } kind = Kind::number;
  std::string_view text;  ///< a number's without zeros in front, so that 0 is empty
};

std::strong_ordering operator<=>(const Atom& a, const Atom& b) {
  if (a.kind != b.kind) return a.kind <=> b.kind;
  if (a.kind == Atom::Kind::post || a.kind == Atom::Kind::dev) return std::strong_ordering::equal;
  if (a.kind == Atom::Kind::number && a.text.size() != b.text.size()) return a.text.size() <=> b.text.size();
  return std::lexicographical_compare_three_way(a.text.begin(), a.text.end(), b.text.begin(), b.text.end(),
                                                [](char x, char y) { return folded(x) <=> folded(y); });
}

/// The atoms of one component, then zeros without end.
class Atoms {
 public:
  explicit Atoms(std::string_view component)
      : rest_(component), number_first_(!component.empty() && !is_digit(component.front())) {}

  [[nodiscard]] bool done() const { return rest_.empty() && !number_first_; }

  Atom next() {
    if (rest_.empty() || std::exchange(number_first_, false)) return {};
    const auto kind_of = [](char c) { return is_digit(c) ? 0 : c == '*' ? 1 : 2; };
    std::size_t end = 1;
    while (end < rest_.size() && kind_of(rest_[end]) == kind_of(rest_[0])) ++end;
    std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (is_digit(text[0])) {
      text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
      return {Atom::Kind::number, text};
    }
    if (text[0] == '*') return {Atom::Kind::stars, text};
    if (equal_folded(text, "post")) return {Atom::Kind::post, {}};
    if (equal_folded(text, "dev")) return {Atom::Kind::dev, {}};
    return {Atom::Kind::word, text};
  }

 private:
  std::string_view rest_;
  bool number_first_;  ///< a component that begins with a word has a 0 before it
};

std::strong_ordering compare_components(std::string_view a, std::string_view b) {
  Atoms x(a);
  Atoms y(b);
  while (!x.done() || !y.done()) {
    if (const auto order = x.next() <=> y.next(); std::is_neq(order)) return order;
  }
  return std::strong_ordering::equal;
}

std::strong_ordering compare_parts(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    const std::string_view x = take_component(a);
    if (const auto order = compare_components(x, take_component(b)); std::is_neq(order)) return order;
  }
  return std::strong_ordering::equal;
}

bool atom_within(const Atom& atom, const Atom& prefix) {
  const bool words = prefix.kind == Atom::Kind::word || prefix.kind == Atom::Kind::stars;
  if (!words || atom.kind != prefix.kind) return std::is_eq(atom <=> prefix);
  return equal_folded(atom.text.substr(0, prefix.text.size()), prefix.text);
}

bool part_within(std::string_view part, std::string_view prefix) {
  while (!prefix.empty()) {
    const std::string_view mine = take_component(part);
    const std::string_view wanted = take_component(prefix);
    if (!prefix.empty()) {
      if (std::is_neq(compare_components(mine, wanted))) return false;
      continue;
    }
    Atoms x(mine);
    Atoms y(wanted);
    for (Atom last = y.next();; last = y.next()) {
      const Atom atom = x.next();
      if (y.done()) return atom_within(atom, last);
      if (std::is_neq(atom <=> last)) return false;
    }
  }
  return true;
}

bool glob_matches(std::string_view text, std::string_view glob) {
  std::size_t at = 0;
  std::size_t in_glob = 0;
  std::size_t star = std::string_view::npos;  // the last star, and from where it was tried last
  std::size_t tried = 0;
  while (at < text.size()) {
    if (in_glob < glob.size() && glob[in_glob] == '*') {
      star = in_glob++;
      tried = at;
    } else if (in_glob < glob.size() && glob[in_glob] == text[at]) {
      ++in_glob;
      ++at;
    } else if (star != std::string_view::npos) {
      in_glob = star + 1;
      at = ++tried;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*', in_glob) == std::string_view::npos;
}

}  // namespace

bool is_conda_version(std::string_view text) {
  if (text.find('-') != std::string_view::npos && text.find('_') != std::string_view::npos) return false;
  const auto fits = [](char c) { return is_alnum(c) || std::string_view("*.+!_-").find(c) != std::string_view::npos; };
  if (!std::all_of(text.begin(), text.end(), fits)) return false;
  if (std::count(text.begin(), text.end(), '!') > 1 || std::count(text.begin(), text.end(), '+') > 1) return false;
  const Parts parts = parts_of(text);
  if (text.find('!') != std::string_view::npos &&
      (parts.epoch.empty() || !std::all_of(parts.epoch.begin(), parts.epoch.end(), is_digit))) {
    return false;
  }
  const auto whole = [](std::string_view part) {  // no component is empty
    for (std::size_t i = 0; i < part.size(); ++i) {
      const bool separator = separators.find(part[i]) != std::string_view::npos;
      if (separator && (i == 0 || separators.find(part[i - 1]) != std::string_view::npos)) return false;
    }
    return !part.empty();
  };
  if (!whole(parts.main) || parts.main.ends_with('.')) return false;
  if (text.find('+') == std::string_view::npos) return true;
  return whole(parts.local) && separators.find(parts.local.back()) == std::string_view::npos;
}

std::strong_ordering compare_conda(std::string_view a, std::string_view b) {
  const Parts x = parts_of(a);
  const Parts y = parts_of(b);
  if (const auto order = compare_components(x.epoch, y.epoch); std::is_neq(order)) return order;
  if (const auto order = compare_parts(x.main, y.main); std::is_neq(order)) return order;
  return compare_parts(x.local, y.local);
}

bool conda_within(std::string_view version, std::string_view prefix) {
  const Parts mine = parts_of(version);
  const Parts wanted = parts_of(prefix);
  if (std::is_neq(compare_components(mine.epoch, wanted.epoch))) return false;
  if (wanted.local.empty()) return part_within(mine.main, wanted.main);
  return std::is_eq(compare_parts(mine.main, wanted.main)) && part_within(mine.local, wanted.local);
}

struct TextPattern::Expression {
  std::optional<std::regex> regex;
};

TextPattern::TextPattern(std::string_view text) : text_(text) {
  if (!text.starts_with('^') || !text.ends_with('$')) return;
  auto expression = std::make_shared<Expression>();
  constexpr std::size_t longest = 200;  // std::regex recurses on its text
  if (text.size() <= longest) {
    try {
      expression->regex.emplace(text_);
    } catch (const std::regex_error&) {  // left unset
    }
  }
  expression_ = std::move(expression);
}

bool TextPattern::matches(std::string_view text) const {
  if (expression_ == nullptr) return glob_matches(text, text_);
  constexpr std::size_t longest = 100;
  return expression_->regex && text.size() <= longest &&
         std::regex_search(text.begin(), text.end(), *expression_->regex);
}

std::optional<CondaSpec> CondaSpec::read(std::string_view op, std::string_view text) {
  CondaSpec spec;
  if (op.empty() && text.starts_with('^')) {
    if (text.size() < 2 || !text.ends_with('$')) return std::nullopt;
    spec.op = Op::pattern;
    spec.version = text;
    spec.pattern = TextPattern(text);
    return spec;
  }
  const bool exact = op.empty() || op == "==";
  if (text == "*" && (exact || op == "=")) return spec;
  std::string_view version = text;
  while (version.ends_with('*')) version.remove_suffix(1);
  const bool star = version.size() != text.size();
  if (star && version.ends_with('.')) version.remove_suffix(1);
  if (version.find('*') != std::string_view::npos) {
    if (!exact && op != "=") return std::nullopt;
    spec.op = Op::pattern;
    spec.version = text;
    spec.pattern = TextPattern(text);
    return spec;
  }
  if (!is_conda_version(version)) return std::nullopt;
  spec.version = version;
  if (op.empty()) {
    spec.op = star ? Op::prefix : Op::equal;
  } else if (op == "==") {
    spec.op = Op::equal;
  } else if (op == "=") {
    spec.op = Op::prefix;
  } else if (op == "!=") {
    spec.op = star ? Op::not_prefix : Op::not_equal;
  } else if (op == "~=") {
    if (star || version.find('.') == std::string_view::npos) return std::nullopt;
    spec.op = Op::compatible;
  } else {
    spec.op = op == "<=" ? Op::less_equal : op == ">=" ? Op::greater_equal : op == "<" ? Op::less : Op::greater;
  }
  return spec;
}

bool CondaSpec::admits(std::string_view candidate) const {
  return op == Op::any || (is_conda_version(candidate) && holds(candidate));
}

bool CondaSpec::holds(std::string_view candidate) const {
  const auto inner_holds = [&](const CondaSpec& spec) { return spec.holds(candidate); };
  switch (op) {
    case Op::equal:
      return std::is_eq(compare_conda(candidate, version));
    case Op::not_equal:
      return std::is_neq(compare_conda(candidate, version));
    case Op::prefix:
      return conda_within(candidate, version);
    case Op::not_prefix:
      return !conda_within(candidate, version);
    case Op::less:
      return std::is_lt(compare_conda(candidate, version));
    case Op::less_equal:
      return std::is_lteq(compare_conda(candidate, version));
    case Op::greater:
      return std::is_gt(compare_conda(candidate, version));
    case Op::greater_equal:
      return std::is_gteq(compare_conda(candidate, version));
    case Op::compatible:  // at least that, within all but its last number
      return std::is_gteq(compare_conda(candidate, version)) &&
             conda_within(candidate, std::string_view(version).substr(0, version.rfind('.')));
    case Op::pattern:
      return pattern.matches(candidate);
    case Op::all_of:
      return std::all_of(inner.begin(), inner.end(), inner_holds);
    case Op::one_of:
      return std::any_of(inner.begin(), inner.end(), inner_holds);
    case Op::any:
      break;
  }
  return true;
}

}  // namespace envc
