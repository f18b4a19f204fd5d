// What names of wheels say of what they were made for.
#include "facts/facts.hpp"

namespace envc {

std::span<const std::string_view> Facts::wheel_locals() const {
  return tables_.wheel_locals;
}
std::span<const WheelAbi> Facts::wheel_abis() const {
  return tables_.wheel_abis;
}
std::span<const WheelIndex> Facts::wheel_indexes() const {
  return tables_.wheel_indexes;
}
std::span<const WheelPlatform> Facts::wheel_platforms() const {
  return tables_.wheel_platforms;
}

}  // namespace envc
