// launch.sh: what project.env says of running, woven into the files of launch/, which do the rest.
#include "emit/artifact.hpp"
#include "emit/launch_settings.hpp"
#include "emit/launch_text.hpp"
#include "emit/script.hpp"
#include "emit/weave.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

std::string word(std::string_view raw) {
  return ShellWord(raw).text();
}

std::string major_minor(std::string_view version) {
  const std::size_t first = version.find('.');
  if (first == std::string_view::npos) return fmt::format("{}.0", version);
  return std::string(version.substr(0, version.find('.', first + 1)));
}

template<typename Test>
bool anywhere(const Plan& plan, Test test) {
  const auto& places = plan.model.places;
  return test(plan.model.run) ||
         std::any_of(places.begin(), places.end(), [&](const Place& place) { return test(place.own); });
}

bool shows_windows(const Plan& plan) {
  return anywhere(plan,
                  [](const RunSettings& settings) { return settings.display && settings.display->value == "x11"; });
}

bool opens_ports(const Plan& plan) {
  return anywhere(plan, [](const RunSettings& settings) { return !settings.ports.empty(); });
}

bool prepends(const Plan& plan) {
  return anywhere(plan, [](const RunSettings& settings) {
    return std::any_of(settings.env.begin(), settings.env.end(), [](const EnvVar& env) { return env.prepend; });
  });
}

/// What the image is, and what holds in every place.
std::string constants(const Plan& plan) {
  const RunSettings& run = plan.model.run;
  std::string out = fmt::format("image={}\n", word(image_reference(plan)));
  if (!plan.resolution.cuda.empty()) out += fmt::format("image_cuda={}\n", word(major_minor(plan.resolution.cuda)));
  out += fmt::format("home={}\n", word(home_folder(plan)));
  out += fmt::format("workdir={}\n", word(launch_workdir(plan)));
  out += fmt::format("shell={}\n", word(plan.model.shell ? plan.model.shell->value : "/bin/bash"));
  out += fmt::format("user={} # host: the caller\n", word(run.user ? run.user->value : "host"));
  if (can_want_gpus(plan)) out += fmt::format("gpus={}\n", word(launch_gpus(plan)));
  if (shows_windows(plan)) out += fmt::format("display={}\n", word(run.display ? run.display->value : "none"));
  out += "shm=8g\n";
  if (plan.model.places.empty()) return out;
  out += "places=(";
  for (const Place& place : plan.model.places) {
    out += fmt::format("{}{}", &place == &plan.model.places.front() ? "" : " ", word(place.name.value));
  }
  out += ")\n";
  const std::string usual = launch_place(plan);
  return out + fmt::format("place=${{ENVC_PLACE:-{}}}\n", usual.empty() ? "" : word(usual));
}

}  // namespace

std::string launch_script(const Plan& plan) {
  const std::string said = constants(plan);
  const std::string settings = launch_settings(plan);
  const bool gpus = can_want_gpus(plan);
  return weave(launch_text, {.conditions = {{"places", !plan.model.places.empty()},
                                            {"gpus", gpus},
                                            {"cpu", !gpus},
                                            {"cuda", !plan.resolution.cuda.empty()},
                                            {"published", plan.model.image.has_value()},
                                            {"x11", shows_windows(plan)},
                                            {"ports", opens_ports(plan)},
                                            {"prepend", prepends(plan)},
                                            {"entrypoint", plan.model.entrypoint.has_value()},
                                            {"direct", !plan.model.entrypoint.has_value()}},
                             .insertions = {{"constants", said},
                                            {"settings", settings},
                                            {"directive", shellcheck_directive(said + settings)}}});
}

}  // namespace envc
