// Names, channels and releases that cost people a day.
#include "facts/facts.hpp"

namespace envc {

std::span<const Elsewhere> Facts::elsewhere() const {
  return tables_.elsewhere;
}
std::span<const SameFiles> Facts::same_files() const {
  return tables_.same_files;
}
std::span<const SecondCuda> Facts::second_cuda() const {
  return tables_.second_cuda;
}
std::span<const TroubledChannel> Facts::troubled_channels() const {
  return tables_.troubled_channels;
}
std::span<const FaultyRelease> Facts::faulty_releases() const {
  return tables_.faulty_releases;
}
std::span<const OldKey> Facts::old_keys() const {
  return tables_.old_keys;
}
std::span<const HostCompiler> Facts::host_compilers() const {
  return tables_.host_compilers;
}
std::string_view Facts::python_package() const {
  return tables_.python_package[0];
}

}  // namespace envc
