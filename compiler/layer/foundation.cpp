#include "layer/foundation.hpp"

#include "layer/packages.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

namespace envc {
namespace {

/// Programs that envc's own instructions call, as apt packages.
constexpr std::string_view certificates = "ca-certificates";
constexpr std::string_view fetcher = "curl";
constexpr std::string_view checkout = "git";
struct Unpacker {
  std::string_view ending;
  std::string_view package;
};
constexpr std::array unpackers = {
    Unpacker{".bz2", "bzip2"},   Unpacker{".tbz2", "bzip2"}, Unpacker{".txz", "xz-utils"},
    Unpacker{".xz", "xz-utils"}, Unpacker{".zip", "unzip"},  Unpacker{".zst", "zstd"},
};

}  // namespace

std::set<std::string> programs_of(const Step& step) {
  std::set<std::string> found;
  if (std::holds_alternative<Git>(step.action)) found = {std::string(certificates), std::string(checkout)};
  const auto* download = std::get_if<Download>(&step.action);
  if (download == nullptr) return found;
  found = {std::string(certificates), std::string(fetcher)};
  for (const Unpacker& unpacker : unpackers) {
    if (download->unpack && download->url.value.ends_with(unpacker.ending)) found.emplace(unpacker.package);
  }
  return found;
}

std::set<std::string> programs_of(const ResolvedPackages& packages) {
  const bool clones = std::any_of(packages.packages.begin(), packages.packages.end(),
                                  [](const ResolvedPackage& p) { return p.spec.find("git+") != std::string::npos; });
  if (!clones) return {};
  return {std::string(certificates), std::string(checkout)};
}

std::set<std::string> conda_programs(const Draft& draft) {
  if (!draft.uses_conda) return {};
  return {std::string(certificates), std::string(fetcher)};
}

std::set<std::string> setup_programs(const Draft& draft) {
  for (const BuiltLayer& layer : draft.built.layers) {
    if (layer.kind == name(LayerKind::setup)) return {layer.added.begin(), layer.added.end()};
  }
  return conda_programs(draft);
}

void require_programs(Draft& draft, LayerId who, const std::set<std::string>& programs) {
  if (programs.empty()) return;
  if (draft.setup) draft.require(who, *draft.setup);
  const std::set<std::string> there = setup_programs(draft);
  for (const std::string& program : programs) {
    const auto found = draft.brought_by.find(program);
    if (found != draft.brought_by.end() && !there.contains(program)) draft.require(who, found->second);
  }
}

void add_base(Draft& draft) {
  const Resolution& resolution = draft.resolution;
  draft.base = draft.add(LayerKind::base, "base", content::From{resolution.base_registry, resolution.base_image});
  quote_keywords(draft, draft.base, {"base", "ubuntu", "debian", "cuda"});
  note_decisions(draft, draft.base, {"ubuntu", "debian", "cuda", "cuda image"});
}

void add_setup(Draft& draft, bool apt_is_used) {
  const std::set<std::string> wanted = setup_programs(draft);
  if (wanted.empty() && !apt_is_used && draft.resolution.python.from != Interpreter::From::apt) return;
  content::AptSetup content{.os = draft.resolution.os, .packages = {}};
  content.packages.assign(wanted.begin(), wanted.end());
  draft.setup = draft.add(LayerKind::setup, "setup", std::move(content));
  draft[*draft.setup].added.assign(wanted.begin(), wanted.end());
  std::vector<std::string>& notes = draft[*draft.setup].notes;
  notes.emplace_back("apt's mirror is a build argument");
  if (!wanted.empty()) {
    notes.push_back(fmt::format("{}: what the conda installer is fetched with", fmt::join(wanted, " ")));
  }
}

std::uint32_t position_of_python(const Draft& draft) {
  const Model& model = draft.model;
  std::uint32_t position = nowhere;
  if (!model.python) {
    for (const std::size_t i : statements_of(model, Manager::pip)) {
      position = std::min(position, model.packages[i].position);
    }
    return position;
  }
  position = 0;
  const std::uint32_t begin = model.python->version.where.begin;
  const auto look_at = [&](const auto& statement) {
    if (statement.where.begin < begin) position = std::max(position, statement.position);
  };
  std::for_each(model.packages.begin(), model.packages.end(), look_at);
  std::for_each(model.steps.begin(), model.steps.end(), look_at);
  return position;
}

void add_interpreter(Draft& draft) {
  const Interpreter& python = draft.resolution.python;
  const auto add = [&](Content content) {
    const LayerId id = draft.add(LayerKind::python, "python", std::move(content));
    quote_keywords(draft, id, {"python"});
    note_decisions(draft, id, {"python", "python from"});
    draft.python = id;
  };
  if (python.from == Interpreter::From::apt) {
    add(content::PythonFromApt{.os = draft.resolution.os, .prefix = python.prefix});
  } else if (python.from == Interpreter::From::uv) {
    add(content::PythonFromUv{.version = python.version, .prefix = python.prefix, .uv_version = draft.resolution.uv});
  }
  if (!draft.python) return;
  draft.origin(*draft.python).weight = 1;
  draft.origin(*draft.python).position = position_of_python(draft);
}

void relate_foundation(Draft& draft) {
  if (!draft.setup) return;
  for (const LayerId id : draft.apt) draft.require(id, *draft.setup);
  if (draft.python) draft.require(*draft.python, *draft.setup);
  draft.require(*draft.setup, draft.base);
}

}  // namespace envc
