// From a build's log to the seconds of a plan's layers.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "layer/plan.hpp"
#include "resolve/learned.hpp"
#include "text/source.hpp"

#include <map>
#include <optional>
#include <string>

namespace envc {

/// By name, the layers all of whose steps the log's builds ran; of several runs the last counts. A layer without a step
/// (variables) has no seconds. Fault, and nullopt: `other-build-log` at the first step that is not the plan's, or for a
/// log without steps.
std::optional<std::map<std::string, MeasuredLayer>> measured_layers(const Source& log, const Plan&, Diagnostics&);

}  // namespace envc
