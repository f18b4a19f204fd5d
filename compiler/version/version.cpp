#include "version/version.hpp"

#include "text/ascii.hpp"
#include "version/match_spec.hpp"
#include "version/requirement.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

namespace envc {
namespace {

/// The next number of the version and what follows it; `text` is at its begin. 0 where there is none.
std::uint64_t take_number(std::string_view& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto used = static_cast<std::size_t>(end - text.data());
  if (error == std::errc::result_out_of_range) value = UINT64_MAX;
  text.remove_prefix(used);
  return value;
}

bool names_local(const CondaSpec& spec) {
  return spec.version.find('+') != std::string::npos || std::any_of(spec.inner.begin(), spec.inner.end(), names_local);
}

}  // namespace

std::strong_ordering compare_versions(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    const bool a_number = a.empty() || is_digit(a.front());
    const bool b_number = b.empty() || is_digit(b.front());
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

VersionRange::VersionRange(SpecifierSet specifiers) {
  if (!specifiers.all.empty()) rules_ = std::move(specifiers);
}

VersionRange::VersionRange(CondaSpec spec) {
  names_local_ = names_local(spec);
  if (spec.op != CondaSpec::Op::any) rules_ = std::move(spec);
}

std::optional<VersionRange> VersionRange::of_pip(std::string_view text) {
  auto read = read_specifiers(text);
  if (auto* const specifiers = std::get_if<SpecifierSet>(&read)) return VersionRange(std::move(*specifiers));
  return std::nullopt;
}

std::optional<VersionRange> VersionRange::of_conda(std::string_view text) {
  auto read = read_conda_versions(text);
  if (auto* const spec = std::get_if<CondaSpec>(&read)) return VersionRange(std::move(*spec));
  return std::nullopt;
}

bool VersionRange::admits(std::string_view version) const {
  if (const auto* const specifiers = std::get_if<SpecifierSet>(&rules_)) return specifiers->admits(version);
  const auto* const spec = std::get_if<CondaSpec>(&rules_);
  return spec == nullptr || spec->admits(names_local_ ? version : public_version(version));
}

std::optional<std::string> VersionRange::named() const {
  if (const auto* const specifiers = std::get_if<SpecifierSet>(&rules_)) {
    if (specifiers->all.size() != 1) return std::nullopt;
    const Specifier& only = specifiers->all.front();
    const bool text = only.op() == Specifier::Op::same_text && is_pep440_version(only.text());
    if (!text && only.op() != Specifier::Op::equal && only.op() != Specifier::Op::prefix) return std::nullopt;
    return only.text();
  }
  const auto* const spec = std::get_if<CondaSpec>(&rules_);
  if (spec == nullptr || (spec->op != CondaSpec::Op::equal && spec->op != CondaSpec::Op::prefix)) return std::nullopt;
  return spec->version;
}

std::optional<std::string> VersionRange::pinned() const {
  auto version = named();
  if (version && open() && numbers(*version) < 3) version.reset();
  return version;
}

bool VersionRange::open() const {
  if (const auto* const specifiers = std::get_if<SpecifierSet>(&rules_)) {
    return specifiers->all.front().op() == Specifier::Op::prefix;
  }
  return std::get<CondaSpec>(rules_).op == CondaSpec::Op::prefix;
}

}  // namespace envc
