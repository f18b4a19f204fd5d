// What stands under the packages: the base image, apt's setup, the interpreter, the conda installer.
#pragma once

#include "layer/draft.hpp"

namespace envc {

void add_base(Draft&);
/// apt's mirror, and the programs that later steps fetch and unpack with. None if neither is needed.
void add_setup(Draft&, bool apt_is_used);
/// Below which statements `python` stands; if it is not said, above the first that needs it.
std::uint32_t position_of_python(const Draft&);
/// The distribution's interpreter or uv's; conda's comes with the first conda layer, the base's is there.
void add_interpreter(Draft&);
/// Setup before apt and before what is fetched.
void relate_foundation(Draft&);

}  // namespace envc
