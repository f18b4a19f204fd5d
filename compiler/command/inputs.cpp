#include "command/inputs.hpp"

#include "command/requirements.hpp"
#include "emit/artifact.hpp"
#include "statement/pip_source.hpp"
#include "text/digest.hpp"
#include "text/nearest.hpp"
#include "version/requirement.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>

namespace envc {
namespace {

std::string normal(const std::filesystem::path& path) {
  std::string text = path.lexically_normal().string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text.empty() ? "." : text;
}

/// What is never part of a copied folder, at any depth: it changes without the project changing.
bool passing(const std::string& name) {
  return name == ".git" || name == "__pycache__" || name.starts_with(temporary_prefix);
}

/// Whether the name is what the pattern says; `*` is any characters.
bool matches(std::string_view pattern, std::string_view name) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == name;
  if (!name.starts_with(pattern.substr(0, star))) return false;
  for (std::size_t end = star; end <= name.size(); ++end) {
    if (matches(pattern.substr(star + 1), name.substr(end))) return true;
  }
  return false;
}

/// What a folder holds, in two forms: all that makes its image, and what `sha256sum` prints of its files.
struct Listing {
  std::string whole;
  std::map<std::string, std::string> files;  ///< path as `find` prints it → hash; sorted by bytes

  void add_file(const std::string& path, unsigned mode, const std::string& hash) {
    whole += fmt::format("{:o} {} {}\n", mode, hash, path);
    files.emplace("./" + path, hash);
  }
  [[nodiscard]] std::string as_sha256sum() const {
    std::string text;
    for (const auto& [path, hash] : files) text += fmt::format("{}\n", checksum_line(hash, path));
    return text;
  }
};

std::string link_out(const std::string& path) {
  return fmt::format("{} is a link out of the project's folder", envc::quoted(path));
}

class Gathering {
 public:
  Gathering(const Model& model, const Project& project, const Files& files, Sources& sources, Diagnostics& diagnostics)
      : project_(project),
        files_(files),
        sources_(sources),
        diagnostics_(diagnostics),
        root_(files.real(project.folder)) {
    // Generated files count as such only where this run writes them: in the output folder.
    const std::string out = normal(std::filesystem::path(project.out).lexically_relative(project.folder));
    for (const std::string& name : artifact_names(model)) generated_.insert(normal(std::filesystem::path(out) / name));
    for (const char* name : {"envc.d", ".envc.stamp"}) generated_.insert(normal(std::filesystem::path(out) / name));
    generated_.insert(".envc_history");
    passing_ = passing_names(model);
  }

  /// A file or a folder; its hash joins the inputs.
  void add(const std::string& path, Span where) {
    if (!seen_.insert(path).second || !usable(path, where)) return;
    const std::string there = project_.inside(path);
    if (files_.kind(there) == FileKind::directory) {
      Listing listing;
      add_folder(path, listing);
      inputs_.all.push_back({.path = path,
                             .directory = true,
                             .executable = false,
                             .sha256 = sha256(listing.whole),
                             .listing = listing.as_sha256sum()});
    } else {
      inputs_.files.insert(path);
      inputs_.all.push_back(
          {.path = path, .directory = false, .executable = files_.mode(there) == 0755, .sha256 = files_.digest(there)});
    }
  }

  /// The requirement and constraint files of a statement, with all that they name.
  void add_requirements(const PackageStatement& statement) {
    Listed& listed = inputs_.listed.emplace_back();
    std::set<std::pair<std::string, bool>> read;
    for (const auto& file : statement.requirement_files)
      add_requirements({file.value, file.where, file.value, false}, listed, read);
    for (const auto& file : statement.constraint_files)
      add_requirements({file.value, file.where, file.value, true}, listed, read);
  }

  Inputs take() {
    std::sort(inputs_.all.begin(), inputs_.all.end(), [](const Input& a, const Input& b) { return a.path < b.path; });
    return std::move(inputs_);
  }

 private:
  void refuse(Kind kind, Span where, std::string message, std::string help = {}) {
    diagnostics_.add({.kind = kind, .message = std::move(message), .where = where, .help = std::move(help)});
  }

  struct RequirementFile {
    std::string path;
    Span where;
    std::string top;  ///< the one that the statement names
    bool constrains = false;
  };

  /// Each file once: `read` holds paths, and whether they were read as constraints.
  void add_requirements(const RequirementFile& file, Listed& listed, std::set<std::pair<std::string, bool>>& read) {
    add(file.path, file.where);
    if (files_.kind(project_.inside(file.path)) != FileKind::regular) return;
    if (file.path != file.top) {
      std::vector<std::string>& included = inputs_.included[file.top];
      if (std::find(included.begin(), included.end(), file.path) == included.end()) included.push_back(file.path);
    }
    if (!read.insert({file.path, file.constrains}).second) return;
    const Source& source = source_of(file.path);
    for (const RequirementLine& line : read_requirements(source.text)) {
      const Span here = source.span(line.begin, line.end);
      switch (line.names) {
        using Names = RequirementLine::Names;
        case Names::requirement_file:
        case Names::constraint_file:
          add_requirements({normal(std::filesystem::path(file.path).parent_path() / line.text), here, file.top,
                            file.constrains || line.names == Names::constraint_file},
                           listed, read);
          break;
        case Names::local_project:
          refuse_local(line.text, file.path, here);
          break;
        case Names::package:
          add_listed({{}, line.text, here, file.path}, file.constrains ? listed.constraints : listed.packages);
          break;
        case Names::index_url:
          listed.index_url = {line.text, here};
          break;
        case Names::extra_index_url:
          listed.extra_index_urls.push_back({line.text, here});
          break;
        case Names::find_links:
          listed.find_links.push_back({line.text, here});
          break;
        case Names::hash:
          listed.hashed = true;
          break;
      }
    }
  }

  const Source& source_of(const std::string& path) {
    const auto known = read_.find(path);
    if (known != read_.end()) return *known->second;
    const Source& source =
        sources_.add(project_.inside(path), files_.read_start(project_.inside(path), largest_source).value_or(""));
    read_.emplace(path, &source);
    return source;
  }

  /// What cannot be read is left to pip, which reports it.
  static void add_listed(Package package, std::vector<Package>& packages) {
    // of a line that goes on in the next
    package.spec.erase(
        std::unique(package.spec.begin(), package.spec.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
        package.spec.end());
    if (is_address(package.spec)) {
      package.name = canonical_pip_name(name_of_address(package.spec));
    } else if (const auto read = read_requirement(package.spec);
               const auto* const it = std::get_if<Requirement>(&read)) {
      package.name = canonical_pip_name(it->name);
    }
    if (!package.name.empty()) packages.push_back(std::move(package));
  }

  void refuse_local(const std::string& project, const std::string& file, Span where) {
    refuse(Kind::local_requirement, where,
           fmt::format("{} names the local project {}, which is not there when it is installed", envc::quoted(file),
                       envc::quoted(project)),
           fmt::format("take the line out of the file and write `pip -e {}` in project.env", project));
  }

  bool usable(const std::string& path, Span where) {
    const std::string there = project_.inside(path);
    if (path.starts_with('/') || path == ".." || path.starts_with("../")) {
      refuse(Kind::path_outside_project, where,
             fmt::format("{} leads out of the project's folder", envc::quoted(path)));
      return false;
    }
    if (generated_.contains(path)) {
      refuse(Kind::generated_source, where, fmt::format("{} is written by envc itself", envc::quoted(path)));
      return false;
    }
    const auto real = files_.real(there);
    if (!real) {
      refuse_missing(path, where);
      return false;
    }
    const bool below = root_ && (*real == *root_ || real->starts_with(*root_ == "/" ? "/" : *root_ + "/"));
    if (!below) refuse(Kind::link_out_of_project, where, link_out(path));
    return below;
  }

  void refuse_missing(const std::string& path, Span where) {
    const std::string there = project_.inside(path);
    if (const auto link = files_.link(there)) {
      const std::string target = normal(std::filesystem::path(path).parent_path() / *link);
      if (target.starts_with('/') || target == ".." || target.starts_with("../"))
        refuse(Kind::link_out_of_project, where, link_out(path));
      else
        refuse(Kind::no_such_file, where,
               fmt::format("{} is a link to {}, which does not exist", envc::quoted(path), envc::quoted(*link)));
      return;
    }
    const std::string folder = normal(std::filesystem::path(path).parent_path());
    std::vector<std::string> names;
    for (const std::string& name : files_.list(project_.inside(folder)))
      names.push_back(normal(std::filesystem::path(folder) / name));
    const std::vector<std::string_view> known(names.begin(), names.end());
    const auto close = nearest(path, known);
    refuse(Kind::no_such_file, where, fmt::format("no file or folder {}", envc::quoted(path)),
           close ? fmt::format("did you mean `{}`?", *close) : "");
  }

  /// What .dockerignore keeps from the build does not count: not project.env, so that a comment in it changes nothing.
  /// Every file below, as a line of path, mode and hash. Links inside a folder are copied as links, so the text of the
  /// link is what counts; sockets and pipes are not copied.
  void add_folder(const std::string& folder, Listing& listing) {
    for (const std::string& name : files_.list(project_.inside(folder))) {
      const std::string path = normal(std::filesystem::path(folder) / name);
      if (passing(name) || generated_.contains(path) || passes_beside(path)) continue;
      const std::string there = project_.inside(path);
      if (const auto link = files_.link(there)) {
        listing.whole += fmt::format("link {} {}\n", sha256(*link), path);
        continue;
      }
      switch (files_.kind(there)) {
        case FileKind::directory:
          add_folder(path, listing);
          break;
        case FileKind::regular:
          listing.add_file(path, files_.mode(there), files_.digest(there));
          inputs_.files.insert(path);
          break;
        default:
          break;
      }
    }
  }

  /// What comes and goes beside project.env.
  [[nodiscard]] bool passes_beside(const std::string& path) const {
    return path.find('/') == std::string::npos &&
           std::any_of(passing_.begin(), passing_.end(),
                       [&](const std::string& pattern) { return matches(pattern, path); });
  }

  const Project& project_;
  const Files& files_;
  Sources& sources_;
  Diagnostics& diagnostics_;
  std::optional<std::string> root_;
  std::set<std::string> generated_;
  std::vector<std::string> passing_;
  std::set<std::string> seen_;
  std::map<std::string, const Source*> read_;  // requirement files
  Inputs inputs_;
};

}  // namespace

Inputs gather(const Model& model, const Project& project, const Files& files, Sources& sources,
              Diagnostics& diagnostics) {
  Gathering gathering(model, project, files, sources, diagnostics);
  for (const PackageStatement& statement : model.packages) {
    gathering.add_requirements(statement);
    for (const LocalProject& local : statement.projects) gathering.add(local.path, local.where);
  }
  for (const Step& step : model.steps) {
    const Copy* copy = std::get_if<Copy>(&step.action);
    if (copy == nullptr || copy->from) continue;
    for (const auto& source : copy->sources) gathering.add(source.value, source.where);
  }
  return gathering.take();
}

}  // namespace envc
