// Facts of single images, packages and machines.
#include "facts/facts.hpp"

#include <algorithm>

namespace envc {

std::span<const AbsentCudaImages> Facts::absent_cuda_images() const {
  return tables_.absent_cuda_images;
}
std::span<const std::string_view> Facts::consumer_gpus() const {
  return tables_.consumer_gpus;
}
std::span<const Stub> Facts::stubs() const {
  return tables_.stubs;
}
std::span<const EndedRepository> Facts::ended_repositories() const {
  return tables_.ended_repositories;
}

const Shipped* Facts::shipped_by(std::string_view image) const {
  const auto row = std::find_if(tables_.shipped.begin(), tables_.shipped.end(),
                                [&](const Shipped& shipped) { return shipped.image == image; });
  return row == tables_.shipped.end() ? nullptr : &*row;
}

}  // namespace envc
