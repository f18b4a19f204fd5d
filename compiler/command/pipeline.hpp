// From text to plan: what compile and check have in common.
#pragma once

#include "command/inputs.hpp"
#include "command/project.hpp"
#include "command/project_facts.hpp"
#include "layer/plan.hpp"
#include "resolve/kept.hpp"
#include "statement/statement.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// What is still open, and is chosen otherwise than envc.lock had it.
struct Move {
  std::string subject;
  std::string from;
  std::string to;
  std::string reason;
};

struct Planned {
  Plan plan;
  std::set<std::string> files;  ///< every single file that the build reads, relative to the project's folder
  bool lock_readable = true;    ///< false: envc.lock cannot be read, which is reported
  std::vector<Move> moves;
  Kept kept;  ///< what envc.lock had decided
  /// Requirement or constraint file → the files it names in turn.
  std::map<std::string, std::vector<std::string>> included = {};
  std::shared_ptr<const ProjectFacts> facts = {};  ///< what it was planned with
};

/// What a run asks for beside the source and the lock.
struct Request {
  Settings settings;          ///< `--set NAME=VALUE`
  bool replace_lock = false;  ///< `--force`: a lock that was edited or damaged has no say, and is no fault
  /// `--update`: what is chosen anew rather than kept, by package or subject; empty: everything.
  std::optional<std::vector<std::string>> update = {};
  bool repack = false;                  ///< `--repack`: lay all layers anew
  std::vector<Manager> merge = {};      ///< `--merge`: packages of these in one layer
  std::optional<Learned> learned = {};  ///< in place of what envc.lock has
  StdlibFolder stdlib = {};             ///< `--stdlib`
};

/// Of the options that all commands share which plan. Throws UsageError.
Request request_of(const Options&, const Files&);

/// Whether a name of `--update` means this decision: `torchvision` means `conda torchvision` and `pip torchvision`.
bool is_meant(std::string_view name, std::string_view subject);

/// Reads the source and the lock beside it, and plans the image. All faults go to `diagnostics`, but for the warnings
/// that the source allows; nullopt if the source has an error.
std::optional<Planned> plan(const Project&, const Request&, const Terminal&, Sources&, Diagnostics&);

}  // namespace envc
