#include "text/source.hpp"

#include "text/presume.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace envc {

const Source& Sources::add(std::string name, std::string text) {
  // One past the end belongs to the source too: faults at the end of a file point there.
  const std::uint64_t base = all_.empty() ? 1 : std::uint64_t{all_.back()->base} + all_.back()->text.size() + 1;
  presume(base + text.size() < std::numeric_limits<std::uint32_t>::max(), "all sources of a run fit into 4 GiB");
  auto source = std::make_unique<Source>();
  source->name = std::move(name);
  source->text = std::move(text);
  source->base = static_cast<std::uint32_t>(base);
  source->line_starts.push_back(0);
  for (auto at = source->text.find('\n'); at != std::string::npos; at = source->text.find('\n', at + 1))
    source->line_starts.push_back(static_cast<std::uint32_t>(at + 1));
  all_.push_back(std::move(source));
  return *all_.back();
}

const Source* Sources::find(Span span) const {
  if (!span) return nullptr;
  const auto after = std::upper_bound(all_.begin(), all_.end(), span.begin,
                                      [](std::uint32_t offset, const auto& source) { return offset < source->base; });
  if (after == all_.begin()) return nullptr;
  const Source& source = **std::prev(after);
  return span.begin - source.base <= source.text.size() ? &source : nullptr;
}

Position Sources::position(std::uint32_t offset) const {
  const Source* source = find({offset, offset});
  if (source == nullptr) return {};
  const std::uint32_t local = offset - source->base;
  const auto& starts = source->line_starts;
  const auto line = std::upper_bound(starts.begin(), starts.end(), local) - starts.begin();
  return {static_cast<std::uint32_t>(line), local - starts[static_cast<std::size_t>(line) - 1] + 1};
}

std::string_view Sources::text(Span span) const {
  const Source* source = find(span);
  if (source == nullptr || span.end < span.begin) return {};
  return std::string_view(source->text).substr(span.begin - source->base, span.end - span.begin);
}

std::string_view Sources::line(const Source& source, std::uint32_t line) {
  if (line == 0 || line > source.line_starts.size()) return {};
  const std::size_t begin = source.line_starts[line - 1];
  const std::size_t end = line < source.line_starts.size() ? source.line_starts[line] : source.text.size();
  std::string_view text = std::string_view(source.text).substr(begin, end - begin);
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace envc
