// pip: packages, requirement files, and projects of the folder that project.env is in.
#include "emit/docker_paths.hpp"
#include "emit/dockerfile_writer.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace envc {
namespace {

constexpr std::string_view build_folder = "/tmp/envc";
constexpr std::string_view base_versions = "/tmp/base.txt";
constexpr std::string_view installed = "/tmp/installed.txt";

std::string word(std::string_view raw) {
  return ShellWord(raw).text();
}

std::string in_build_folder(std::string_view path) {
  return path == "." ? fmt::format("{}/project", build_folder) : fmt::format("{}/{}", build_folder, path);
}

std::string in_image(const content::PipInstall& pip, std::string_view path) {
  return path == "." ? pip.projects_root : fmt::format("{}/{}", pip.projects_root, path);
}

/// An index, by its build argument where it has one.
std::string index_word(const content::PipInstall& pip, std::string_view url) {
  for (const content::IndexMirror& mirror : pip.mirrors) {
    const std::string_view rest = url.substr(std::min(url.size(), mirror.prefix.size()));
    if (!url.starts_with(mirror.prefix) || !(rest.empty() || rest.front() == '/')) continue;
    if (rest.empty() || word(rest) == rest) return fmt::format("\"${{{}}}{}\"", mirror.argument, rest);
    return fmt::format("\"${{{}}}\"{}", mirror.argument, word(rest));
  }
  return word(url);
}

void declare_indexes(DockerfileWriter& out, const content::PipInstall& pip) {
  std::vector<std::string> urls = pip.extra_index_urls;
  urls.insert(urls.end(), pip.find_links.begin(), pip.find_links.end());
  urls.push_back(pip.index_url);
  for (const content::IndexMirror& mirror : pip.mirrors) {
    const std::string reference = fmt::format("${{{}}}", mirror.argument);
    const bool used = std::any_of(urls.begin(), urls.end(), [&](const std::string& url) {
      return index_word(pip, url).find(reference) != std::string::npos;
    });
    if (used) out.argument(mirror.argument, mirror.prefix);
  }
}

/// What the step reads from the project's folder, without a copy in the image: mounted, where an option can hold the
/// path; copied else.
class Brought {
 public:
  Brought(DockerfileWriter& out, const content::PipInstall& pip) : out_(out) {
    for (const auto* files : {&pip.requirement_files, &pip.constraint_files, &pip.included_files}) {
      for (const std::string& file : *files) bring(normal_path(file), "");
    }
    for (const LocalProject& project : pip.projects) {
      const std::string path = normal_path(project.path);
      if (project.editable) {
        out.instruction(fmt::format("COPY {}", copy_arguments({path}, in_image(pip, path))));
      } else {
        // A build writes into its folder; what it writes is dropped with the mount.
        bring(path, ",rw");
      }
    }
  }

  [[nodiscard]] const std::vector<std::string>& mounts() const { return mounts_; }

 private:
  void bring(const std::string& path, std::string_view more) {
    if (!seen_.insert(path).second) return;
    if (option_can_hold(path)) {
      mounts_.push_back(fmt::format("--mount=type=bind,source={},target={}{}", path, in_build_folder(path), more));
    } else {
      out_.instruction(fmt::format("COPY {}", copy_arguments({path}, in_build_folder(path))));
    }
  }

  DockerfileWriter& out_;
  std::set<std::string> seen_;
  std::vector<std::string> mounts_;
};

/// A distribution's name as a pattern: `-`, `_` and `.` are one to pip.
std::string name_pattern(std::string_view name) {
  std::string pattern;
  for (const char c : name) {
    if (c == '-' || c == '_' || c == '.') {
      pattern += "[-_.]";
    } else if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      pattern += c;
    }
  }
  return pattern;
}

/// What the base ships of these, written as constraints.
ShellCommand base_constraints(const content::PipInstall& pip) {
  std::vector<std::string> patterns;
  for (const std::string& name : pip.keep) patterns.push_back(name_pattern(name));
  return {fmt::format("{} -m pip list --format=freeze", word(pip.python)),
          {fmt::format("  | sed -nE '/^({})==/Ip' > {}", fmt::join(patterns, "|"), base_versions)}};
}

/// What is installed, written as constraints; of what the base ships, the file may still say another version.
ShellCommand installed_constraints(const content::PipInstall& pip) {
  const std::string list = fmt::format("{} -m pip list --format=freeze", word(pip.python));
  std::vector<std::string> own;
  if (pip.keep_base) {
    for (const std::string& requirement : pip.requirements)
      own.push_back(name_pattern(std::string_view(requirement).substr(0, requirement.find_first_of("=<>!~[(@; "))));
  }
  if (own.empty()) return {fmt::format("{} > {}", list, installed)};
  return {list, {fmt::format("  | sed -E '/^({})==/Id' > {}", fmt::join(own, "|"), installed)}};
}

std::string install_head(const content::PipInstall& pip) {
  std::string head = fmt::format("{}{} -m pip install", inline_environment(pip.with), word(pip.python));
  if (pip.no_build_isolation) head += " --no-build-isolation";
  for (const std::string& option : pip.options) head += fmt::format(" {}", word(option));
  if (!pip.index_url.empty()) head += fmt::format(" --index-url {}", index_word(pip, pip.index_url));
  for (const std::string& url : pip.extra_index_urls)
    head += fmt::format(" --extra-index-url {}", index_word(pip, url));
  for (const std::string& url : pip.find_links) head += fmt::format(" --find-links {}", index_word(pip, url));
  return head;
}

/// The words in their order, each once.
std::vector<std::string> once(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& each : words) {
    if (std::find(out.begin(), out.end(), each) == out.end()) out.push_back(each);
  }
  return out;
}

/// What is asked for, quoted: constraints, files, projects, packages, then what earlier steps installed.
std::vector<std::string> asked_for(const content::PipInstall& pip, std::string_view constraints) {
  std::vector<std::string> items;
  if (!constraints.empty()) items.push_back(fmt::format("-c {}", constraints));
  for (const std::string& file : once(pip.constraint_files)) {
    items.push_back(fmt::format("-c {}", word(in_build_folder(normal_path(file)))));
  }
  for (const std::string& file : once(pip.requirement_files)) {
    items.push_back(fmt::format("-r {}", word(in_build_folder(normal_path(file)))));
  }
  for (const LocalProject& project : pip.projects) {
    const std::string path = normal_path(project.path);
    const std::string extras = project.extras.empty() ? "" : fmt::format("[{}]", project.extras);
    items.push_back(project.editable ? fmt::format("-e {}", word(in_image(pip, path) + extras))
                                     : word(in_build_folder(path) + extras));
  }
  std::vector<std::string> packages = pip.requirements;
  packages.insert(packages.end(), pip.hold.begin(), pip.hold.end());
  for (const std::string& package : once(packages)) items.push_back(word(package));
  return items;
}

}  // namespace

void write(DockerfileWriter& out, const content::PipInstall& pip) {
  std::vector<std::string> mounts = out.pip_caches();
  declare_indexes(out, pip);
  const Brought brought(out, pip);
  mounts.insert(mounts.end(), brought.mounts().begin(), brought.mounts().end());
  std::vector<ShellCommand> commands;
  if (pip.remove) {
    const std::string head = fmt::format("{}{} -m pip uninstall -y", inline_environment(pip.with), word(pip.python));
    commands.push_back(listed_words(head, once(pip.requirements)));
  } else {
    std::string_view constraints;
    if (pip.keeps_installed) {
      constraints = installed;
      commands.push_back(installed_constraints(pip));
    } else if (pip.keep_base && !pip.keep.empty()) {
      constraints = base_versions;
      commands.push_back(base_constraints(pip));
    }
    commands.push_back(listed(install_head(pip), asked_for(pip, constraints)));
    if (!constraints.empty()) commands.push_back({fmt::format("rm {}", constraints)});
  }
  out.as(pip.user, [&] { out.run(mounts, commands); });
}

}  // namespace envc
