#include "layer/steps.hpp"

#include "layer/foundation.hpp"

#include <algorithm>
#include <cctype>

namespace envc {
namespace {

struct Made {
  LayerKind kind{};
  Content content;
};

/// A step's layer, by the form of its action.
struct Maker {
  const Draft& draft;
  const How& how;

  [[nodiscard]] std::optional<std::string> user() const {
    return how.user ? std::optional(how.user->value) : std::nullopt;
  }
  [[nodiscard]] content::Script script(const std::vector<std::string>& lines) const {
    return {.lines = lines, .with = how.with, .user = user(), .workdir = workdir_of(draft.model)};
  }

  Made operator()(const Run& run) const { return {LayerKind::run, script(run.lines)}; }
  Made operator()(const Check& check) const { return {LayerKind::check, script(check.lines)}; }
  Made operator()(const Copy& copy) const {
    content::CopyFiles files{.sources = {}, .target = copy.target, .from = {}, .user = user()};
    for (const Said<std::string>& source : copy.sources) files.sources.push_back(source.value);
    if (copy.from) files.from = copy.from->value;
    return {LayerKind::copy, std::move(files)};
  }
  Made operator()(const WriteFile& file) const {
    return {LayerKind::file, content::PutFile{.path = file.path, .text = file.text, .mode = file.mode, .user = user()}};
  }
  Made operator()(const Download& download) const {
    return {LayerKind::download, content::Fetch{.url = download.url.value,
                                                .path = download.path,
                                                .sha256 = download.sha256,
                                                .unpack = download.unpack,
                                                .mode = download.mode,
                                                .with = how.with,
                                                .user = user()}};
  }
  Made operator()(const Git& git) const {
    return {LayerKind::git, content::Checkout{.url = git.url.value,
                                              .ref = git.ref,
                                              .path = git.path,
                                              .lines = git.lines,
                                              .with = how.with,
                                              .user = user()}};
  }
};

const std::vector<std::string>* lines_of(const Step& step) {
  if (const auto* run = std::get_if<Run>(&step.action)) return &run->lines;
  if (const auto* check = std::get_if<Check>(&step.action)) return &check->lines;
  if (const auto* git = std::get_if<Git>(&step.action)) return &git->lines;
  return nullptr;
}

/// Package layers by position, and how many of them the steps so far have passed.
class PackagesAbove {
 public:
  explicit PackagesAbove(const Draft& draft) : draft_(draft) {
    for (const auto* layers : {&draft.apt, &draft.conda, &draft.pip}) {
      layers_.insert(layers_.end(), layers->begin(), layers->end());
    }
    if (draft.python) layers_.push_back(*draft.python);
    std::stable_sort(layers_.begin(), layers_.end(), [&](LayerId a, LayerId b) { return position(a) < position(b); });
  }

  /// Those above this position that no call has given yet.
  std::vector<LayerId> next(std::uint32_t below) {
    std::vector<LayerId> found;
    for (; passed_ < layers_.size() && position(layers_[passed_]) < below; ++passed_) found.push_back(layers_[passed_]);
    return found;
  }

 private:
  [[nodiscard]] std::uint32_t position(LayerId id) const { return draft_.origin(id).position; }

  const Draft& draft_;
  std::vector<LayerId> layers_;
  std::size_t passed_ = 0;
};

}  // namespace

bool is_check(const Step& step) {
  return std::holds_alternative<Check>(step.action);
}

bool runs_commands(const Step& step) {
  const auto* lines = lines_of(step);
  return lines != nullptr && !lines->empty();
}

bool mentions(const Step& step, std::string_view word) {
  const auto in_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  const auto* lines = lines_of(step);
  if (lines == nullptr) return false;
  for (const std::string& line : *lines) {
    for (std::size_t at = line.find(word); at != std::string::npos; at = line.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      if ((at == 0 || !in_name(line[at - 1])) && (end == line.size() || !in_name(line[end]))) return true;
    }
  }
  return false;
}

std::string workdir_of(const Model& model) {
  if (model.workdir) return model.workdir->value;
  std::string workdir;
  for (const Mount& mount : model.run.mounts) {
    if (mount.world == PathWorld::project && mount.source == ".") workdir = mount.target;
  }
  return workdir;
}

void add_steps(Draft& draft) {
  for (const Step& step : draft.model.steps) {
    Made made = std::visit(Maker{draft, step.how}, step.action);
    const LayerId id = draft.add_numbered(made.kind, name(made.kind), std::move(made.content));
    if (!step.quote.empty()) draft[id].quotes.push_back(step.quote);
    draft[id].where.push_back(step.where);
    draft.origin(id).position = step.position;
    draft.step_layers.push_back(id);
  }
}

void relate_steps(Draft& draft) {
  for (std::size_t i = 0; i < draft.step_layers.size(); ++i) {
    const Step& step = draft.model.steps[i];
    require_programs(draft, draft.step_layers[i], programs_of(step));
    // A script may use apt itself.
    if (draft.setup && std::holds_alternative<Run>(step.action)) draft.require(draft.step_layers[i], *draft.setup);
  }
}

// Requirements are few although a step comes after all above it: one on the last step that does so itself (the gate),
// and on what stands between. A step does not wait for what, as said, waits for it.
void relate_steps_by_default(Draft& draft) {
  PackagesAbove packages(draft);
  std::vector<LayerId> above;
  std::optional<LayerId> gate;
  std::vector<LayerId> since;  // above, and not before the gate
  for (std::size_t i = 0; i < draft.step_layers.size(); ++i) {
    const Step& step = draft.model.steps[i];
    const LayerId id = draft.step_layers[i];
    if (is_check(step)) continue;
    const std::vector<LayerId> fresh = packages.next(step.position);
    above.insert(above.end(), fresh.begin(), fresh.end());
    since.insert(since.end(), fresh.begin(), fresh.end());
    const std::set<LayerId> later = draft.dependents(id);
    if (!step.how.after.empty()) {
      since.push_back(id);
    } else if (gate && later.contains(*gate)) {
      draft.require_by_default(id, above);
      since.push_back(id);
    } else {
      if (gate) draft.insist(id, *gate);
      draft.require_by_default(id, since);
      std::erase_if(since, [&](LayerId other) { return !later.contains(other); });
      gate = id;
    }
    above.push_back(id);
  }
}

}  // namespace envc
