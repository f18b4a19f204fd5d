#include "emit/artifact.hpp"
#include "emit/cluster.hpp"
#include "emit/cluster_text.hpp"
#include "emit/machine_path.hpp"
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

/// docker://[REGISTRY#]NAME:TAG: enroot wants `#` after a registry.
std::string enroot_uri(std::string_view reference) {
  const std::size_t slash = reference.find('/');
  const std::string_view first = reference.substr(0, slash);
  const bool registry =
      slash != std::string_view::npos && (first.find_first_of(".:") != std::string_view::npos || first == "localhost");
  if (!registry) return fmt::format("docker://{}", reference);
  return fmt::format("docker://{}#{}", first, reference.substr(slash + 1));
}

std::vector<const Place*> clusters(const Model& model) {
  std::vector<const Place*> all;
  for (const Place& place : model.places) {
    if (is_cluster(model, place)) all.push_back(&place);
  }
  return all;
}

/// What the image and its file are called, and the places that keep one.
std::string settings(const Plan& plan) {
  const std::string image = image_reference(plan);
  double bytes = 0;
  for (const Layer& layer : plan.graph.layers) bytes += layer.bytes;
  std::string out =
      fmt::format("image={}\nregistry_uri={}\nfile={}\nabout_bytes={:.0f} # of packages, where no daemon can tell\n",
                  word(image), plan.model.image ? word(enroot_uri(image)) : "''", word(sqsh_name(plan)), bytes);
  std::vector<ShellWord> names;
  for (const Place* place : clusters(plan.model)) names.emplace_back(place->name.value);
  return names.empty() ? out + "images=$project\n" : out + fmt::format("places=({})\n", join(names));
}

/// The arms of a `case $place in`.
std::string folders(const Plan& plan) {
  std::string out;
  for (const Place* place : clusters(plan.model)) {
    out += fmt::format("  {}) images={} ;;\n", word(place->name.value), images_folder(place));
  }
  return out;
}

}  // namespace

std::string sqsh_name(const Plan& plan) {
  std::string name = image_reference(plan);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == ':'; }, '+');
  return name + ".sqsh";
}

std::string images_folder(const Place* place) {
  if (place == nullptr || !place->images) return R"("$project")";
  return machine_path(place->images->world, place->images->variable, place->images->path);
}

std::string import_script(const Plan& plan) {
  const bool places = !clusters(plan.model).empty();
  const std::string said = settings(plan);
  const std::string arms = folders(plan);
  const bool project = (said + arms).find("$project") != std::string::npos;
  return weave(
      import_text,
      {.conditions = {{"places", places}, {"beside", !places}, {"project", project}},
       .insertions = {{"settings", said}, {"folders", arms}, {"directive", shellcheck_directive(said + arms)}}});
}

}  // namespace envc
