#include "environment.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

std::vector<std::string> cut(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end != 0) all.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

std::string name_of(std::string_view spec) {
  if (const auto egg = spec.find("egg="); egg != std::string_view::npos) return std::string(spec.substr(egg + 4));
  if (spec.find("://") != std::string_view::npos && spec.find('@') > spec.find("://")) {
    const std::string_view address = spec.substr(0, spec.find('@', spec.find("://")));
    return std::string(address.substr(address.rfind('/') + 1));
  }
  if (const auto channel = spec.rfind("::"); channel != std::string_view::npos) spec.remove_prefix(channel + 2);
  return std::string(spec.substr(0, spec.find_first_of("<>=!~[;@")));
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

}  // namespace

Said<std::string> Environment::say(std::string_view word) {
  const auto begin = static_cast<std::uint32_t>(said_.size() * 100 + 1);
  said_.push_back({std::string(word), {begin, begin + static_cast<std::uint32_t>(word.size())}});
  return said_.back();
}

Span Environment::where(std::string_view word) const {
  const auto found = std::find_if(said_.begin(), said_.end(), [&](const auto& said) { return said.value == word; });
  REQUIRE_MESSAGE(found != said_.end(), word);
  return found->where;
}

Environment& Environment::cuda(std::string_view words) {
  const auto all = cut(words);
  CudaChoice cuda{say(all.front()), {}, {}, {}};
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto word = say(all[i]);
    if (word.value == "cudnn") {
      cuda.cudnn = {true, word.where};
    } else if (word.value == "gl") {
      cuda.gl = {true, word.where};
    } else {
      cuda.flavour = word;
    }
  }
  model_.cuda = cuda;
  return *this;
}

Environment& Environment::ubuntu(std::string_view release) {
  model_.os = {{"ubuntu", std::string(release)}, say(release).where};
  return *this;
}

Environment& Environment::debian(std::string_view release) {
  model_.os = {{"debian", std::string(release)}, say(release).where};
  return *this;
}

Environment& Environment::base(std::string_view image) {
  model_.base = BaseImage{say(image), false};
  return *this;
}

Environment& Environment::python(std::string_view words) {
  const auto all = cut(words);
  PythonChoice python{say(all.front()), {}};
  if (all.size() == 3) python.from = say(all[2]);
  model_.python = python;
  return *this;
}

PackageStatement& Environment::statement(Manager manager, std::string_view words) {
  PackageStatement statement;
  statement.manager = manager;
  statement.where = say(fmt::format("{} {}", manager == Manager::conda ? "conda" : "install", words)).where;
  const auto all = cut(words);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool flag = all[i].starts_with('-');
    if (all[i] == "--no-deps") {
      statement.options.push_back(say(all[i]));
      continue;
    }
    const auto word = say(flag ? all[++i] : all[i]);
    const std::string& option = flag ? all[i - 1] : all[i];
    if (!flag) {
      statement.packages.push_back({name_of(word.value), word.value, word.where});
    } else if (option == "-c") {
      statement.channels.push_back(word);
    } else if (option == "-e") {
      statement.projects.push_back({word.value, true, word.where, {}});
    } else if (option == "-r") {
      statement.requirement_files.push_back(word);
    } else if (option == "-f") {
      statement.find_links.push_back(word);
    } else if (option == "--index-url") {
      statement.index_url = word;
    } else if (option == "--extra-index-url") {
      statement.extra_index_urls.push_back(word);
    } else {
      FAIL("no such option: " << option);
    }
  }
  model_.packages.push_back(statement);
  return model_.packages.back();
}

Environment& Environment::apt(std::string_view words) {
  statement(Manager::apt, words);
  return *this;
}
Environment& Environment::conda(std::string_view words) {
  statement(Manager::conda, words);
  return *this;
}
Environment& Environment::pip(std::string_view words) {
  statement(Manager::pip, words);
  return *this;
}
Environment& Environment::listed(std::string_view file, std::string_view words) {
  Listed& listed = model_.packages.back().listed;
  const auto all = cut(words);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] == "--hash") {
      listed.hashed = true;
    } else if (all[i] == "-f") {
      listed.find_links.push_back(say(all[++i]));
    } else if (all[i] == "--index-url") {
      listed.index_url = say(all[++i]);
    } else if (all[i] == "--extra-index-url") {
      listed.extra_index_urls.push_back(say(all[++i]));
    } else {
      const auto word = say(all[i]);
      listed.packages.push_back({name_of(word.value), word.value, word.where, std::string(file)});
    }
  }
  return *this;
}
Environment& Environment::constrained(std::string_view file, std::string_view words) {
  for (const std::string& one : cut(words)) {
    const auto word = say(one);
    model_.packages.back().listed.constraints.push_back(
        {name_of(word.value), word.value, word.where, std::string(file)});
  }
  return *this;
}
Environment& Environment::pip_uninstall(std::string_view words) {
  statement(Manager::pip, words).remove = true;
  return *this;
}

Environment& Environment::run(std::string_view line) {
  Step step;
  step.action = Run{{std::string(line)}};
  model_.steps.push_back(step);
  return *this;
}

Environment& Environment::job(std::string_view line) {
  Job job;
  job.lines.emplace_back(line);
  model_.jobs.push_back(job);
  return *this;
}

Environment& Environment::driver(std::string_view version) {
  Place& place = model_.places.emplace_back();
  place.name.value = "lab";
  place.driver = say(version);
  return *this;
}

Environment& Environment::gpu(std::string_view type) {
  model_.places.emplace_back().own.gpus = {Gpus{Gpus::Kind::number, 1, std::string(type)}, say(type).where};
  return *this;
}

Environment& Environment::arch(std::string_view words) {
  for (const auto& word : cut(words)) model_.arch.push_back(say(word));
  return *this;
}

std::string Resolved::specs(std::size_t statement) const {
  std::vector<std::string> all;
  for (const auto& package : resolution.packages.at(statement).packages) all.push_back(package.spec);
  return joined(all);
}

std::string Resolved::channels(std::size_t statement) const {
  return joined(resolution.packages.at(statement).channels);
}

std::string Resolved::libraries() const {
  std::vector<std::string> all;
  for (const auto& library : resolution.system_libraries) all.push_back(library.spec);
  return joined(all);
}

std::string Resolved::messages() const {
  std::vector<std::string> all;
  for (const auto& d : diagnostics) {
    all.push_back(
        fmt::format("{}[{}]: {}", d.severity == Severity::error ? "error" : "warning", name(d.kind), d.message));
  }
  return fmt::format("{}", fmt::join(all, "\n"));
}

std::string Resolved::reason(std::string_view subject) const {
  for (const auto& decision : resolution.decisions) {
    if (decision.subject == subject) return decision.reason;
  }
  return {};
}

std::string Resolved::python() const {
  static constexpr std::string_view from[] = {"none", "base", "apt", "conda", "uv"};
  const Interpreter& python = resolution.python;
  const std::string_view source = from[static_cast<std::size_t>(python.from)];
  return python.version.empty() ? std::string(source) : fmt::format("{} {}", source, python.version);
}

/// Most tests are about releases of their day, and leave out what is not their subject. What is only advice about that
/// is left out here; warnings.cpp looks at it.
Resolved resolved(const Environment& environment) {
  Diagnostics diagnostics;
  Resolved out{resolve(environment.model(), Facts::builtin(), {}, diagnostics), {}};
  out.diagnostics = diagnostics.all();
  std::erase_if(out.diagnostics, [](const Diagnostic& d) {
    return d.kind == Kind::end_of_life || d.kind == Kind::older_point_release || d.kind == Kind::unpinned_heavy;
  });
  return out;
}

}  // namespace envc
