#include "command/messages.hpp"

#include "text/nearest.hpp"

#include <fmt/format.h>
#include <ostream>

namespace envc {

Messages::Messages(const Options& options, Terminal& terminal) : terminal_(terminal) {
  const std::string format = options.value("format");
  if (!format.empty() && format != "text" && format != "json")
    throw UsageError{fmt::format("`--format` takes `text` or `json`, found {}", envc::quoted(format))};
  json_ = format == "json";
}

void Messages::tell(const Diagnostics& diagnostics, const Sources& sources, std::string_view tail,
                    const nlohmann::ordered_json& results) const {
  if (!json_) {
    if (!diagnostics.all().empty()) terminal_.err << as_text(diagnostics, sources, color(), tail);
    return;
  }
  auto report = nlohmann::ordered_json::parse(as_json(diagnostics, sources));
  report.update(results.is_null() ? nlohmann::ordered_json::object() : results);
  // Bytes that are no UTF-8, such as a path's, must not stop the report.
  terminal_.out << report.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
}

Option format_option() {
  return {.name = "format", .argument = "FORMAT", .text = "`text` or `json`, for programs"};
}

}  // namespace envc
