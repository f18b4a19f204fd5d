#include "model/cluster.hpp"

#include <algorithm>

namespace envc {
namespace {

RunSettings settings_at(const Model& model, const Place* place) {
  return place == nullptr ? model.run : merged(model.run, place->own);
}

}  // namespace

bool is_cluster(const Model& model, const Place& place) {
  return !model.run.slurm.empty() || !place.own.slurm.empty();
}

bool any_cluster(const Model& model) {
  return !model.run.slurm.empty() || std::any_of(model.places.begin(), model.places.end(),
                                                 [](const Place& place) { return !place.own.slurm.empty(); });
}

const Place* place_of(const Model& model, const Job& job) {
  const auto& places = model.places;
  if (job.on) {
    const auto named =
        std::find_if(places.begin(), places.end(), [&](const Place& p) { return p.name.value == job.on->value; });
    return named == places.end() ? nullptr : &*named;
  }
  const auto cluster = [&](const Place& place) { return is_cluster(model, place); };
  const auto first = std::find_if(places.begin(), places.end(), cluster);
  if (first == places.end() || std::any_of(first + 1, places.end(), cluster)) return nullptr;
  return &*first;
}

bool runs_in_image(const Model& model, const Job& job) {
  return !settings_at(model, place_of(model, job)).slurm.empty();
}

RunSettings settings_of(const Model& model, const Job& job) {
  return merged(settings_at(model, place_of(model, job)), job.own);
}

}  // namespace envc
