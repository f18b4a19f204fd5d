// The image's variables: before what reads them, or last; and what else stands at the end of the image.
#pragma once

#include "layer/draft.hpp"

namespace envc {

/// Layers of `env` and `arch`: variables that builds of this file are known to read, grouped by whose layers read them,
/// and the others in one layer of their own if a step runs commands (steps have the environment too). All other layers
/// but the last are there already.
void add_environment(Draft&);
/// Variables of the file that no layer so far holds.
std::vector<EnvVar> unread_variables(const Draft&);
/// Where the file says them.
std::vector<Span> said_at(const std::vector<EnvVar>&);
/// Readers after what they read.
void relate_environment(Draft&);
/// By default steps that run commands come after all of it; one that says `after`, after what it mentions.
void relate_environment_by_default(Draft&);

/// Time zone, locale and home.
void add_place_in_the_world(Draft&);

/// What comes after everything else: the variables that only the finished image reads, checks in their order, the home
/// as a variable (a check is run by root, whose files must not lie there), the image's settings.
void close(Draft&);

}  // namespace envc
