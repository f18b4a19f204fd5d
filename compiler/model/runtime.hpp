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

/// A folder on the machine it runs on: relative to the project's folder, absolute, `~/…` or `$VAR/…`.
struct MachineFolder {
  PathWorld world = PathWorld::project;
  std::string variable;
  std::string path;  ///< as Mount::source
  Span where;
};

struct Place {
  Said<std::string> name;
  RunSettings own;                          ///< as said inside it; merge with `merged()`
  std::optional<MachineFolder> images;      ///< where .sqsh files are kept; default: beside project.env
  std::optional<Said<std::string>> driver;  ///< of its GPUs: `470`, `535.104.05`
};

struct Job {
  Said<std::string> name;
  std::optional<Said<std::string>> on;  ///< a place's name
  std::optional<Said<Gpus>> gpus;
  std::optional<Said<std::uint64_t>> seconds;  ///< time limit
  std::optional<Said<std::uint32_t>> nodes;
  std::optional<Said<std::uint32_t>> tasks;      ///< a node
  std::optional<Said<std::uint32_t>> cpus;       ///< a task
  std::optional<Said<std::uint64_t>> mebibytes;  ///< memory a node
  std::optional<Said<std::string>> array;        ///< `0-9`, `1,3,5`, `0-99%4`: as SLURM spells it
  std::vector<std::string> lines;                ///< `run`
  RunSettings own;
  Span where;
};

/// What holds in a place: `above`, then `own` over it.
RunSettings merged(const RunSettings& above, const RunSettings& own);

}  // namespace envc
