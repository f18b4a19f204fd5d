#include "emit/artifact.hpp"
#include "emit/cluster.hpp"
#include "emit/cluster_text.hpp"
#include "emit/machine_path.hpp"
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

std::vector<ShellWord> cluster_places(const Plan& plan) {
  std::vector<ShellWord> names;
  for (const Place& place : plan.model.places) {
    if (has_pyxis(place)) names.emplace_back(place.name.value);
  }
  return names;
}

std::string settings(const Plan& plan) {
  const std::string image = image_reference(plan);
  return fmt::format("image={}\nregistry_uri={}\nfile={}\nplaces=({})", word(image),
                     plan.model.image ? word(enroot_uri(image)) : "''", word(sqsh_name(plan)),
                     join(cluster_places(plan)));
}

std::string folders(const Plan& plan) {
  std::string out = "  case $place in\n";
  for (const Place& place : plan.model.places) {
    if (has_pyxis(place)) out += fmt::format("    {}) images={} ;;\n", word(place.name.value), images_folder(place));
  }
  return out + "    *) misuse \"no cluster is called $place: there are ${places[*]}\" ;;\n  esac";
}

void put(std::string& text, std::string_view placeholder, const std::string& value) {
  text.replace(text.find(placeholder), placeholder.size(), value);
}

}  // namespace

std::string sqsh_name(const Plan& plan) {
  std::string name = image_reference(plan);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == ':'; }, '+');
  return name + ".sqsh";
}

std::string images_folder(const Place& place) {
  if (!place.images) return R"("$project")";
  return machine_path(place.images->world, place.images->variable, place.images->path);
}

std::string import_script(const Plan& plan) {
  std::string out(import_text);
  put(out, "@settings@", settings(plan));
  put(out, "@folders@", folders(plan));
  return out;
}

}  // namespace envc
