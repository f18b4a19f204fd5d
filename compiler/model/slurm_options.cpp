#include "model/slurm_options.hpp"

#include <algorithm>

namespace envc {

bool asks_for(const EnvVar& option, SlurmFamily family) {
  if (option.name == "gres" && !option.value.starts_with("gpu")) return false;
  return std::find(family.begin(), family.end(), option.name) != family.end();
}

}  // namespace envc
