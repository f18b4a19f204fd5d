#include "statement/checking.hpp"

namespace envc {

Span Checking::within(const Said<std::string>& word, std::size_t begin, std::size_t end) const {
  const std::string_view text = written(word.where);
  const std::size_t at = text.find(word.value);
  if (word.value.empty() || at == std::string_view::npos || end > word.value.size()) return word.where;
  const auto from = word.where.begin + static_cast<std::uint32_t>(at);
  return {from + static_cast<std::uint32_t>(begin), from + static_cast<std::uint32_t>(end)};
}

}  // namespace envc
