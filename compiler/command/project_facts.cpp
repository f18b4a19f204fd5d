#include "command/project_facts.hpp"

#include "text/digest.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

constexpr std::string_view ending = ".toml";

/// Bytes of a line before its `characters`-th character.
std::size_t bytes_of(std::string_view line, std::size_t characters) {
  std::size_t at = 0;
  for (; characters > 0 && at < line.size(); --characters) {
    for (++at; at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U;) ++at;
  }
  return at;
}

Span place_of(const FactsFault& fault, const Source& source) {
  const std::size_t number = std::min<std::size_t>(fault.line, source.line_starts.size());
  if (number == 0) return source.span(0, 0);
  const std::size_t start = source.line_starts[number - 1];
  const std::string_view line = Sources::line(source, static_cast<std::uint32_t>(number));
  const std::size_t begin = bytes_of(line, fault.column - 1);
  const std::size_t end = fault.width == 0 ? line.size() : begin + bytes_of(line.substr(begin), fault.width);
  return source.span(start + begin, start + std::max(end, begin));
}

}  // namespace

StdlibFolder read_stdlib(const Options& options, const Files& files) {
  StdlibFolder folder{options.value("stdlib"), {}};
  if (folder.path.empty()) return folder;
  if (files.kind(folder.path) != FileKind::directory)
    throw MachineError{fmt::format("cannot read `{}`: no such folder", folder.path)};
  for (const std::string& name : files.list(folder.path)) {
    if (!name.ends_with(ending)) continue;
    const auto text = files.read_start(fmt::format("{}/{}", folder.path, name), largest_source);
    if (text) folder.files.push_back({name, *text});
  }
  if (folder.files.empty()) throw UsageError{fmt::format("`--stdlib`: {} holds no TOML", envc::quoted(folder.path))};
  return folder;
}

Option stdlib_option() {
  return {.name = "stdlib", .argument = "DIR", .text = "tables of facts (*.toml) in the place of built-in ones"};
}

ProjectFacts::ProjectFacts(const StdlibFolder& stdlib, const Project& project, const Files& files, Sources& sources,
                           Diagnostics& diagnostics) {
  const std::string path = project.inside(std::string(own_facts_name));
  std::optional<FactsFile> own;
  if (files.kind(path) == FileKind::regular) {
    if (auto text = files.read_start(path, largest_source)) own = FactsFile{path, std::move(*text)};
  }
  if (own)
    input_ = Input{
        .path = std::string(own_facts_name), .directory = false, .executable = false, .sha256 = sha256(own->text)};
  if (!own && stdlib.files.empty()) return;

  std::vector<FactsFault> faults;
  loaded_.emplace(stdlib.files, own ? &*own : nullptr, faults);
  const FactsFile* shown = nullptr;
  const Source* source = nullptr;
  for (const FactsFault& fault : faults) {
    if (fault.file != shown || source == nullptr) {
      shown = fault.file;
      const bool of_project = own && fault.file == &*own;
      source = &sources.add(of_project ? path : fmt::format("{}/{}", stdlib.path, shown->name), shown->text);
    }
    diagnostics.add({.kind = Kind::bad_facts, .message = fault.sentence, .where = place_of(fault, *source)});
  }
}

std::vector<Decision> ProjectFacts::decisions() const {
  std::vector<Decision> all;
  if (!loaded_) return all;
  for (const OwnFact& fact : loaded_->own()) all.push_back({fact.about, fact.says, std::string(own_facts_name)});
  return all;
}

}  // namespace envc
