#include "command/report.hpp"

#include "text/nearest.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>
#include <cmath>
#include <nlohmann/json.hpp>

namespace envc {
namespace {

std::string names(const std::vector<Output>& outputs, bool stale) {
  std::string text;
  for (const Output& output : outputs)
    if (output.stale == stale) text += " " + ShellWord(output.path).text();
  return text;
}

std::string written(const std::vector<Output>& outputs) {
  const std::string fresh = names(outputs, true);
  const std::string same = names(outputs, false);
  if (fresh.empty()) return fmt::format("unchanged{}\n", same);
  return same.empty() ? fmt::format("wrote{}\n", fresh) : fmt::format("wrote{} (unchanged{})\n", fresh, same);
}

double total_seconds(const Plan& plan) {
  double seconds = 0;
  for (const LayerId id : plan.sequence.layers) seconds += plan.graph[id].seconds;
  return seconds;
}

std::string layers(const Plan& plan) {
  std::string costly;
  for (const LayerId id : plan.sequence.layers) {
    const Layer& layer = plan.graph[id];
    if (std::lround(layer.seconds) == 0) continue;
    costly += fmt::format("{} {} {}", costly.empty() ? ":" : ",", layer.name, duration(layer.seconds));
  }
  return fmt::format("{}, about {} from scratch, {} expected per edit{}\n", count(plan.sequence.layers.size(), "layer"),
                     duration(total_seconds(plan)), duration(plan.sequence.expected_seconds), costly);
}

/// Commands that work in the folder envc was called in.
std::string next(const Project& project, const std::string& image) {
  const std::string tag = ShellWord(image).text();
  const std::string dockerfile =
      project.out == project.folder ? "" : fmt::format(" -f {}", ShellWord(project.output("Dockerfile")).text());
  std::string launch = project.output("launch.sh");
  if (!launch.starts_with('/')) launch.insert(0, "./");
  return fmt::format("{}  next: DOCKER_BUILDKIT=1 docker build -t {}{} {} && {}\n", image, tag, dockerfile,
                     ShellWord(project.folder).text(), ShellWord(launch).text());
}

}  // namespace

std::string duration(double seconds) {
  const long whole = std::lround(seconds);
  if (whole < 120) return fmt::format("{} s", whole);
  if (whole < 7200) return fmt::format("{} min {} s", whole / 60, whole % 60);
  const long minutes = std::lround(seconds / 60);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string summary(const Project& project, const Plan& plan, const std::vector<Output>& outputs) {
  return written(outputs) + layers(plan) + next(project, image_reference(plan));
}

nlohmann::ordered_json summary_as_json(const Project& project, const Plan& plan, const std::vector<Output>& outputs) {
  nlohmann::ordered_json json;
  json["source"] = project.name;
  json["image"] = image_reference(plan);
  json["files"] = nlohmann::ordered_json::array();
  for (const Output& output : outputs) json["files"].push_back({{"path", output.path}, {"changed", output.stale}});
  json["layers"] = nlohmann::ordered_json::array();
  for (const LayerId id : plan.sequence.layers)
    json["layers"].push_back({{"name", plan.graph[id].name}, {"seconds", plan.graph[id].seconds}});
  json["seconds"] = total_seconds(plan);
  json["expected_seconds"] = plan.sequence.expected_seconds;
  return json;
}

}  // namespace envc
