// Package statements and steps: what happens while the image is built.
#pragma once

#include "text/span.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace envc {

/// `NAME=value`, or `NAME+=value` (put before what a PATH-like list holds).
struct EnvVar {
  std::string name;
  std::string value;
  bool prepend = false;
  Span where;
};

/// The leading lines of a body. Names in `after` and `before` are a package, a statement's word or a path.
struct How {
  std::vector<Said<std::string>> after;
  std::vector<Said<std::string>> before;
  std::vector<EnvVar> with;               ///< environment of this step alone
  std::optional<Said<std::string>> user;  ///< build user of this step alone
};

enum class Manager : unsigned char { apt, conda, pip };
inline constexpr std::array all_managers = {Manager::apt, Manager::conda, Manager::pip};
/// `apt`, `conda`, `pip`: the statement's word.
std::string_view name(Manager);

struct Package {
  std::string name;  ///< canonical: apt as it is; conda lower case; pip by PEP 503
  std::string spec;  ///< as said, whole: `pytorch=1.12.1`, `open3d==0.17`, `git+https://…`
  Span where;
  std::string file = {};  ///< the requirement or constraint file that names it; empty: the statement itself
};

/// What the requirement and constraint files of a `pip` statement say, with the files that those name.
struct Listed {
  std::vector<Package> packages;     ///< in pip's order
  std::vector<Package> constraints;  ///< versions of what is installed for another reason
  std::optional<Said<std::string>> index_url;
  std::vector<Said<std::string>> extra_index_urls;
  std::vector<Said<std::string>> find_links;
  bool hashed = false;  ///< pip takes nothing whose hash is not in the file
};

/// `pip -e .[dev]`, `pip ./lib`, `pip ./wheels/x.whl`
struct LocalProject {
  std::string path;  ///< relative to the project's folder
  bool editable = false;
  Span where;
  std::string extras = {};  ///< `dev,test`: without brackets
};

struct PackageStatement {
  Manager manager = Manager::apt;
  bool remove = false;  ///< `pip uninstall x`, `apt remove x`
  std::vector<Package> packages;
  std::vector<Said<std::string>> channels;     ///< conda -c, in order
  std::optional<Said<std::string>> index_url;  ///< pip
  std::vector<Said<std::string>> extra_index_urls;
  std::vector<Said<std::string>> find_links;
  std::vector<Said<std::string>> requirement_files;  ///< pip -r, relative paths
  std::vector<Said<std::string>> constraint_files;   ///< pip -c, relative paths
  std::vector<LocalProject> projects;
  Listed listed;                           ///< what the files say; the driver reads them
  std::vector<Said<std::string>> options;  ///< flags passed through, one word each: `--pre`, `--no-binary=:all:` …
  How how;
  Span where;                  ///< header
  std::string quote;           ///< header as written, blanks folded
  std::uint32_t position = 0;  ///< order in the file, shared with steps
};

/// One shell, stops at the first failure.
struct Run {
  std::vector<std::string> lines;
};

/// A self test at the end of the build.
struct Check {
  std::vector<std::string> lines;
};

struct Copy {
  std::vector<Said<std::string>> sources;  ///< relative to the project's folder; absolute when `from` an image
  std::string target;                      ///< absolute in the image
  std::optional<Said<std::string>> from;   ///< an image
};

struct WriteFile {
  std::string path;
  std::string text;
  std::optional<std::string> mode;  ///< `755`
};

struct Download {
  Said<std::string> url;
  std::string path;  ///< absolute; a folder when `unpack`
  std::optional<std::string> sha256;
  bool unpack = false;
  std::optional<std::string> mode;
};

struct Git {
  Said<std::string> url;
  std::optional<std::string> ref;
  std::optional<std::string> path;  ///< kept only at a path
  std::vector<std::string> lines;   ///< run in the checkout, in the same layer
};

using Action = std::variant<Run, Check, Copy, WriteFile, Download, Git>;

struct Step {
  Action action;
  How how;
  Span where;
  std::string quote;
  std::uint32_t position = 0;
};

}  // namespace envc
