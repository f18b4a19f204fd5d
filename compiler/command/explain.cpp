#include "command/command.hpp"
#include "command/commands.hpp"
#include "command/explanation.hpp"
#include "command/messages.hpp"

#include <fmt/format.h>
#include <ostream>

namespace envc {
namespace {

std::vector<std::string> names(const Graph& graph, const std::vector<LayerId>& layers) {
  std::vector<std::string> all;
  for (const LayerId id : layers) all.push_back(graph[id].name);
  return all;
}

int explain_source(const Options& options, Terminal& terminal) {
  const Messages messages(options, terminal);
  const Request request = request_of(options, terminal.files);
  const Project project = projects(options, terminal.files).front();
  Sources sources;
  Diagnostics diagnostics;
  const std::optional<Planned> planned = plan(project, request, terminal, sources, diagnostics);
  if (!planned) {
    messages.tell(diagnostics, sources, {});
    return wrong_input;
  }
  const Explanation explanation = explain(*planned, sources);
  messages.tell(diagnostics, sources, {}, as_json(explanation, project, planned->plan));
  if (!messages.json()) terminal.out << as_text(explanation, project, planned->plan);
  return diagnostics.any_error() ? wrong_input : fine;
}

}  // namespace

nlohmann::ordered_json as_json(const Explanation& explanation, const Project& project, const Plan& plan) {
  nlohmann::ordered_json json;
  json["source"] = project.name;
  json["layers"] = nlohmann::ordered_json::array();
  for (const ExplainedLayer& explained : explanation.layers) {
    const Layer& layer = plan.graph[explained.id];
    json["layers"].push_back({{"name", layer.name},
                              {"kind", name(layer.kind)},
                              {"lines", explained.lines},
                              {"statements", layer.quotes},
                              {"why", explained.why},
                              {"seconds", layer.seconds},
                              {"measured", layer.measured},
                              {"bytes", layer.bytes},
                              {"change", layer.change},
                              {"rebuilt_seconds", explained.rebuilt_seconds},
                              {"sealed", json["layers"].size() < plan.sealed},
                              {"requires", names(plan.graph, explained.needs)}});
  }
  json["statements"] = nlohmann::ordered_json::array();
  for (const ExplainedStatement& statement : explanation.statements) {
    json["statements"].push_back({{"lines", statement.lines},
                                  {"text", statement.text},
                                  {"first_layer", statement.first_layer},
                                  {"rebuilt_seconds", statement.rebuilt_seconds}});
  }
  json["seconds"] = explanation.scratch_seconds;
  json["expected_seconds"] = plan.sequence.expected_seconds;
  json["lower_bound"] = explanation.lower_bound;
  json["proven_optimal"] = explanation.proven_optimal;
  json["source_order_seconds"] = explanation.source_order;
  json["hand_order_seconds"] = explanation.hand_order;
  json["advice"] = nlohmann::ordered_json::array();
  for (const Advice& advice : explanation.advice) {
    json["advice"].push_back({{"line", advice.line},
                              {"statement", advice.statement},
                              {"say", fmt::format("after {}", advice.word)},
                              {"spared_seconds", advice.seconds}});
  }
  return json;
}

Command explain_command() {
  return {
      .name = "explain",
      .usage = "[FILE] [options]",
      .summary = "show the layers, why they stand in this order, and what an edit costs",
      .details =
          "Of each layer: the lines of FILE it comes from, what holds it where it stands, what it costs, the chance\n"
          "that an edit changes it, and what such an edit rebuilds: it and all after it. Then what an edit is\n"
          "expected to cost, against other orders and against the least that any order could cost; and the `after`\n"
          "that would spare something. Seconds and chances are estimates of envc's tables. Writes nothing.",
      .options = {{.name = "out", .letter = 'o', .argument = "DIR", .text = "the folder that holds envc.lock"},
                  {.name = "set", .argument = "NAME=VALUE", .text = "give a `let NAME` its value", .repeated = true},
                  stdlib_option(),
                  format_option()},
      .examples = {{"envc explain", "the project.env of this folder"},
                   {"envc explain --format json", "with full precision, to check the order yourself"}},
      .most_words = 1,
      .run = explain_source};
}

}  // namespace envc
