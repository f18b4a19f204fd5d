#include "statement/families.hpp"
#include "statement/forms.hpp"
#include "statement/steps.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// The image after `from`; nullopt when reported. A bare name will be a stage's.
std::optional<Said<std::string>> image_after_from(const Said<std::string>& word, Checking& checking) {
  const auto image = image_name(word.value);
  if (!image) {
    const std::string small = lower(word.value);
    checking.error(Kind::bad_image_name, word.where,
                   fmt::format("{} is no name of an image, expected `[REGISTRY/]NAME[:TAG]`", quoted(word.value)),
                   image_name(small) ? fmt::format("write `from {}`", small) : "");
    return std::nullopt;
  }
  if (word.value.find_first_of("/:@") == std::string::npos) {
    checking.error(Kind::not_supported_yet, word.where,
                   fmt::format("a bare name such as `{}` is a stage, and stages are not supported yet", word.value),
                   fmt::format("for an image, say its tag: `from {}:TAG`", word.value));
    return std::nullopt;
  }
  if (image->digest.empty() && (image->tag.empty() || image->tag == "latest")) {
    checking.warn(Kind::base_without_tag, word.where,
                  fmt::format("`{}` is whatever is newest on the day of the build", word.value),
                  fmt::format("name a tag of it: `from {}:TAG`", image->name));
  }
  return word;
}

bool has_pattern(const Word& word, const Said<std::string>& said) {
  return !word.quoted && said.value.find_first_of("*?") != std::string::npos;
}

}  // namespace

void check_copy(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 2, std::string::npos)) return;
  std::vector<Said<std::string>> words = checking.values(statement);
  Copy copy;
  bool good = true;
  bool from_image = false;
  const auto from = std::find_if(words.begin() + 1, words.end(), [](const auto& word) { return word.value == "from"; });
  if (from != words.end() && words.end() - from <= 2) {
    if (from + 1 == words.end()) {
      checking.error(Kind::too_few_words, from->where, "`from` lacks an image");
      return;
    }
    if (from - words.begin() < 2) {
      checking.error(Kind::too_few_words, statement.keyword.where, "`copy` lacks a target",
                     fmt::format("write `copy {0} {0} from {1}`", words[0].value, from[1].value));
      return;
    }
    copy.from = image_after_from(from[1], checking);
    good = copy.from.has_value();
    from_image = true;
    words.erase(from, words.end());
  }
  const Said<std::string> target = words.back();
  words.pop_back();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = i < statement.words.size() ? statement.words[i] : statement.items[i - statement.words.size()];
    if (has_pattern(word, words[i])) {
      const std::size_t slash = words[i].value.rfind('/');
      const std::string folder = slash == std::string::npos ? "." : words[i].value.substr(0, slash);
      checking.error(Kind::pattern_in_path, words[i].where,
                     fmt::format("`*` and `?` are not expanded, found {}", quoted(words[i].value)),
                     folder.find_first_of("*?") == std::string::npos
                         ? fmt::format("name the files, or the folder `{}`", folder)
                         : "");
      good = false;
      continue;
    }
    if (words[i].value.find("://") != std::string::npos) {
      checking.error(Kind::wrong_path_world, words[i].where,
                     fmt::format("{} is an address; `copy` takes files", quoted(words[i].value)),
                     fmt::format("write `download {} {}`", words[i].value, target.value));
      good = false;
      continue;
    }
    auto source = from_image ? checking.image_path(words[i]) : checking.project_path(words[i]);
    if (source) copy.sources.push_back({std::move(*source), words[i].where});
    good = good && source;
  }
  // A relative target waits for the working directory, which may be said further down.
  const bool absolute = target.value.starts_with('/');
  const auto place = absolute ? checking.image_path(target) : checking.project_path(target);
  if (!place || !good) return;
  copy.target = *place;
  const bool folder = target.value.ends_with('/') || copy.sources.size() > 1;
  if (folder && !copy.target.ends_with('/')) copy.target += '/';
  add_step(statement, std::move(copy), checking);
}

void settle_steps(Checking& checking) {
  Model& model = checking.model;
  std::string workdir = model.workdir ? model.workdir->value : "/";
  if (!model.workdir) {
    for (const Mount& mount : model.run.mounts) {
      if (mount.world == PathWorld::project && mount.source == ".") workdir = mount.target;
    }
  }
  if (!workdir.ends_with('/')) workdir += '/';
  for (Step& step : model.steps) {
    auto* copy = std::get_if<Copy>(&step.action);
    if (copy == nullptr || copy->target.starts_with('/')) continue;
    copy->target = copy->target == "." || copy->target == "./" ? workdir : workdir + copy->target;
  }
}

}  // namespace envc
