// No such build of the framework: which there are.
#include "resolve/base.hpp"
#include "resolve/compilation.hpp"
#include "resolve/explain.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

using Of = Saying::Of;
using Versions = std::vector<std::string>;

class Explanation {
 public:
  explicit Explanation(const Explaining& e) : e_(e) {
    // of a version that names a build all builds of the release: which there are is what is told
    const bool local = e.part(Of::framework) != nullptr && !local_part().empty();
    for (std::size_t i = 0; i < e.c.builds.size(); ++i) {
      const bool admitted = std::all_of(e.fault.conflict.begin(), e.fault.conflict.end(), [&](std::size_t claim) {
        const Of of = e.c.sayings[claim].of;
        if (of == Of::framework && local) return e.c.builds[i].version == public_version(*e.use.spec.range->named());
        const bool admits = e.c.problem.claims[claim].restrictions.front().variable != Choosing::build ||
                            e.c.problem.claims[claim].restrictions.front().admitted[i];
        // of a pin only what is of another channel: which CUDAs there are is what is told
        if (of == Of::pin) return admits || !fits_cuda(e.r.facts, e.c.builds[i], {false, e.use.pin->cuda});
        return (of != Of::framework && of != Of::companion && of != Of::channel) || admits;
      });
      if (admitted) builds_.push_back(&e.c.builds[i]);
    }
    const Saying* package = e.part(Of::framework);
    if (package == nullptr) package = e.part(Of::companion);
    if (package == nullptr) package = e.part(Of::pin);
    d_.where = package->where;
    shown_ = framework_name(e.r.facts, e.use.manager);
    auto named = package->of == Of::framework ? e.use.spec.range->named() : std::nullopt;
    if (package->of == Of::companion) {
      shown_ = named_package(*package).name;
      named = read_spec(e.use.manager, package->text).range->named();
    }
    if (named) shown_ += fmt::format(" {}", public_version(*named));
    if (e.part(Of::pin) != nullptr) {
      cuda_ = e.use.pin->cuda;
    } else if (local && e.use.pin && e.use.pin->known) {
      cuda_ = e.use.pin->cuda;
    } else if (e.part(Of::cuda) != nullptr) {
      cuda_ = std::string(leading(e.r.model.cuda->version.value, 2));
    } else if (e.part(Of::base) != nullptr && !e.r.out.cuda.empty()) {
      cuda_ = std::string(leading(e.r.out.cuda, 2));
    } else if (e.fault.conflict.size() == 1) {
      cuda_ = "";  // nothing but the package: it has no build for the CPU
    }
    python_ = python();
    if (e.part(Of::os) != nullptr || e.part(Of::base) != nullptr) {
      os_ = e.part(Of::os) != nullptr ? e.r.model.os->value : e.r.out.os;
      distribution_ = distribution_of(e.r.facts, *os_);
    }
  }

  Diagnostic explain() {
    const bool framework = e_.part(Of::framework) != nullptr;
    const bool companion = e_.part(Of::companion) != nullptr;
    if (e_.part(Of::guarded) != nullptr) {
      guarded();
    } else if (framework && companion && e_.fault.conflict.size() == 2) {
      companion_differs();
    } else if (compiles_against_both()) {
      cuda_differs();
    } else if (companion && !python_.empty() && companion_lacks_python()) {
      no_python_of_companion();
    } else if (framework && companion) {
      in_general();
    } else if (cuda_ && passing(true, false, false).empty()) {
      no_cuda();
    } else if (distribution_ != nullptr && passing(true, true, false).empty()) {
      no_glibc();
    } else if (!python_.empty() && passing(true, true, true).empty()) {
      no_python();
    } else {
      in_general();
    }
    e_.label_others(d_);
    return std::move(d_);
  }

 private:
  /// `cu113` of a version that is said with its build.
  [[nodiscard]] std::string local_part() const {
    const auto named = e_.use.spec.range->named();
    return named ? std::string(local_version(*named)) : std::string();
  }

  /// The package of the file that the saying is of.
  [[nodiscard]] const Package& named_package(const Saying& saying) const {
    const auto mention = std::find_if(e_.use.mentions.begin(), e_.use.mentions.end(), [&](const auto& one) {
      return package_of(e_.r.model, one).where == saying.where;
    });
    return package_of(e_.r.model, *mention);
  }

  /// Two numbers that are asked for by what has a part in the conflict; empty: not one version, or nothing.
  [[nodiscard]] std::string python() const {
    if (e_.part(Of::python) != nullptr) return std::string(leading(e_.r.model.python->version.value, 2));
    if (const Saying* const conda = e_.part(Of::conda_python)) {
      const auto named = read_spec(Manager::conda, conda->text).range->named();
      return named ? std::string(leading(*named, 2)) : std::string();
    }
    if (e_.part(Of::base) != nullptr)
      return std::string(leading(python_of_base(e_.r.facts, image_reference(e_.r.model.base->image.value)), 2));
    return {};
  }

  /// The admitted builds that pass what of this has a part in the conflict.
  [[nodiscard]] std::vector<const Build*> passing(bool cuda, bool glibc, bool python) const {
    std::vector<const Build*> all;
    for (const Build* build : builds_) {
      const bool right_cuda = !cuda || !cuda_ || fits_cuda(e_.r.facts, *build, {false, *cuda_});
      const bool right_glibc = !glibc || distribution_ == nullptr || fits_glibc(*build, distribution_);
      if (right_cuda && right_glibc && (!python || fits_python(build->pythons, python_))) all.push_back(build);
    }
    return all;
  }

  /// A pin lets the image have another CUDA, unless something compiles against both. Where there is no build of that
  /// pin, it is no part of it.
  [[nodiscard]] bool compiles_against_both() const {
    return e_.part(Of::compiled) != nullptr && std::any_of(builds_.begin(), builds_.end(), [&](const Build* build) {
             return build->cuda == e_.use.pin->cuda;
           });
  }

  /// Two numbers.
  [[nodiscard]] std::string_view image_cuda() const {
    return leading(e_.r.model.cuda ? std::string_view(e_.r.model.cuda->version.value) : e_.r.out.cuda, 2);
  }

  void companion_differs() {
    const Saying& companion = *e_.part(Of::companion);
    d_.kind = Kind::companion_differs;
    d_.where = companion.where;
    d_.message = fmt::format("`{}` does not go with {}", companion.text, shown_);
    const std::string& name = named_package(companion).name;
    Versions versions;
    const VersionRange& range = *e_.use.spec.range;
    for (const Build& build : e_.c.builds) {
      const std::string_view version = companion_version(build, name);
      if (!version.empty() && admits(range, build.version, build)) insert_version(versions, version);
    }
    if (versions.size() == 1) d_.here = fmt::format("{} goes with it", versions.front());
    const auto said = read_spec(e_.use.manager, companion.text).range->named();
    if (!said || local_version(*said).empty() || versions.empty() || public_version(*said) != versions.front()) return;
    d_.kind = Kind::cannot_hold_together;
    d_.message = fmt::format("`{}` is the build for another CUDA than that of {}", companion.text, shown_);
    d_.here = {};
  }

  void cuda_differs() {
    const std::string theirs = e_.use.pin->cuda.empty() ? "the CPU" : fmt::format("CUDA {}", e_.use.pin->cuda);
    d_.kind = Kind::cuda_differs;
    d_.where = e_.use.pin->where;
    d_.message = fmt::format("`{}` is the build for {}, but the image has CUDA {}, and {} is compiled for both",
                             framework_name(e_.r.facts, e_.use.manager), theirs, image_cuda(),
                             compiled_against_framework(e_.r.out)->name);
    d_.here = fmt::format("this is {}", theirs);
  }

  /// By which toolkit conda has the release for the CUDA of the pin, which names another; empty: by none.
  [[nodiscard]] std::string_view other_toolkit() const {
    const auto named = e_.use.spec.range->named();
    if (e_.part(Of::pin) == nullptr || e_.use.manager != Manager::conda || !named) return {};
    const auto build = std::find_if(e_.c.builds.begin(), e_.c.builds.end(), [&](const Build& one) {
      return one.row != nullptr && one.version == *named && one.cuda == e_.use.pin->cuda;
    });
    return build == e_.c.builds.end() ? std::string_view() : build->row->conda_pin;
  }

  void no_cuda() {
    if (const std::string_view toolkit = other_toolkit(); !toolkit.empty()) {
      d_.message = fmt::format("`{}` chooses no build of {}", e_.use.pin->text, shown_);
      d_.here = fmt::format("its toolkit is `{}`", toolkit);
      return;
    }
    d_.message = cuda_->empty() ? fmt::format("no build of {} for the CPU", shown_)
                                : fmt::format("no build of {} for CUDA {}", shown_, *cuda_);
    Versions versions;
    for (const Build* build : passing(false, true, true)) {
      if (!build->cuda.empty()) insert_version(versions, build->cuda);
    }
    if (versions.empty()) return;
    d_.here = fmt::format("has builds for CUDA {}", list_of(versions));
    if (other_channel_alone()) d_.here = fmt::format("channel `{}` {}", e_.r.facts.framework().channel, d_.here);
  }

  /// Whether other channels are said than the project's own, which alone has the builds.
  [[nodiscard]] bool other_channel_alone() const {
    const auto& said = e_.r.model.packages[e_.use.first().statement].channels;
    return !said.empty() && std::none_of(said.begin(), said.end(), [&](const auto& one) {
      return has_word(e_.r.facts.framework().family_channels, one.value);
    }) && std::none_of(builds_.begin(), builds_.end(), [](const Build* build) { return build->forge != nullptr; });
  }

  void no_glibc() {
    Versions needed;
    for (const Build* build : passing(true, false, false)) insert_version(needed, build->glibc);
    d_.message = fmt::format("{} needs glibc {}, {} has {}", shown_, needed.front(), shown(*os_), distribution_->glibc);
  }

  void no_python() {
    Versions pythons;
    for (const Build* build : passing(true, true, false)) {
      for (const std::string_view python : words(build->pythons)) {
        if (python.find_first_not_of("0123456789.") == std::string_view::npos) insert_version(pythons, python);
      }
    }
    const bool cuda = cuda_ && !cuda_->empty();
    d_.message = fmt::format("no build of {} for {}Python {}", shown_,
                             cuda ? fmt::format("CUDA {} and ", *cuda_) : std::string(), python_);
    if (!pythons.empty()) d_.here = fmt::format("has builds for Python {}", list_of(pythons));
  }

  /// Whether builds of the framework are there for this Python, and what goes with them is not.
  [[nodiscard]] bool companion_lacks_python() const {
    const std::string& name = named_package(*e_.part(Of::companion)).name;
    const auto fits = passing(true, true, true);
    return !fits.empty() && std::none_of(fits.begin(), fits.end(), [&](const Build* build) {
      return fits_python(pythons_of(name, *build), python_);
    });
  }

  [[nodiscard]] std::string_view pythons_of(std::string_view companion, const Build& build) const {
    return companion_pythons(companion_releases(e_.r.facts, e_.use.manager, companion), e_.use.manager,
                             companion_version(build, companion));
  }

  void no_python_of_companion() {
    const Saying& companion = *e_.part(Of::companion);
    const std::string& name = named_package(companion).name;
    Versions versions;
    Versions pythons;
    for (const Build* build : passing(true, true, true)) {
      insert_version(versions, companion_version(*build, name));
      for (const std::string_view python : words(pythons_of(name, *build))) insert_version(pythons, python);
    }
    d_.where = companion.where;
    const std::string with =
        e_.part(Of::framework) != nullptr ? fmt::format(", which goes with {},", shown_) : std::string();
    d_.message = fmt::format("no build of {} {}{} for Python {}", name, fmt::join(versions, " or "), with, python_);
    d_.here = fmt::format("has builds for Python {}", list_of(pythons));
  }

  /// A package that older builds cannot stand.
  void guarded() {
    const Saying& saying = *e_.part(Of::guarded);
    d_.kind = Kind::cannot_hold_together;
    d_.where = saying.where;
    d_.message = fmt::format("`{}` does not go with {}", saying.text, shown_);
    for (const Guard& guard : e_.r.facts.guards()) {
      if (saying.text.starts_with(guard.package)) d_.here = guard.reason;
    }
  }

  void in_general() {
    Versions all;
    for (const std::size_t claim : e_.fault.conflict) {
      if (e_.c.sayings[claim].of != Of::compiled) all.push_back(fmt::format("`{}`", e_.c.sayings[claim].text));
    }
    d_.kind = Kind::cannot_hold_together;
    d_.message = fmt::format("{} cannot hold together", list_of(all));
    Versions cudas;
    for (const Build* build : builds_) {
      if (!build->cuda.empty()) insert_version(cudas, build->cuda);
    }
    if (!cudas.empty()) d_.here = fmt::format("has builds for CUDA {}", list_of(cudas));
    if (builds_.empty() && e_.part(Of::channel) != nullptr) d_.here = "this channel has no build of it";
  }

  const Explaining& e_;
  std::vector<const Build*> builds_;  ///< that the packages of the conflict admit
  std::string shown_;
  std::optional<std::string> cuda_;  ///< what has a part in the conflict asks for; empty: the CPU
  std::string python_;
  std::optional<Os> os_;
  const Distribution* distribution_ = nullptr;
  Diagnostic d_{.kind = Kind::no_such_build, .message = {}, .where = {}};
};

}  // namespace

Diagnostic explain_build(const Explaining& e) {
  return Explanation(e).explain();
}

}  // namespace envc
