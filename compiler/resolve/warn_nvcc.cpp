// CUDA's compiler: is it in the image where something is compiled with it.
#include "resolve/addresses.hpp"
#include "resolve/base.hpp"
#include "resolve/compilation.hpp"
#include "resolve/image.hpp"
#include "resolve/warn.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// The CUDA of the newest build of the framework's release, where that is known; empty: not known.
std::string cuda_for(const Resolving& r) {
  const auto framework = installed_framework(r);
  if (!framework) return {};
  if (!framework->cuda.empty()) return framework->cuda;
  std::string_view newest;
  for (const FrameworkBuild& build : r.facts.framework_builds()) {
    if (build.version == framework->version && !build.absent &&
        (newest.empty() || std::is_gt(compare_versions(build.cuda, newest))))
      newest = build.cuda;
  }
  return std::string(newest);
}

/// The image, if it surely has no nvcc.
struct Without {
  bool cuda = false;     ///< it has the rest of CUDA
  std::string instead;   ///< a statement; empty: none is known
  Span where;            ///< what chose it
  std::string is_there;  ///< what it has, for the sentence
};

std::optional<Without> without_nvcc(const Resolving& r) {
  const ImageReference image = image_reference(fmt::format("{}/{}", r.out.base_registry, r.out.base_image));
  const auto row = r.facts.base(image.known_as());
  if (!row || row->no_nvcc.empty()) return std::nullopt;
  if (row->no_nvcc == "*") {
    const std::string cuda = cuda_for(r);
    return Without{false, cuda.empty() ? "" : fmt::format("cuda {}", cuda), {}, "the image has no CUDA"};
  }
  constexpr std::string_view complete = "devel";
  for (const std::string_view flavour : tag_words(image.tag)) {
    if (!has_word(row->no_nvcc, flavour)) continue;
    Without found{true, {}, {}, fmt::format("a `{}` image has none", flavour)};
    if (r.model.base) {
      const std::string& said = r.model.base->image.value;
      const std::size_t at =
          said.size() - image.tag.size() + static_cast<std::size_t>(flavour.data() - image.tag.data());
      found.instead = fmt::format("base {}{}{}", said.substr(0, at), complete, said.substr(at + flavour.size()));
      found.where = r.model.base->image.where;
    } else if (r.model.cuda && r.model.cuda->flavour) {
      CudaChoice choice = *r.model.cuda;
      choice.flavour->value = complete;
      found.instead = cuda_statement(choice, choice.version.value);
      found.where = r.model.cuda->flavour->where;
    }
    return found;
  }
  return std::nullopt;
}

/// `cuda-nvcc`, or with what the manager puts after it: `cuda-nvcc_linux-64`, and of apt `cuda-toolkit-12-1`.
bool is_called(const SecondCuda& row, std::string_view name) {
  if (!name.starts_with(row.name)) return false;
  return name.size() == row.name.size() || name[row.name.size()] == (row.manager == "apt" ? '-' : '_');
}

/// Whether a line can bring one: it names a package, `cuda-nvcc-12-1`, or an archive, `…/cuda_12.1.0_linux.run`.
bool can_bring(const Facts& facts, std::string_view line) {
  const auto rows = facts.second_cuda();
  const bool installs = line.find("install") != std::string_view::npos;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(" \t;&|()'\"="), line.size());
    std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    word.remove_prefix(word.rfind('/') + 1);
    if (std::any_of(rows.begin(), rows.end(), [&](const SecondCuda& row) {
          if (!row.nvcc || !word.starts_with(row.name)) return false;
          return word.size() == row.name.size() ? installs
                                                : word.find_first_of("-_", row.name.size()) == row.name.size();
        }))
      return true;
  }
  return false;
}

/// Whether something of the file can bring an nvcc of its own.
bool brings_nvcc(const Resolving& r) {
  const auto rows = r.facts.second_cuda();
  for (const SaidPackage& package : said_packages(r)) {
    if (std::any_of(rows.begin(), rows.end(), [&](const SecondCuda& row) {
          return row.nvcc && row.manager == name(package.manager) && is_called(row, package.said.name);
        }))
      return true;
  }
  const auto any_of = [&](const std::vector<std::string>& lines) {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return can_bring(r.facts, line); });
  };
  return std::any_of(r.model.steps.begin(), r.model.steps.end(), [&](const Step& step) {
    if (const auto* run = std::get_if<Run>(&step.action)) return any_of(run->lines);
    if (const auto* git = std::get_if<Git>(&step.action)) return any_of(git->lines);
    if (const auto* download = std::get_if<Download>(&step.action)) return can_bring(r.facts, download->url.value);
    const auto* copy = std::get_if<Copy>(&step.action);
    return copy != nullptr && copy->from && copy->target.find("cuda") != std::string::npos;
  });
}

/// Whether the statement can find wheels where the tables know nothing of.
bool has_other_wheels(const Resolving& r, const PackageStatement& statement) {
  const auto unknown = [&](const Said<std::string>& url) { return !build_of_address(r.facts, url.value); };
  const auto all = index_addresses(statement);
  return std::any_of(all.begin(), all.end(), unknown) ||
         std::any_of(statement.options.begin(), statement.options.end(),
                     [](const auto& option) { return option.value.starts_with("--only-binary"); });
}

bool is_set(const Resolving& r, const PackageStatement& statement, std::string_view variables) {
  const auto named = [&](const EnvVar& variable) { return has_word(variables, variable.name); };
  return std::any_of(r.model.env.begin(), r.model.env.end(), named) ||
         std::any_of(statement.how.with.begin(), statement.how.with.end(), named);
}

class Looking {
 public:
  Looking(const Resolving& r, const Without& without) : r_(r), without_(without) {}

  void packages() {
    const auto framework = installed_framework(r_);
    const bool for_cpu = framework && framework->build && framework->cuda.empty();
    for (const SaidPackage& package : said_packages(r_)) {
      if (!package.decided.compiles) continue;
      const auto needs = r_.facts.needs("pip", package.said.name);
      if (!needs || needs->nvcc.empty() || is_set(r_, package.statement, needs->nvcc_unless)) continue;
      const bool always = needs->nvcc == "always";
      if (!always && (!without_.cuda || for_cpu)) continue;
      if (has_other_wheels(r_, package.statement)) continue;
      report(package.said.where, always && without_.cuda,
             always ? fmt::format("`{}` is compiled with nvcc, and {}", package.said.name, without_.is_there)
                    : fmt::format("`{}` is compiled, its code for GPUs with nvcc, and {}", package.said.name,
                                  without_.is_there),
             always ? "" : "its build fails, or leaves that code out");
    }
  }

  void steps() {
    if (!without_.cuda) return;
    for (const Step& step : r_.model.steps) {
      if (const auto* run = std::get_if<Run>(&step.action)) lines(step, run->lines);
      if (const auto* git = std::get_if<Git>(&step.action)) lines(step, git->lines);
    }
  }

 private:
  void lines(const Step& step, const std::vector<std::string>& lines) {
    bool calls = false;
    bool tries = false;  // what asks first is no fault, and what follows can depend on it
    for (const std::string& line : lines) {
      const std::string_view text = line;
      const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
      const std::string_view program = text.substr(first, text.find_first_of(" \t;", first) - first);
      calls = calls || lines_want(r_.facts, {std::string(program)}, "nvcc");
      tries = tries || program == "if" || text.find("||") != std::string_view::npos;
    }
    if (calls) report(step.where, !tries, fmt::format("the step calls nvcc, and {}", without_.is_there), "");
  }

  void report(Span where, bool sure, std::string message, std::string here) {
    Diagnostic d{.kind = Kind::no_nvcc,
                 .severity = sure ? Severity::error : Severity::warning,
                 .message = std::move(message),
                 .where = where,
                 .here = std::move(here)};
    if (without_.cuda) d.labels.push_back({without_.where, "the image is chosen here"});
    d.help = without_.instead.empty() ? "say which with `cuda VERSION`" : fmt::format("write `{}`", without_.instead);
    r_.diagnostics.add(std::move(d));
  }

  const Resolving& r_;
  const Without& without_;
};

}  // namespace

void warn_of_nvcc(const Resolving& r) {
  const auto without = without_nvcc(r);
  if (!without || brings_nvcc(r)) return;
  Looking looking(r, *without);
  looking.packages();
  looking.steps();
}

}  // namespace envc
