// What `envc explain` says of a plan, as values.
#pragma once

#include "command/pipeline.hpp"
#include "layer/spared.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace envc {

/// One layer, in the order of the Dockerfile.
struct ExplainedLayer {
  LayerId id{};
  std::vector<std::uint32_t> lines;  ///< of project.env that it comes from, sorted; empty: envc adds it
  std::string why;                   ///< what holds it where it stands
  double rebuilt_seconds = 0;        ///< what an edit of it builds anew: itself and all after it
  std::vector<LayerId> needs;        ///< what must come before it, in the order of the Dockerfile
};

/// One statement of the file.
struct ExplainedStatement {
  std::vector<std::uint32_t> lines;
  std::string text;            ///< its first line
  std::string first_layer;     ///< the first layer that an edit of it rebuilds; empty: none
  double rebuilt_seconds = 0;  ///< from that layer on
};

/// An `after` that would spare something.
struct Advice {
  std::uint32_t line = 0;
  std::string statement;
  std::string word;
  double seconds = 0;
};

struct Explanation {
  std::vector<ExplainedLayer> layers;
  std::vector<ExplainedStatement> statements;
  double scratch_seconds = 0;   ///< of a build without any cache
  double source_order = 0;      ///< expected seconds per edit in the order of the file
  double hand_order = 0;        ///< in the order in which people write Dockerfiles
  double lower_bound = 0;       ///< no legal order of these layers is expected to cost less
  bool proven_optimal = false;  ///< this order costs that; what is built and stays may keep it from doing so
  std::vector<Advice> advice;   ///< those that spare more than 1 % or 1 s per edit, the best first
};

/// `sources` is where the project's source was added first.
Explanation explain(const Planned&, const Sources&);

/// Tables for a terminal of 80 columns.
std::string as_text(const Explanation&, const Project&, const Plan&);

/// docs/commands.md says what the members are.
nlohmann::ordered_json as_json(const Explanation&, const Project&, const Plan&);

}  // namespace envc
