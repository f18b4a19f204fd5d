// envc.lock: what was decided and why, one fact a line, so that branches that touch different things merge.
#include "emit/artifact.hpp"
#include "layer/does.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace envc {
namespace {

/// A JSON string is a TOML basic string too.
std::string quoted_string(std::string_view raw) {
  return JsonString(raw).text();
}

/// `key = [` and one element a line.
std::string array(std::string_view key, const std::vector<std::string>& elements) {
  if (elements.empty()) return fmt::format("{} = []\n", key);
  std::string out = fmt::format("{} = [\n", key);
  for (const std::string& element : elements) out += fmt::format("  {},\n", element);
  return out + "]\n";
}

std::vector<std::string> sorted(std::vector<std::string> elements) {
  std::sort(elements.begin(), elements.end());
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
  return elements;
}

std::string image_table(const Plan& plan) {
  const Resolution& resolution = plan.resolution;
  std::string out = "[image]\n";
  const auto add = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) out += fmt::format("{} = {}\n", key, quoted_string(value));
  };
  add("base", fmt::format("{}/{}", resolution.base_registry, resolution.base_image));
  add("os", resolution.os.name.empty() ? "" : fmt::format("{} {}", resolution.os.name, resolution.os.release));
  add("cuda", resolution.cuda);
  static constexpr std::array<std::string_view, 5> sources{"", "base", "apt", "conda", "uv"};
  add("python", resolution.python.version);
  add("python_from", sources.at(static_cast<std::size_t>(resolution.python.from)));
  return out;
}

std::string decisions_table(const Resolution& resolution) {
  std::vector<std::string> lines;
  for (const Decision& decision : resolution.decisions) {
    lines.push_back(fmt::format("{{ subject = {}, value = {}, reason = {} }}", quoted_string(decision.subject),
                                quoted_string(decision.value), quoted_string(decision.reason)));
  }
  return array("decisions", sorted(std::move(lines)));
}

std::string packages_table(const Plan& plan) {
  std::array<std::vector<std::string>, 3> present;
  std::vector<std::string> removed;
  static constexpr std::array<std::string_view, 3> names{"apt", "conda", "pip"};
  for (std::size_t i = 0; i < plan.resolution.packages.size(); ++i) {
    const PackageStatement& statement = plan.model.packages.at(i);
    const auto manager = static_cast<std::size_t>(statement.manager);
    for (const ResolvedPackage& package : plan.resolution.packages[i].packages) {
      if (statement.remove) {
        removed.push_back(quoted_string(fmt::format("{} {}", names.at(manager), package.spec)));
      } else {
        present.at(manager).push_back(quoted_string(package.spec));
      }
    }
  }
  for (const ResolvedPackage& library : plan.resolution.system_libraries) {
    present[0].push_back(quoted_string(library.spec));
  }
  std::string out = "[packages]\n";
  for (std::size_t i = 0; i < names.size(); ++i) out += array(names[i], sorted(present.at(i)));
  return out + array("removed", sorted(removed));
}

/// The lines of a sealed layer, as strings.
std::vector<std::string> quoted_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(quoted_string(text.substr(0, text[end] == '\n' ? end : end + 1)));
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::vector<std::string> quoted_words(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(quoted_string(word));
  return quoted;
}

/// `key = […]`, or nothing.
std::string array_if_any(std::string_view key, const std::vector<std::string>& words) {
  return words.empty() ? std::string() : array(key, quoted_words(words));
}

std::string layer_table(const Layer& layer) {
  std::string out =
      fmt::format("[[layers]]\nname = {}\nkind = {}\n", quoted_string(layer.name), quoted_string(name(layer.kind)));
  out += array("statements", quoted_words(layer.quotes));
  out += array_if_any("packages", layer.packages) + array_if_any("added", layer.added);
  return out + fmt::format("seconds = {:.1f}\nbytes = {}\n", layer.seconds, std::llround(layer.bytes));
}

/// What `envc learn` found out, one fact a line.
std::string learned_tables(const Learned& learned) {
  std::string out;
  if (!learned.measured.empty()) out += "\n# what builds took\n[measured]\n";
  for (const auto& [layer, entry] : learned.measured) {
    out += fmt::format("{} = {{ seconds = {:.1f}, does = {} }}\n", quoted_string(layer), entry.seconds,
                       quoted_string(entry.key));
  }
  if (!learned.edits.empty())
    out += "\n# edits of project.env that found a kind of layer, and those that changed it\n[edits]\n";
  for (const auto& [kind, entry] : learned.edits) {
    out += fmt::format("{} = [{}, {}]\n", quoted_string(kind), entry.seen, entry.touched);
  }
  return out;
}

}  // namespace

std::string lock_file(const Plan& plan) {
  std::string out = fmt::format("version = 1\nproject = {}\n", quoted_string(plan.model.project.value));
  if (plan.regret > 0) out += fmt::format("regret = {:.1f}\n", plan.regret);
  out += array_if_any("merged", plan.merged);
  out +=
      fmt::format("\n# what project.env left open, or what had to be changed\n{}\n", decisions_table(plan.resolution));
  out += fmt::format("{}\n{}", image_table(plan), packages_table(plan));
  out += learned_tables(plan.learned);
  const std::vector<std::string> built = plan.sealed == 0 ? std::vector<std::string>{} : layer_instructions(plan);
  for (std::size_t i = 0; i < plan.sequence.layers.size(); ++i) {
    const Layer& layer = plan.graph[plan.sequence.layers[i]];
    out += fmt::format("\n{}", layer_table(layer));
    if (i >= plan.sealed) continue;
    const Deed deed = deed_of(layer.content, layer.removals);
    out += fmt::format("does = {}\n", quoted_string(layer.built_as.empty() ? deed.does : layer.built_as));
    if (!deed.wherever.empty()) out += fmt::format("wherever = {}\n", quoted_string(deed.wherever));
    out += array("sealed", quoted_lines(built.at(i)));
  }
  return out;
}

}  // namespace envc
