// What an environment starts from: project image ubuntu debian cuda base python arch.
#include "statement/checking.hpp"
#include "statement/families.hpp"
#include "statement/forms.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace envc {
namespace {

void check_project(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> name = checking.values(statement)[0];
  // The name becomes an image's name, so it has the form of one.
  const auto form = [](std::string_view text) {
    const auto image = image_name(text);
    return image && image->name == text && text.find('/') == std::string_view::npos;
  };
  if (!form(name.value)) {
    const std::string small = lower(name.value);
    checking.error(Kind::bad_name, name.where,
                   fmt::format("{} is no name of a project, expected lower-case letters, digits, `_`, `-` and `.`",
                               quoted(name.value)),
                   form(small) ? fmt::format("write `project {}`", small) : "");
    return;
  }
  if (!checking.first_time("project", statement.keyword.where)) return;
  checking.model.project = name;
  checking.keep_quote(statement);
}

/// A name has no upper case, a tag may.
std::string with_lower_name(std::string_view text) {
  const std::size_t slash = text.rfind('/');
  const std::size_t colon = std::min(text.find(':', slash == std::string_view::npos ? 0 : slash), text.size());
  return lower(text.substr(0, colon)).append(text.substr(colon));
}

void check_image(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> word = checking.values(statement)[0];
  const auto image = image_name(word.value);
  if (!image) {
    const std::string small = with_lower_name(word.value);
    checking.error(Kind::bad_image_name, word.where,
                   fmt::format("{} is no name of an image, expected `[REGISTRY/]NAME[:TAG]`", quoted(word.value)),
                   image_name(small) ? fmt::format("write `image {}`", small) : "");
    return;
  }
  if (!image->digest.empty()) {
    const std::size_t at = word.value.find('@');
    checking.error(Kind::bad_image_name, checking.within(word, at, word.value.size()),
                   "`image` says where the built image is pushed, so it takes no digest",
                   fmt::format("write `image {}`", word.value.substr(0, at)));
    return;
  }
  if (!checking.first_time("image", statement.keyword.where)) return;
  checking.model.image = {image->name, word.where};
  if (!image->tag.empty()) {
    checking.model.image_tag = {image->tag, checking.within(word, image->name.size() + 1, word.value.size())};
  }
  checking.keep_quote(statement);
}

/// `ubuntu`, `debian` and `base` exclude each other, `base` and `cuda` too. True if nothing excludes `keyword`.
bool alone(const Statement& statement, Checking& checking) {
  const std::string& keyword = statement.keyword.text;
  const Span where = statement.where;
  const Model& model = checking.model;
  const auto excluded = [&](std::string_view other, Span there) {
    checking.report(
        {.kind = Kind::clash,
         .message = fmt::format("`{}` does not go with `{}`: an environment starts from one base", keyword, other),
         .where = where,
         .labels = {{there, fmt::format("`{}` is said here", other)}},
         .help = "take one of the two out"});
    return false;
  };
  if (model.base && keyword != "base") return excluded("base", model.base->image.where);
  if (model.os && model.os->value.name != keyword && keyword != "cuda") {
    return excluded(model.os->value.name, model.os->where);
  }
  if (model.cuda && keyword == "base") return excluded("cuda", model.cuda->version.where);
  return true;
}

/// `20.04`, or a word such as `focal`, which resolve turns into a number's help.
bool is_release(std::string_view text) {
  return is_version(text, 1, 3) ||
         (!text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; }));
}

void check_distribution(const Statement& statement, Checking& checking) {
  const std::string& keyword = statement.keyword.text;
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> release = checking.values(statement)[0];
  if (!is_release(release.value)) {
    checking.error(Kind::expected_version, release.where,
                   fmt::format("`{}` takes a release, found {}", keyword, quoted(release.value)));
    return;
  }
  if (!checking.first_time(keyword, statement.keyword.where) || !alone(statement, checking)) return;
  checking.model.os = {{keyword, release.value}, release.where};
  checking.keep_quote(statement);
}

constexpr std::array<std::string_view, 3> flavours = {"base", "runtime", "devel"};
constexpr std::array<std::string_view, 5> cuda_words = {"base", "runtime", "devel", "cudnn", "gl"};

void check_cuda(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 4)) return;
  const std::vector<Said<std::string>> words = checking.values(statement);
  CudaChoice cuda{words[0], {}, {}, {}};
  bool good = is_version(words[0].value, 1, 3);  // of `12` resolve tells which there are
  if (!good) {
    checking.error(Kind::expected_version, words[0].where,
                   fmt::format("`cuda` takes a version, found {}", quoted(words[0].value)));
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    const Said<std::string>& word = words[i];
    Span before;
    if (std::find(flavours.begin(), flavours.end(), word.value) != flavours.end()) {
      if (cuda.flavour) before = cuda.flavour->where;
      cuda.flavour = word;
    } else if (word.value == "cudnn" || word.value == "gl") {
      auto& flag = word.value == "gl" ? cuda.gl : cuda.cudnn;
      if (flag) before = flag->where;
      flag = {true, word.where};
    } else {
      const auto close = nearest(word.value, cuda_words);
      checking.error(Kind::unknown_word, word.where,
                     fmt::format("`cuda` takes {} after its version, found {}", one_of(cuda_words), quoted(word.value)),
                     "", close ? fmt::format("did you mean `{}`?", *close) : "");
      good = false;
    }
    if (before) {
      checking.report({.kind = Kind::said_twice,
                       .message = word.value == "cudnn" || word.value == "gl"
                                      ? fmt::format("`{}` is said twice", word.value)
                                      : fmt::format("`cuda` takes one of {}", one_of(flavours)),
                       .where = word.where,
                       .labels = {{before, "first said here"}}});
      good = false;
    }
  }
  if (!good || !checking.first_time("cuda", statement.keyword.where) || !alone(statement, checking)) return;
  checking.model.cuda = std::move(cuda);
  checking.keep_quote(statement);
}

void check_base(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 3)) return;
  const std::vector<Said<std::string>> words = checking.values(statement);
  bool good = true;
  if (words.size() > 1 && (words[1].value != "keeps" || words.size() < 3 || words[2].value != "nothing")) {
    const Span rest = cover(words[1].where, words.back().where);
    checking.error(Kind::unknown_word, rest, "`base` takes an image, then nothing or `keeps nothing`", "",
                   "expected `base IMAGE [keeps nothing]`");
    good = false;
  }
  const auto image = image_name(words[0].value);
  if (!image) {
    const std::string small = with_lower_name(words[0].value);
    checking.error(Kind::bad_image_name, words[0].where,
                   fmt::format("{} is no name of an image, expected `[REGISTRY/]NAME[:TAG]`", quoted(words[0].value)),
                   image_name(small) ? fmt::format("write `base {}`", small) : "");
    return;
  }
  if (!good || !checking.first_time("base", statement.keyword.where) || !alone(statement, checking)) return;
  if (image->digest.empty() && (image->tag.empty() || image->tag == "latest")) {
    checking.warn(Kind::base_without_tag, words[0].where,
                  fmt::format("`{}` is whatever is newest on the day of the build", words[0].value),
                  "name a tag of it: `base IMAGE:TAG`");
  }
  checking.model.base = BaseImage{words[0], words.size() > 1};
  checking.keep_quote(statement);
}

constexpr std::array<std::string_view, 3> sources = {"conda", "apt", "uv"};

void check_python(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 3)) return;
  const std::vector<Said<std::string>> words = checking.values(statement);
  PythonChoice python{words[0], {}};
  bool good = is_version(words[0].value, 2, 3);
  if (!good) {
    checking.error(Kind::expected_version, words[0].where,
                   fmt::format("`python` takes a version of two or three numbers, found {}", quoted(words[0].value)));
  }
  if (words.size() > 1 && words[1].value != "from") {
    checking.error(Kind::unknown_word, words[1].where,
                   fmt::format("`python` takes `from` after its version, found {}", quoted(words[1].value)));
    good = false;
  } else if (words.size() == 2) {
    checking.error(Kind::too_few_words, words[1].where,
                   fmt::format("`from` lacks a source, expected {}", one_of(sources)));
    good = false;
  } else if (words.size() == 3) {
    if (std::find(sources.begin(), sources.end(), words[2].value) == sources.end()) {
      checking.error(Kind::unknown_word, words[2].where,
                     fmt::format("`python` comes from {}, found {}", one_of(sources), quoted(words[2].value)));
      good = false;
    }
    python.from = words[2];
  }
  if (!good || !checking.first_time("python", statement.keyword.where)) return;
  checking.model.python = std::move(python);
  checking.keep_quote(statement);
}

void check_arch(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, statement.words.size() + statement.items.size())) return;
  for (const Said<std::string>& word : checking.values(statement)) {
    const auto architecture = gpu_architecture(word.value);
    if (architecture) {
      if (checking.first_time("arch " + *architecture, word.where)) {
        checking.model.arch.push_back({*architecture, word.where});
      }
      continue;
    }
    std::string apart = word.value;
    std::replace_if(
        apart.begin(), apart.end(), [](char c) { return c == ';' || c == ','; }, ' ');
    checking.error(
        Kind::bad_arch, word.where,
        fmt::format("{} is no GPU architecture, expected one such as `8.0` or `8.6+PTX`", quoted(word.value)),
        apart != word.value ? fmt::format("write `arch {}`", apart) : "");
  }
}

constexpr std::array rows = {
    StatementRow{{"arch", BodyKind::items},
                 at_file,
                 "arch ARCHITECTURE…",
                 "GPU architectures to compile for, as compute capabilities",
                 "arch 8.0 8.6+PTX",
                 check_arch,
                 true},
    StatementRow{{"base"},
                 at_file,
                 "base IMAGE [keeps nothing]",
                 "the image to start from, instead of ubuntu, debian and cuda",
                 "base nvcr.io/nvidia/pytorch:24.05-py3",
                 check_base,
                 true},
    StatementRow{{"cuda"},
                 at_file,
                 "cuda VERSION [base|runtime|devel] [cudnn] [gl]",
                 "CUDA in the image; without it everything is built for the CPU",
                 "cuda 11.3 devel gl",
                 check_cuda,
                 true},
    StatementRow{{"debian"}, at_file, "debian RELEASE", "start from Debian", "debian 12", check_distribution, true},
    StatementRow{{"image"},
                 at_file,
                 "image [REGISTRY/]NAME[:TAG]",
                 "the name under which the image is pushed and pulled",
                 "image ghcr.io/lab/research_dev_env",
                 check_image},
    StatementRow{{"project"},
                 at_file,
                 "project NAME",
                 "the environment's name; `env` if it is left out",
                 "project research_dev_env",
                 check_project},
    StatementRow{{"python"},
                 at_file,
                 "python VERSION [from conda|apt|uv]",
                 "the interpreter's version and where it comes from",
                 "python 3.10 from conda",
                 check_python,
                 true},
    StatementRow{{"ubuntu"}, at_file, "ubuntu RELEASE", "start from Ubuntu", "ubuntu 20.04", check_distribution, true},
};

}  // namespace

std::span<const StatementRow> base_rows() {
  return rows;
}

}  // namespace envc
