// What compile tells a person when it is done.
#pragma once

#include "command/ownership.hpp"
#include "command/pipeline.hpp"
#include "command/project.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace envc {

/// `45 s`, `9 min 20 s`, `2 h 5 min`
std::string duration(double seconds);

/// `2.1 GB`, `225 MB`, `3 kB`; `-` for nothing
std::string size(double bytes);

/// Three lines: what was written, the layers and what they cost, the image and what to type next. What moved against
/// envc.lock has a line each behind the first.
std::string summary(const Project&, const Planned&, const std::vector<Output>&);

/// The same for a program: {"source","image","files":[{"path","changed"}],"layers":[{"name","seconds"}],"seconds",
/// "expected_seconds","moved":[{"subject","from","to","reason"}]}
nlohmann::ordered_json summary_as_json(const Project&, const Planned&, const std::vector<Output>&);

}  // namespace envc
