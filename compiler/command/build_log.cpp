#include "command/build_log.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace envc {
namespace {

template<typename Number>
std::optional<Number> number_in(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Cuts the first word off.
std::string_view next_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

/// `[4/9] RUN …`, `[stage-1 4/9] RUN …`, `[linux/amd64 stage-1 4/9] RUN …`
std::optional<LoggedStep> step_named(std::string_view name) {
  const std::size_t close = name.find("] ");
  if (!name.starts_with('[') || close == std::string_view::npos) return std::nullopt;
  std::string_view place = name.substr(1, close - 1);
  LoggedStep step;
  std::string_view word;
  while (!place.empty()) {
    // a word before the last is a platform or a stage
    if (!word.empty() && word.find('/') == std::string_view::npos) step.stage = word;
    word = next_word(place);
  }
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto number = number_in<std::size_t>(word.substr(0, slash));
  const auto of = number_in<std::size_t>(word.substr(slash + 1));
  if (!number || !of) return std::nullopt;
  step.number = *number;
  step.of = *of;
  step.text = name.substr(close + 2);
  return step;
}

bool is_same(const LoggedStep& a, const LoggedStep& b) {
  return a.number == b.number && a.of == b.of && a.stage == b.stage && a.text == b.text;
}

/// `12.3s`
std::optional<double> seconds_in(std::string_view text) {
  if (!text.ends_with('s')) return std::nullopt;
  text.remove_suffix(1);
  const auto seconds = number_in<double>(text);
  return seconds && *seconds >= 0 ? seconds : std::nullopt;
}

/// What can be compared: no blanks, quotes or backslashes, nothing from the first variable on.
std::string comparable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, text.find('$'))) {
    constexpr std::string_view dropped = " \t\r\n\"'\\";
    if (dropped.find(c) == std::string_view::npos) out += c;
  }
  return out;
}

}  // namespace

std::vector<LoggedStep> read_build_log(std::string_view log) {
  struct Open {
    std::size_t step = 0;  ///< its index
    bool fetched = false;  ///< layers of a base image were unpacked
  };
  const std::string_view whole = log;
  std::map<std::size_t, Open> open;  // by the number after `#`
  std::vector<LoggedStep> all;
  while (!log.empty()) {
    std::string_view line = next_line(log);
    if (!line.starts_with('#')) continue;
    line.remove_prefix(1);
    const auto id = number_in<std::size_t>(next_word(line));
    if (!id) continue;
    const auto known = open.find(*id);
    if (auto step = step_named(line)) {
      if (known != open.end() && is_same(all[known->second.step], *step)) continue;
      open[*id] = {all.size(), false};
      step->at = static_cast<std::size_t>(line.data() - whole.data());
      all.push_back(std::move(*step));
      continue;
    }
    if (known == open.end()) continue;
    LoggedStep& step = all[known->second.step];
    if (line.starts_with("extracting sha256:")) known->second.fetched = true;
    if (line.starts_with("ERROR") || line == "CANCELED") step.seconds.reset();
    if (!line.starts_with("DONE ")) continue;
    const bool base = step.text.starts_with("FROM ");
    if (!base || known->second.fetched) step.seconds = seconds_in(line.substr(std::string_view("DONE ").size()));
  }
  return all;
}

bool is_of(std::string_view logged, std::string_view instruction) {
  bool whole = (std::string(logged) + std::string(instruction)).find('$') == std::string::npos;
  for (const std::string_view cut : {"...", "…"}) {
    if (!logged.ends_with(cut)) continue;
    logged.remove_suffix(cut.size());
    whole = false;
  }
  const std::string a = comparable(logged);
  const std::string b = comparable(instruction);
  if (whole) return a == b;
  const std::size_t size = std::min(a.size(), b.size());
  return a.compare(0, size, b, 0, size) == 0;
}

}  // namespace envc
