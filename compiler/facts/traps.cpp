// Names, channels and releases that cost people a day.
#include "facts/facts.hpp"

namespace envc {

namespace tables {
#include "tables/traps.inc"
}  // namespace tables

std::span<const Elsewhere> Facts::elsewhere() const {
  return tables::elsewhere;
}
std::span<const SameFiles> Facts::same_files() const {
  return tables::same_files;
}
std::span<const SecondCuda> Facts::second_cuda() const {
  return tables::second_cuda;
}
std::span<const TroubledChannel> Facts::troubled_channels() const {
  return tables::troubled_channels;
}
std::span<const FaultyRelease> Facts::faulty_releases() const {
  return tables::faulty_releases;
}
std::span<const OldKey> Facts::old_keys() const {
  return tables::old_keys;
}
std::span<const HostCompiler> Facts::host_compilers() const {
  return tables::host_compilers;
}
std::string_view Facts::python_package() const {
  return tables::python_package[0];
}

}  // namespace envc
