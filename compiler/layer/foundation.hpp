// What stands under the packages: the base image, apt's setup, the interpreter, the conda installer.
#pragma once

#include "layer/draft.hpp"

#include <set>
#include <string>

namespace envc {

void add_base(Draft&);
/// apt's mirror, and what the conda installer is fetched with. None if neither is needed.
void add_setup(Draft&, bool apt_is_used);
/// apt packages of the programs that a step's own instructions call: to fetch, to check out, to unpack.
std::set<std::string> programs_of(const Step&);
/// Likewise of pip, which clones repositories.
std::set<std::string> programs_of(const ResolvedPackages&);
/// What conda's installer is fetched with, where conda is used.
std::set<std::string> conda_programs(const Draft&);
/// What setup installs: that, or what it was built with.
std::set<std::string> setup_programs(const Draft&);
/// `who` after the layers that bring these.
void require_programs(Draft&, LayerId who, const std::set<std::string>& programs);

/// Below which statements `python` stands; if it is not said, above the first that needs it.
std::uint32_t position_of_python(const Draft&);
/// The distribution's interpreter or uv's; conda's comes with the first conda layer, the base's is there.
void add_interpreter(Draft&);
/// Setup before apt and before what is fetched.
void relate_foundation(Draft&);

}  // namespace envc
