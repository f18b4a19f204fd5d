#include "command/explanation.hpp"

#include "layer/reason.hpp"
#include "layer/written_order.hpp"
#include "syntax/parse.hpp"

#include <algorithm>
#include <set>

namespace envc {
namespace {

using Lines = std::vector<std::uint32_t>;

/// A statement's last byte, its body included.
std::uint32_t end_of(const Statement& statement) {
  std::uint32_t end = std::max({statement.where.end, statement.rest_where.end, statement.text_where.end});
  for (const HowLine& how : statement.how) {
    for (const Word& word : how.words) end = std::max(end, word.where.end);
  }
  for (const Word& word : statement.items) end = std::max(end, word.where.end);
  for (const ScriptLine& line : statement.script) end = std::max(end, line.where.end);
  for (const Statement& inner : statement.block) end = std::max(end, end_of(inner));
  return end;
}

/// From places in the source to its lines. A statement's header stands for its body too.
class Numbering {
 public:
  Numbering(const Tree& tree, const Source& source, const Sources& sources) : source_(source), sources_(sources) {
    for (const Statement& statement : tree.statements) ends_[statement.where.begin] = end_of(statement);
  }

  [[nodiscard]] Lines lines(const std::vector<Span>& spans) const {
    std::set<std::uint32_t> found;
    for (const Span& span : spans) {
      if (sources_.find(span) != &source_) continue;
      const auto statement = ends_.find(span.begin);
      const std::uint32_t end = std::max(span.end, statement == ends_.end() ? 0 : statement->second);
      const std::uint32_t last = sources_.position(end - 1).line;
      for (std::uint32_t line = sources_.position(span.begin).line; line <= last; ++line) found.insert(line);
    }
    return {found.begin(), found.end()};
  }

 private:
  const Source& source_;
  const Sources& sources_;
  std::map<std::uint32_t, std::uint32_t> ends_;
};

void explain_layers(const Plan& plan, const Numbering& numbering, Explanation& out) {
  const std::vector<LayerId>& sequence = plan.sequence.layers;
  const std::vector<std::string> why = reasons(plan.graph, sequence);
  std::vector<std::size_t> places(sequence.size());
  for (std::size_t i = 0; i < sequence.size(); ++i) places[static_cast<std::size_t>(sequence[i])] = i;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const Layer& layer = plan.graph[sequence[i]];
    ExplainedLayer explained{sequence[i], numbering.lines(layer.where), why[i], 0, layer.requires_};
    std::vector<LayerId>& needs = explained.needs;
    if (i > 0 && std::find(needs.begin(), needs.end(), sequence.front()) == needs.end())
      needs.push_back(sequence.front());
    std::sort(needs.begin(), needs.end(), [&](LayerId a, LayerId b) {
      return places[static_cast<std::size_t>(a)] < places[static_cast<std::size_t>(b)];
    });
    out.layers.push_back(std::move(explained));
  }
  double seconds = 0;
  for (auto layer = out.layers.rbegin(); layer != out.layers.rend(); ++layer) {
    seconds += plan.graph[layer->id].seconds;
    layer->rebuilt_seconds = seconds;
  }
  out.scratch_seconds = seconds;
}

void explain_statements(const Tree& tree, const Plan& plan, const Numbering& numbering, const Sources& sources,
                        Explanation& out) {
  for (const Statement& statement : tree.statements) {
    ExplainedStatement explained{numbering.lines({statement.where}), std::string(sources.text(statement.where)), {}};
    explained.text.resize(std::min(explained.text.find('\n'), explained.text.size()));
    const Span whole{statement.where.begin, end_of(statement)};
    const auto first = std::find_if(out.layers.begin(), out.layers.end(), [&](const ExplainedLayer& layer) {
      const std::vector<Span>& where = plan.graph[layer.id].where;
      return std::any_of(where.begin(), where.end(),
                         [&](const Span& span) { return span.begin >= whole.begin && span.begin < whole.end; });
    });
    if (first != out.layers.end()) {
      explained.first_layer = plan.graph[first->id].name;
      explained.rebuilt_seconds = first->rebuilt_seconds;
    }
    out.statements.push_back(std::move(explained));
  }
}

std::vector<Advice> advice(const Planned& planned, const Facts& facts, const Sources& sources) {
  constexpr std::size_t most_shown = 2;
  const Plan& plan = planned.plan;
  std::vector<Advice> all;
  for (const Spared& spared : spared_by_after(plan.model, plan.resolution, facts, planned.included, plan.learned)) {
    if (all.size() == most_shown) break;
    if (spared.seconds <= 1 && spared.seconds <= 0.01 * plan.sequence.expected_seconds) break;
    const Step& step = plan.model.steps[spared.step];
    all.push_back({sources.position(step.where.begin).line, step.quote, spared.word, spared.seconds});
  }
  return all;
}

}  // namespace

Explanation explain(const Planned& planned, const Sources& sources) {
  const Plan& plan = planned.plan;
  const Facts& facts = planned.facts->facts();
  const Source* const source = sources.find({1, 2});
  Explanation out;
  Diagnostics told_already;
  const Tree tree = source == nullptr ? Tree{} : parse(*source, statement_shapes(), told_already);
  static const Source nothing;
  const Numbering numbering(tree, source == nullptr ? nothing : *source, sources);
  explain_layers(plan, numbering, out);
  explain_statements(tree, plan, numbering, sources, out);
  out.source_order = expected_seconds(plan.graph, source_order(plan.graph));
  out.hand_order = expected_seconds(plan.graph, hand_order(plan.graph, facts));
  out.advice = advice(planned, facts, sources);
  // The plan's own bound is that of orders which begin with what is built.
  const Sequence anew = plan.sealed == 0 ? plan.sequence : order(plan.graph);
  out.lower_bound = anew.lower_bound;
  out.proven_optimal = anew.proven_optimal && plan.sequence.expected_seconds <= anew.expected_seconds * (1 + 1e-12);
  return out;
}

}  // namespace envc
