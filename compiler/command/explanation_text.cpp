// The explanation as tables, for a terminal of 80 columns or more.
#include "command/explanation.hpp"
#include "command/report.hpp"
#include "text/display.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <cmath>

namespace envc {
namespace {

/// `5-6,9`; `-` for none; `5..29` where that would be long.
std::string ranges(const std::vector<std::uint32_t>& lines) {
  constexpr std::size_t longest = 11;
  if (lines.empty()) return "-";
  std::string text;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t last = i;
    while (last + 1 < lines.size() && lines[last + 1] == lines[last] + 1) ++last;
    text += fmt::format("{}{}", text.empty() ? "" : ",", lines[i]);
    if (last > i) text += fmt::format("-{}", lines[last]);
    i = last + 1;
  }
  if (text.size() > longest) return fmt::format("{}..{}", lines.front(), lines.back());
  return text;
}

std::string percent(double chance) {
  return chance < 0.0005 ? "< 0.1 %" : fmt::format("{:.1f} %", 100 * chance);
}

std::string layer_table(const Explanation& explanation, const Plan& plan) {
  std::size_t name_width = std::string_view("layer").size();
  std::size_t lines_width = std::string_view("lines").size();
  for (const ExplainedLayer& layer : explanation.layers) {
    name_width = std::max(name_width, plan.graph[layer.id].name.size());
    lines_width = std::max(lines_width, ranges(layer.lines).size());
  }
  std::string text = fmt::format("  #  {:<{}}  {:<{}}  {:>8}  {:>7}  {:>7}  {:>16}\n", "layer", name_width, "lines",
                                 lines_width, "seconds", "size", "chance", "an edit rebuilds");
  std::size_t number = 0;
  for (const ExplainedLayer& explained : explanation.layers) {
    const Layer& layer = plan.graph[explained.id];
    text += fmt::format("{:>3}  {:<{}}  {:<{}}  {:>8.1f}  {:>7}  {:>7}  {:>16}\n     {}{}\n", ++number, layer.name,
                        name_width, ranges(explained.lines), lines_width, layer.seconds, size(layer.bytes),
                        percent(layer.change), duration(explained.rebuilt_seconds), explained.why,
                        layer.measured ? "; a build took these seconds" : "");
  }
  return text;
}

std::string proof(const Explanation& explanation, const Plan& plan) {
  if (explanation.proven_optimal) return "proven: no other order is expected to cost less";
  const std::string least = fmt::format("no order costs less than {:.1f}", explanation.lower_bound);
  return plan.sealed == 0 ? least : fmt::format("{}; {} stand as built", least, count(plan.sealed, "layer"));
}

std::string compared(double seconds, double best) {
  if (best <= 0 || std::abs(seconds / best - 1) < 0.005) return "the same";
  if (seconds < best) return fmt::format("{:.0f} % less", 100 * (1 - seconds / best));
  return fmt::format("{:.0f} % more", 100 * (seconds / best - 1));
}

std::string order_table(const Explanation& explanation, const Plan& plan) {
  const double best = plan.sequence.expected_seconds;
  const auto row = [](std::string_view name, double seconds, const std::string& note) {
    return fmt::format("     {:<18}{:>8.1f}  {}\n", name, seconds, note);
  };
  return "Expected seconds per edit\n" + row("this order", best, proof(explanation, plan)) +
         row("order of the file", explanation.source_order, compared(explanation.source_order, best)) +
         row("order by hand", explanation.hand_order,
             compared(explanation.hand_order, best) + " (base, env, apt, conda, pip, steps)");
}

std::string advice(const Explanation& explanation) {
  std::string text;
  for (const Advice& advice : explanation.advice) {
    text += fmt::format(
        "\nLine {}, {}, waits for all above it.\n"
        "If `{}` is all it needs, say so below it, and an edit costs about {:.1f} s less:\n"
        "  after {}\n",
        advice.line, envc::quoted(advice.statement), advice.word, advice.seconds, advice.word);
  }
  return text;
}

}  // namespace

std::string as_text(const Explanation& explanation, const Project& project, const Plan& plan) {
  return fmt::format("{}: {}, about {} from scratch\n\n{}\n{}{}", visible(project.name),
                     count(explanation.layers.size(), "layer"), duration(explanation.scratch_seconds),
                     layer_table(explanation, plan), order_table(explanation, plan), advice(explanation));
}

}  // namespace envc
