#include "layer/said_order.hpp"

#include "layer/comment.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

using Layers = std::vector<LayerId>;

/// As pip compares names.
std::string canonical(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool dash = c == '-' || c == '_' || c == '.';
    if (dash && !out.empty() && out.back() == '-') continue;
    out += dash ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

/// What the layers of this file can be called.
class Called {
 public:
  explicit Called(const Draft& draft) {
    for (std::uint32_t i = 0; i < draft.size(); ++i) {
      for (const auto& [manager, package] : draft.origin(LayerId{i}).packages) packages_[package].push_back(LayerId{i});
    }
    add_words(draft);
    add_paths(draft);
  }

  [[nodiscard]] Layers named(const std::string& word) const {
    // `pip` is also a package of conda's, but who writes it means the statements.
    Layers found = word == "apt" || word == "conda" || word == "pip" ? look_up(words_, word) : Layers{};
    if (found.empty()) found = look_up(packages_, word);
    if (found.empty()) found = look_up(packages_, canonical(word));
    if (found.empty()) found = look_up(words_, word);
    if (found.empty()) found = at_path(without_slash(word));
    return found;
  }

  [[nodiscard]] bool is_package(const std::string& word) const {
    return packages_.contains(word) || packages_.contains(canonical(word));
  }

  [[nodiscard]] std::optional<std::string> nearest_to(const std::string& word) const {
    std::vector<std::string_view> known;
    for (const auto* names : {&packages_, &words_, &paths_}) {
      for (const auto& [name, layers] : *names) known.push_back(name);
    }
    const auto found = nearest(word, known);
    return found ? std::optional(std::string(*found)) : std::nullopt;
  }

 private:
  using Table = std::map<std::string, Layers, std::less<>>;

  static Layers look_up(const Table& table, std::string_view word) {
    const auto found = table.find(word);
    return found == table.end() ? Layers{} : found->second;
  }

  /// The path itself, else the nearest folder above it that a layer fills.
  [[nodiscard]] Layers at_path(std::string path) const {
    Layers found = look_up(paths_, path);
    while (found.empty() && path.starts_with('/') && path != "/") {
      path.resize(std::max<std::size_t>(path.rfind('/'), 1));
      found = look_up(paths_, path);
    }
    return found;
  }

  void add_words(const Draft& draft) {
    const auto add = [&](const char* word, const Layers& layers) {
      if (!layers.empty()) words_[word] = layers;
    };
    add("apt", draft.apt);
    add("conda", draft.conda);
    add("pip", draft.pip);
    add("env", draft.env);
    add("base", {draft.base});
    add("ubuntu", {draft.base});
    add("debian", {draft.base});
    if (!draft.resolution.cuda.empty()) add("cuda", {draft.base});
    if (draft.python) add("python", {*draft.python});
    if (!draft.python && draft.resolution.python.from == Interpreter::From::conda) add("python", {draft.conda.front()});
    if (!draft.model.arch.empty()) add("arch", draft.env);
    for (std::uint32_t i = 0; i < draft.size(); ++i) {
      const LayerKind kind = draft[LayerId{i}].kind;
      if (kind == LayerKind::timezone || kind == LayerKind::locale)
        words_[std::string(name(kind))].push_back(LayerId{i});
    }
    for (const LayerId id : draft.step_layers) {
      if (draft[id].kind != LayerKind::check) words_[std::string(name(draft[id].kind))].push_back(id);
    }
  }

  void add_paths(const Draft& draft) {
    for (std::size_t i = 0; i < draft.step_layers.size(); ++i) {
      const Action& action = draft.model.steps[i].action;
      std::string path;
      if (const auto* copy = std::get_if<Copy>(&action)) path = copy->target;
      if (const auto* file = std::get_if<WriteFile>(&action)) path = file->path;
      if (const auto* download = std::get_if<Download>(&action)) path = download->path;
      if (const auto* git = std::get_if<Git>(&action)) path = git->path.value_or("");
      if (!path.empty()) paths_[without_slash(path)].push_back(draft.step_layers[i]);
    }
    for (std::size_t i = 0; i < draft.model.packages.size(); ++i) {
      const PackageStatement& statement = draft.model.packages[i];
      std::vector<std::string> files;
      for (const Said<std::string>& file : statement.requirement_files) files.push_back(file.value);
      for (const LocalProject& project : statement.projects) files.push_back(project.path);
      for (const std::string& file : files) {
        Layers& layers = paths_[file];
        layers.insert(layers.end(), draft.statement_layers[i].begin(), draft.statement_layers[i].end());
      }
    }
  }

  Table packages_;
  Table words_;
  Table paths_;
};

class Saying {
 public:
  explicit Saying(Draft& draft) : draft_(draft), called_(draft) {}

  /// `layers` are those of one statement.
  void say(const Layers& layers, const How& how) {
    for (const Said<std::string>& word : how.after) {
      const Layers targets = look_up(layers, word, "after");
      for (const LayerId id : layers) {
        for (const LayerId target : targets) draft_.require_as_said({id, target, id, word.where});
        if (called_.is_package(word.value)) require_libraries_of(id, word.value);
      }
    }
    for (const Said<std::string>& word : how.before) {
      if (draft_[layers.front()].kind == LayerKind::check) {
        report_before_of_check(layers.front(), word);
        continue;
      }
      for (const LayerId target : look_up(layers, word, "before")) {
        for (const LayerId id : layers) {
          draft_.require_as_said({target, id, id, word.where});
          if (target == draft_.base) draft_.require(id, target);  // else it goes without saying, and no circle shows
        }
      }
    }
  }

 private:
  /// Layers of the word, without the statement's own: `after run` of a `run` means the others. Of steps, `after` means
  /// those above where there are any.
  Layers look_up(const Layers& own, const Said<std::string>& word, std::string_view keyword) {
    Layers found = called_.named(word.value);
    if (found.empty()) {
      report_unknown(word, keyword);
      return {};
    }
    const auto is_own = [&](LayerId id) { return std::find(own.begin(), own.end(), id) != own.end(); };
    if (std::all_of(found.begin(), found.end(), is_own)) {
      report_itself(own.front(), word, keyword);
      return {};
    }
    std::erase_if(found, is_own);
    const auto is_below = [&](LayerId id) {
      return std::binary_search(draft_.step_layers.begin(), draft_.step_layers.end(), id) &&
             draft_.origin(id).position > draft_.origin(own.front()).position;
    };
    if (keyword == "after" && !std::all_of(found.begin(), found.end(), is_below)) std::erase_if(found, is_below);
    return found;
  }

  /// A package is of no use before the libraries it forgot to ask for.
  void require_libraries_of(LayerId id, const std::string& package) {
    for (const std::string_view manager : {"pip", "conda"}) {
      const auto needs = draft_.facts.needs(manager, canonical(package));
      if (!needs || needs->apt.empty()) continue;
      for (const std::string& library : words_of(needs->apt)) {
        for (const LayerId layer : called_.named(library)) draft_.require_by_default(id, std::span(&layer, 1));
      }
    }
  }

  void report_unknown(const Said<std::string>& word, std::string_view keyword) {
    const auto close = called_.nearest_to(word.value);
    draft_.diagnostics.add(
        {.kind = Kind::no_such_step,
         .message = fmt::format("`{}` names {}, and nothing in this file is called so", keyword, quoted(word.value)),
         .where = word.where,
         .help = close ? fmt::format("did you mean `{} {}`?", keyword, *close)
                       : "name a package, a statement such as `apt`, or a path that a step fills"});
  }

  void report_before_of_check(LayerId check, const Said<std::string>& word) {
    draft_.diagnostics.add({.kind = Kind::order_cycle,
                            .message = fmt::format("{} comes after all that is no check, so it cannot come before {}",
                                                   quoted(draft_[check].quotes.front()), quoted(word.value)),
                            .where = word.where,
                            .help = "write `run` for a test that must pass before the build goes on"});
  }

  void report_itself(LayerId own, const Said<std::string>& word, std::string_view keyword) {
    const Layer& layer = draft_[own];
    draft_.diagnostics.add(
        {.kind = Kind::order_cycle,
         .message = fmt::format("{} cannot come {} itself",
                                quoted(layer.quotes.empty() ? layer.name : layer.quotes.front()), keyword),
         .where = word.where,
         .help = fmt::format("name what this statement waits for, or take `{}` out", keyword)});
  }

  Draft& draft_;
  Called called_;
};

}  // namespace

void require_what_is_said(Draft& draft) {
  const bool silent = std::none_of(draft.model.packages.begin(), draft.model.packages.end(),
                                   [](const auto& s) { return !s.how.after.empty() || !s.how.before.empty(); }) &&
                      std::none_of(draft.model.steps.begin(), draft.model.steps.end(),
                                   [](const auto& s) { return !s.how.after.empty() || !s.how.before.empty(); });
  if (silent) return;
  Saying saying(draft);
  for (std::size_t i = 0; i < draft.model.packages.size(); ++i) {
    if (!draft.statement_layers[i].empty()) saying.say(draft.statement_layers[i], draft.model.packages[i].how);
  }
  for (std::size_t i = 0; i < draft.step_layers.size(); ++i) {
    saying.say({draft.step_layers[i]}, draft.model.steps[i].how);
  }
}

}  // namespace envc
