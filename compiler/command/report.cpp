#include "command/report.hpp"

#include "text/nearest.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>
#include <cmath>
#include <filesystem>
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

/// From one folder to another, for a `tar -C` that follows a `tar -C`.
std::string from_to(const std::string& from, const std::string& to) {
  const std::string way = std::filesystem::path(to).lexically_relative(from).string();
  return ShellWord(way.empty() ? to : way).text();
}

/// A command that builds the image, from the folder envc was called in.
std::string build(const Project& project, const Plan& plan, const std::string& tag) {
  const std::string docker = fmt::format("DOCKER_BUILDKIT=1 docker build -t {}", tag);
  // The build needs the project's files and the generated ones: one folder, or a tape of what stands in two.
  if (project.out == project.folder || plan.inputs.empty())
    return fmt::format("{} {}", docker, ShellWord(project.out).text());
  std::string tape = fmt::format("tar -c --exclude=.git --exclude=__pycache__ -C {}", ShellWord(project.folder).text());
  for (const Input& input : plan.inputs) tape += " " + ShellWord("./" + input.path).text();
  return fmt::format("{} -C {} Dockerfile bashrc | {} -", tape, from_to(project.folder, project.out), docker);
}

std::string next(const Project& project, const Plan& plan) {
  const std::string image = image_reference(plan);
  std::string launch = project.output("launch.sh");
  if (!launch.starts_with('/')) launch.insert(0, "./");
  return fmt::format("{}  next: {} && {}\n", image, build(project, plan, ShellWord(image).text()),
                     ShellWord(launch).text());
}

}  // namespace

std::string duration(double seconds) {
  const long whole = std::lround(seconds);
  if (whole < 120) return fmt::format("{} s", whole);
  if (whole < 7200) return fmt::format("{} min {} s", whole / 60, whole % 60);
  const long minutes = std::lround(seconds / 60);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string size(double bytes) {
  if (bytes < 500) return "-";
  if (bytes < 1e6) return fmt::format("{:.0f} kB", bytes / 1e3);
  if (bytes < 1e9) return fmt::format("{:.0f} MB", bytes / 1e6);
  return fmt::format("{:.1f} GB", bytes / 1e9);
}

std::string summary(const Project& project, const Planned& planned, const std::vector<Output>& outputs) {
  std::string moved;
  for (const Move& move : planned.moves)
    moved += fmt::format("moved {}: {} → {} ({})\n", move.subject, move.from, move.to, move.reason);
  return written(outputs) + moved + layers(planned.plan) + next(project, planned.plan);
}

nlohmann::ordered_json summary_as_json(const Project& project, const Planned& planned,
                                       const std::vector<Output>& outputs) {
  const Plan& plan = planned.plan;
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
  json["moved"] = nlohmann::ordered_json::array();
  for (const Move& move : planned.moves)
    json["moved"].push_back({{"subject", move.subject}, {"from", move.from}, {"to", move.to}, {"reason", move.reason}});
  return json;
}

}  // namespace envc
