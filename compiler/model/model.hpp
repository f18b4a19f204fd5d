// The checked environment: what the person said, in plain values, nothing filled in yet (resolve/ does that).
#pragma once

#include "model/runtime.hpp"
#include "model/steps.hpp"
#include "text/span.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace envc {

/// A distribution: name `ubuntu` or `debian`, release such as `20.04` or `12`.
struct Os {
  std::string name;
  std::string release;

  friend bool operator==(const Os&, const Os&) = default;
};

/// `cuda 11.3 devel cudnn gl`. The version as said: two or three numbers.
struct CudaChoice {
  Said<std::string> version;
  std::optional<Said<std::string>> flavour;  ///< base, runtime or devel
  std::optional<Said<bool>> cudnn;
  std::optional<Said<bool>> gl;
};

/// `base IMAGE [keeps nothing]`
struct BaseImage {
  Said<std::string> image;
  bool keeps_nothing = false;
};

/// `python 3.10 [from conda|apt|uv]`
struct PythonChoice {
  Said<std::string> version;
  std::optional<Said<std::string>> from;
};

/// ENTRYPOINT or CMD in exec form.
struct Exec {
  std::vector<std::string> words;
  Span where;
};

/// A statement's own text, for the comment above its layer: the header as written, blanks folded.
struct Quote {
  std::string text;
  Span where;
};

struct Model {
  Said<std::string> project{"env", {}};
  std::optional<Said<std::string>> image;      ///< the name it is pushed under, without tag
  std::optional<Said<std::string>> image_tag;  ///< `image a/b:v1` names a tag as well
  std::optional<Said<Os>> os;
  std::optional<CudaChoice> cuda;
  std::optional<BaseImage> base;
  std::optional<PythonChoice> python;
  std::vector<Said<std::string>> arch;        ///< GPU architectures: `8.0`, `8.6+PTX`
  std::vector<PackageStatement> packages;     ///< in source order
  std::vector<Step> steps;                    ///< in source order
  std::vector<EnvVar> env;                    ///< the image's environment, `pythonpath` included
  std::optional<Said<std::string>> timezone;  ///< as in /usr/share/zoneinfo
  std::optional<Said<std::string>> locale;    ///< en_US.UTF-8
  std::optional<Said<std::string>> workdir;   ///< absolute
  std::optional<Said<std::string>> shell;     ///< absolute path of the interactive shell
  std::vector<EnvVar> labels;
  std::optional<Exec> entrypoint;
  std::optional<Exec> command;
  RunSettings run;  ///< said above the places: holds for all of them
  std::vector<Place> places;
  std::vector<Job> jobs;
  std::vector<Said<std::string>> allowed;  ///< `allow NAME`: warnings that are silenced
  std::map<std::string, Quote> quotes;  ///< statement keyword → its text, for single statements (base, timezone …)
};

}  // namespace envc
