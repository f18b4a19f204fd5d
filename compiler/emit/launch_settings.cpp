#include "emit/launch_settings.hpp"

#include "emit/machine_path.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

std::string word(std::string_view raw) {
  return ShellWord(raw).text();
}

std::string gpus(const Gpus& said) {
  switch (said.kind) {
    case Gpus::Kind::all:
      return "all";
    case Gpus::Kind::none:
      return "none";
    case Gpus::Kind::number:
      return std::to_string(std::max(said.number, 1U));
  }
  return "none";
}

bool wants_gpus(const RunSettings& settings) {
  return settings.gpus && settings.gpus->value.kind != Gpus::Kind::none;
}

/// Where `mount . X` puts the project; empty: nowhere.
std::string target_of_project(const RunSettings& settings) {
  const auto& mounts = settings.mounts;
  const auto whole = std::find_if(mounts.begin(), mounts.end(), [](const Mount& mount) {
    return mount.world == PathWorld::project && mount.source == ".";
  });
  return whole == mounts.end() ? "" : whole->target;
}

/// The lists, one line an item; a later line of the same target, name or port replaces an earlier one.
std::vector<std::string> list_lines(const RunSettings& settings) {
  std::vector<std::string> lines;
  for (const Mount& mount : settings.mounts) {
    lines.push_back(
        fmt::format("add_mount {} {}{}", machine_path(mount), word(mount.target), mount.read_only ? " ro" : ""));
  }
  for (const EnvVar& env : settings.env) {
    lines.push_back(
        fmt::format("{} {} {}", env.prepend ? "prepend_env" : "set_env", word(env.name), machine_value(env.value)));
  }
  for (const Port& port : settings.ports) lines.push_back(fmt::format("ports[{}]={}", port.container, port.host));
  return lines;
}

std::vector<std::string> place_lines(const Plan& plan, const RunSettings& own) {
  std::vector<std::string> lines;
  const auto assign = [&](std::string_view name, std::string_view value) {
    lines.push_back(fmt::format("{}={}", name, word(value)));
  };
  if (own.gpus && can_want_gpus(plan)) assign("gpus", gpus(own.gpus->value));
  if (own.user) assign("user", own.user->value);
  if (own.display) assign("display", own.display->value);
  if (launch_workdir(plan).empty() && !target_of_project(own).empty()) assign("workdir", target_of_project(own));
  for (const std::string& line : list_lines(own)) lines.push_back(line);
  return lines;
}

}  // namespace

std::string launch_gpus(const Plan& plan) {
  if (plan.model.run.gpus) return gpus(plan.model.run.gpus->value);
  return plan.resolution.cuda.empty() ? "none" : "all";
}

bool can_want_gpus(const Plan& plan) {
  const auto& places = plan.model.places;
  return !plan.resolution.cuda.empty() || wants_gpus(plan.model.run) ||
         std::any_of(places.begin(), places.end(), [](const Place& place) { return wants_gpus(place.own); });
}

std::string launch_place(const Plan& plan) {
  const auto& places = plan.model.places;
  if (places.size() == 1) return places.front().name.value;
  const auto first =
      std::find_if(places.begin(), places.end(), [](const Place& place) { return place.own.slurm.empty(); });
  return first == places.end() ? "" : first->name.value;
}

std::string launch_workdir(const Plan& plan) {
  return plan.model.workdir ? plan.model.workdir->value : target_of_project(plan.model.run);
}

std::string launch_settings(const Plan& plan) {
  std::string out = "settings() {\n";
  if (!plan.model.places.empty()) out += "  at=${place:+ at $place}\n";
  for (const std::string& line : list_lines(plan.model.run)) out += fmt::format("  {}\n", line);
  if (plan.model.places.empty()) {
    if (list_lines(plan.model.run).empty()) out += "  :\n";
    return out + "}\n";
  }
  out += "  case $place in\n";
  for (const Place& place : plan.model.places) {
    out += fmt::format("    {})\n", word(place.name.value));
    for (const std::string& line : place_lines(plan, place.own)) out += fmt::format("      {}\n", line);
    out += "      ;;\n";
  }
  out +=
      "    '') ;; # --no-place\n"
      "    *) misuse \"no place is called '$place': there are ${places[*]}\" ;;\n"
      "  esac\n"
      "}\n";
  return out;
}

}  // namespace envc
