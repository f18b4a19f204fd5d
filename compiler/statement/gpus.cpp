#include "statement/gpus.hpp"

#include "text/ascii.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace envc {
namespace {

// More than any machine has; a longer number is a slip of the fingers.
constexpr std::uint32_t most = 9999;

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value > most) return std::nullopt;
  return value;
}

/// As Slurm names types: `a100`, `rtx_3090`, `2080ti`.
bool is_type(std::string_view text) {
  return !text.empty() && is_alnum(text.front()) &&
         std::any_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_upper(c); }) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '_' || c == '-' || c == '.'; });
}

}  // namespace

ReadWord<Gpus> read_gpus(std::string_view text) {
  const auto fault = [&](std::string help = {}) {
    return WordFault{
        0, text.size(),
        fmt::format("`gpus` takes `all`, `none`, a number or a type such as `a100:2`, found {}", quoted(text)),
        std::move(help)};
  };
  if (text == "all") return Gpus{};
  if (text == "none") return Gpus{Gpus::Kind::none, 0, {}};
  if (text == "0") return fault("none");
  if (const auto count = number(text)) return Gpus{Gpus::Kind::number, *count, {}};
  if (text.starts_with("gpu:")) {  // Slurm's gres
    const std::string_view rest = text.substr(4);
    return fault(std::holds_alternative<Gpus>(read_gpus(rest)) ? std::string(rest) : "");
  }
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string_view type = text.substr(0, colon);
  const auto count = colon == text.size() ? std::optional<std::uint32_t>(1) : number(text.substr(colon + 1));
  if (!is_type(type) || !count || *count == 0) return fault();
  if (colon < text.size() && (type == "all" || type == "none")) return fault(std::string(type));
  return Gpus{Gpus::Kind::number, *count, std::string(type)};
}

}  // namespace envc
