// Places and jobs: what happens when the image runs. Nothing here changes the image.
#pragma once

#include "model/steps.hpp"
#include "text/span.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace envc {

/// Which world a mount's source lives in (design §2.6).
enum class PathWorld : unsigned char {
  project,   ///< relative: the project's folder
  machine,   ///< absolute on the machine it runs on
  home,      ///< `~/…`
  variable,  ///< `$VAR/…`
};

struct Mount {
  PathWorld world = PathWorld::project;
  std::string variable;  ///< for PathWorld::variable: VAR
  std::string source;    ///< the rest: without `~/`, `$VAR/`; `.` or `data` for project; absolute for machine
  std::string target;    ///< absolute in the image, no trailing slash
  bool read_only = false;
  Span where;
};

struct Port {
  std::uint16_t host = 0;
  std::uint16_t container = 0;
  Span where;
};

/// `gpus all`, `gpus none`, `gpus 2`, `gpus a100:2`
struct Gpus {
  enum class Kind : unsigned char { all, none, number } kind = Kind::all;
  std::uint32_t number = 0;
  std::string type;  ///< `a100`, empty if not said
};

/// Above the places they hold for all; a place adds to lists, replaces single values, keyed things by their key.
struct RunSettings {
  std::vector<Mount> mounts;                 ///< keyed by target
  std::vector<EnvVar> env;                   ///< keyed by name; only inside places and jobs
  std::vector<Port> ports;                   ///< keyed by container port
  std::optional<Said<std::string>> display;  ///< `x11` or `none`
  std::optional<Said<Gpus>> gpus;
  std::optional<Said<std::string>> user;  ///< `host` (the default: the caller's uid), `root`, or a name
  std::vector<EnvVar> slurm;              ///< `partition=batch`; keyed by name
};

struct Place {
  Said<std::string> name;
  RunSettings own;  ///< as said inside it; merge with `settings()`
};

struct Job {
  Said<std::string> name;
  std::optional<Said<std::string>> on;  ///< a place's name
  std::optional<Said<Gpus>> gpus;
  std::optional<Said<std::uint64_t>> seconds;  ///< time limit
  std::vector<std::string> lines;              ///< `run`
  RunSettings own;
  Span where;
};

/// What holds in a place: `above`, then `own` over it.
RunSettings merged(const RunSettings& above, const RunSettings& own);

}  // namespace envc
