#include "statement/memory_size.hpp"

#include "text/ascii.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace envc {
namespace {

constexpr std::uint64_t most_mebibytes = std::uint64_t(1024) << 20;

/// KiB of one unit.
std::optional<std::uint64_t> unit(std::string_view letters) {
  if (letters.empty()) return std::nullopt;
  const std::string_view rest = letters.substr(1);
  if (!rest.empty() && rest != "B" && rest != "b" && rest != "iB") return std::nullopt;
  switch (letters.front()) {
    case 'k':
    case 'K':
      return 1;
    case 'm':
    case 'M':
      return std::uint64_t(1) << 10;
    case 'g':
    case 'G':
      return std::uint64_t(1) << 20;
    case 't':
    case 'T':
      return std::uint64_t(1) << 30;
    default:
      return std::nullopt;
  }
}

std::optional<std::uint64_t> whole(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || digits.size() > 12 || error != std::errc{} || end != digits.data() + digits.size())
    return std::nullopt;
  return value;
}

}  // namespace

ReadWord<std::uint64_t> read_memory_size(std::string_view text) {
  const auto fault = [&](std::string message, std::string help = {}) {
    return WordFault{0, text.size(), std::move(message), std::move(help)};
  };
  const auto no_size = [&] {
    return fault(fmt::format("{} is no size of memory, expected one such as `32G` or `512M`", quoted(text)));
  };
  const std::size_t letters = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view number = text.substr(0, letters);
  if (number == "0") {
    return fault("`mem 0` is the whole node to SLURM", "`slurm mem=0`, if the site allows it");
  }
  const std::size_t dot = std::min(number.find('.'), number.size());
  const auto before = whole(number.substr(0, dot));
  if (!before) return no_size();
  if (letters == text.size()) {
    if (dot != number.size()) return no_size();
    return fault(fmt::format("{} has no unit: SLURM would take it for MiB", quoted(text)),
                 fmt::format("`{0}G` or `{0}M`", text));
  }
  const auto kibibytes = unit(text.substr(letters));
  if (!kibibytes) return no_size();

  std::uint64_t fraction = 0;
  std::uint64_t scale = 1;
  if (dot != number.size()) {
    const std::string_view digits = number.substr(dot + 1);
    const auto value = digits.size() <= 3 ? whole(digits) : std::nullopt;
    if (!value) return no_size();
    fraction = *value;
    for (std::size_t i = 0; i < digits.size(); ++i) scale *= 10;
  }
  if (*before > (most_mebibytes << 10) / *kibibytes)
    return fault(fmt::format("{} is more than any machine has", quoted(text)));
  const std::uint64_t thousandths = (*before * scale + fraction) * *kibibytes;  // of KiB, by `scale`
  if (thousandths == 0 || thousandths % (scale << 10) != 0)
    return fault(fmt::format("{} is no whole number of MiB", quoted(text)));
  return thousandths / (scale << 10);
}

}  // namespace envc
