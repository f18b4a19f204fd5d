#include "model/runtime.hpp"

#include <algorithm>

namespace envc {
namespace {

/// Replaces the entry with the same key where it stands, else appends.
template<typename T, typename Key>
void add_keyed(std::vector<T>& list, const std::vector<T>& more, Key key) {
  for (const T& item : more) {
    const auto same = std::find_if(list.begin(), list.end(), [&](const T& old) { return key(old) == key(item); });
    if (same != list.end()) {
      *same = item;
    } else {
      list.push_back(item);
    }
  }
}

}  // namespace

RunSettings merged(const RunSettings& above, const RunSettings& own) {
  RunSettings all = above;
  add_keyed(all.mounts, own.mounts, [](const Mount& m) { return m.target; });
  add_keyed(all.env, own.env, [](const EnvVar& v) { return v.name; });
  add_keyed(all.ports, own.ports, [](const Port& p) { return p.container; });
  add_keyed(all.slurm, own.slurm, [](const EnvVar& v) { return v.name; });
  if (own.display) all.display = own.display;
  if (own.gpus) all.gpus = own.gpus;
  if (own.user) all.user = own.user;
  return all;
}

}  // namespace envc
