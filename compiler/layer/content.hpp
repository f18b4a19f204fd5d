// What a layer does, as values; emit/ writes them down. One variant member per form of instruction.
#pragma once

#include "model/model.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace envc::content {

struct From {  ///< FROM
  std::string registry;
  std::string image;  ///< without registry, with tag
};

struct AptSetup {  ///< apt pointed at its mirror, and what later steps need to fetch things
  Os os;
  std::vector<std::string> packages;  ///< ca-certificates curl git, as needed
};

struct AptInstall {
  Os os;
  std::vector<std::string> packages;  ///< sorted, unique
  bool remove = false;
  std::vector<EnvVar> with = {};
};

struct PythonFromApt {  ///< the distribution's interpreter, in an environment of its own
  Os os;
  std::string prefix;
};

struct PythonFromUv {
  std::string version;
  std::string prefix;
  std::string uv_version;
};

struct CondaInstaller {
  std::string name;     ///< Miniforge3
  std::string version;  ///< 26.3.2-3
  std::string url;      ///< folder of the files: `https://…/download/26.3.2-3`
  std::string prefix;   ///< /opt/conda
  struct Build {
    std::string machine;  ///< `uname -m`
    std::string file;
    std::string sha256;
  };
  std::vector<Build> builds;
};

struct CondaInstall {
  std::string prefix;   ///< /opt/env
  bool create = false;  ///< the first one makes the environment
  bool remove = false;
  std::vector<std::string> specs;     ///< as said, sorted by name
  std::vector<std::string> channels;  ///< in order
  std::string cuda;                   ///< major.minor for CONDA_OVERRIDE_CUDA; empty: CPU
  std::vector<std::string> options;
  std::vector<EnvVar> with;
  bool keeps_installed = false;  ///< a part of what could be one step: what is there stays exactly as it is
};

/// The beginning of index URLs that a build argument can point elsewhere (facts: mirrors).
struct IndexMirror {
  std::string argument;  ///< PYTORCH_INDEX
  std::string prefix;    ///< https://download.pytorch.org/whl
};

struct PipInstall {
  std::string python;  ///< command that runs it: `python3`
  bool remove = false;
  std::vector<std::string> requirements;
  std::string index_url;  ///< empty: the default index
  std::vector<std::string> extra_index_urls;
  std::vector<std::string> find_links;
  std::string build = {};  ///< the one of the framework that all those indexes have wheels of; empty: none is known
  std::vector<std::string> requirement_files;  ///< relative; bind-mounted
  std::vector<std::string> constraint_files;
  std::vector<std::string> included_files;  ///< what those files name with -r and -c in turn
  std::vector<LocalProject> projects;
  std::string projects_root;  ///< where local projects live in the image, absolute
  bool no_build_isolation = false;
  bool keep_base = false;         ///< constrain to what the base ships
  std::vector<std::string> keep;  ///< names of frameworks to keep, lower case
  std::vector<std::string> options;
  std::vector<EnvVar> with;
  /// Pinned requirements of pip layers before this one: given to pip again, so that it cannot move them.
  std::vector<std::string> hold = {};
  std::vector<IndexMirror> mirrors = {};  ///< all that there are
  std::optional<std::string> user = {};
  bool keeps_installed = false;  ///< a part of what could be one step: what is there stays in its version
};

struct Variables {  ///< ENV
  std::vector<EnvVar> variables;
};

struct Script {  ///< `run`, and `check` at the end
  std::vector<std::string> lines;
  std::vector<EnvVar> with;
  std::optional<std::string> user;
  std::string workdir;  ///< the image's, which `meta` sets only later; empty: none is said
};

struct CopyFiles {
  std::vector<std::string> sources;
  std::string target;
  std::optional<std::string> from;
  std::optional<std::string> user = {};  ///< who owns them; root if not said
};

struct PutFile {  ///< `file PATH` with its text
  std::string path;
  std::string text;
  std::optional<std::string> mode;
  std::optional<std::string> user = {};
};

struct Fetch {  ///< `download`
  std::string url;
  std::string path;
  std::optional<std::string> sha256;
  bool unpack = false;
  std::optional<std::string> mode;
  std::vector<EnvVar> with = {};
  std::optional<std::string> user = {};
};

struct Checkout {  ///< `git`
  std::string url;
  std::optional<std::string> ref;
  std::optional<std::string> path;
  std::vector<std::string> lines;
  std::vector<EnvVar> with;
  std::optional<std::string> user = {};
};

struct Timezone {
  std::string zone;
};
struct Locale {
  std::string locale;
  Os os;
};

struct Home {  ///< HOME that any uid can write, with the bashrc
  std::string path;
  bool root_user = false;  ///< the image's user is root (said so)
  std::string user;        ///< a user's name to create; empty: numeric 1000
};

struct Meta {  ///< WORKDIR, EXPOSE, LABEL, SHELL, ENTRYPOINT, CMD, USER: cost nothing, stand last
  std::string workdir;
  std::vector<std::uint16_t> ports;
  std::vector<EnvVar> labels;
  std::optional<Exec> entrypoint;
  std::optional<Exec> command;
  std::string user;  ///< `1000:1000`, `root`, or a name
};

}  // namespace envc::content

namespace envc {

using Content = std::variant<content::From, content::AptSetup, content::AptInstall, content::PythonFromApt,
                             content::PythonFromUv, content::CondaInstaller, content::CondaInstall, content::PipInstall,
                             content::Variables, content::Script, content::CopyFiles, content::PutFile, content::Fetch,
                             content::Checkout, content::Timezone, content::Locale, content::Home, content::Meta>;

}  // namespace envc
