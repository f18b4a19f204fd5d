#include "emit/artifact.hpp"
#include "emit/cluster.hpp"
#include "emit/cluster_text.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// A word of the shell inside a recipe: make itself must see `$$`.
std::string recipe_word(std::string_view raw) {
  const ShellWord quoted(raw);
  std::string out;
  for (const char c : quoted.text()) out += c == '$' ? std::string("$$") : std::string(1, c);
  return out;
}

/// A file name among make's prerequisites: blanks, `#`, `:` and `%` escaped, `$` doubled.
std::string prerequisite(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (c == ' ' || c == '#' || c == ':' || c == '%' || c == '\\') out += '\\';
    if (c == '$') out += '$';
    out += c;
  }
  return out;
}

void put(std::string& text, std::string_view placeholder, const std::string& value) {
  for (std::size_t at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + value.size())) {
    text.replace(at, placeholder.size(), value);
  }
}

/// Repository without its tag.
std::string repository(const Plan& plan) {
  const std::string reference = image_reference(plan);
  return reference.substr(0, reference.rfind(':'));
}

std::vector<std::string> tags(const Plan& plan) {
  std::vector<std::string> all{image_reference(plan), repository(plan) + ":latest"};
  if (plan.model.image_tag && plan.model.image_tag->value != "latest") {
    all.push_back(fmt::format("{}:{}", repository(plan), plan.model.image_tag->value));
  }
  return all;
}

struct Target {
  std::string name;
  std::string help;
};

std::vector<Target> targets(const Plan& plan) {
  std::vector<Target> all{{"image", "build " + image_reference(plan)}};
  if (plan.model.image) {
    all.push_back({"push", "send it to the registry, with latest beside it"});
    all.push_back({"pull", "fetch it from the registry"});
  }
  all.push_back({"launch", "run it here; make launch ARGS='python x.py'"});
  if (needs_sqsh(plan)) all.push_back({"sqsh", "make the cluster's .sqsh file of it"});
  for (const Job& job : plan.model.jobs) {
    all.push_back({"submit-" + job.name.value, fmt::format("submit {}.sbatch to SLURM", job.name.value)});
  }
  return all;
}

std::string help_lines(const std::vector<Target>& all) {
  std::size_t width = 0;
  for (const Target& target : all) width = std::max(width, target.name.size());
  std::string out;
  for (const Target& target : all) {
    out += fmt::format("\t@echo {}\n", recipe_word(fmt::format("make {:<{}}  {}", target.name, width, target.help)));
  }
  out.pop_back();
  return out;
}

std::string submit_rules(const Plan& plan) {
  std::string out;
  for (const Job& job : plan.model.jobs) {
    const std::string file = recipe_word(job.name.value + ".sbatch");
    out += fmt::format(
        "\n# A missing log folder fails a job without a word; image and mounts are looked at before there is a job.\n"
        "submit-{0}: .envc.stamp\n"
        "\t@mkdir -p logs\n"
        "\t@SLURM_SUBMIT_DIR=\"$$PWD\" ENVC_CHECK=1 bash {1}\n"
        "\tsbatch $(SBATCH_FLAGS) {1} $(ARGS)\n",
        job.name.value, file);
  }
  return out;
}

}  // namespace

std::string make_rules(const Plan& plan) {
  const std::vector<Target> all = targets(plan);
  std::string names = "help";
  for (const Target& target : all) names += " " + target.name;
  if (plan.model.image) names += " push-anyway";

  std::string sources;
  std::string hashes;
  std::string folders;
  std::string folder_check;
  const auto add_file = [&](const Input& file) {
    sources += (sources.empty() ? "" : " ") + prerequisite(file.path);
    hashes += fmt::format("{}{}", hashes.empty() ? "" : " ", recipe_word(file.sha256 + "  " + file.path));
  };
  for (const Input& source : plan.sources) add_file(source);
  for (const Input& input : plan.inputs) {
    if (!input.directory) {
      add_file(input);
      continue;
    }
    const std::string folder = recipe_word(input.path);
    folders += (folders.empty() ? "" : " ") + folder;
    // Of a folder: the hash of the list of its files' hashes, as the plan has it.
    folder_check += fmt::format(
        " && \\\n\t  [ \"$$(find {} -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum)\" = '{}  "
        "-' ]",
        folder, input.listing_sha256);
  }

  std::string tag_flags;
  std::string push_lines;
  for (const std::string& tag : tags(plan)) {
    tag_flags += fmt::format("{}-t {}", tag_flags.empty() ? "" : " ", recipe_word(tag));
    if (tag != image_reference(plan)) {
      push_lines += fmt::format("\t$(ENGINE) tag {} {}\n", recipe_word(image_reference(plan)), recipe_word(tag));
    }
    push_lines += fmt::format("\t$(ENGINE) push {}\n", recipe_word(tag));
  }
  if (!push_lines.empty()) push_lines.pop_back();

  std::string out(make_text);
  put(out, "@push@", plan.model.image ? std::string(push_text) : "");
  put(out, "@project@", plan.model.project.value);
  put(out, "@targets@", names);
  put(out, "@help@", help_lines(all));
  put(out, "@sources@", sources);
  put(out, "@hashes@", hashes);
  put(out, "@folder_check@", folder_check);
  put(out, "@cache_from@",
      plan.model.image ? fmt::format(" --cache-from {}:latest", recipe_word(repository(plan))) : "");
  put(out, "@tags@", tag_flags);
  put(out, "@pinned@", recipe_word(image_reference(plan)));
  put(out, "@push_lines@", push_lines);
  put(out, "@sqsh@", needs_sqsh(plan) ? "\nsqsh: .envc.stamp\n\t./import-sqsh.sh $(SQSH_FLAGS)\n" : "");
  put(out, "@submit@", submit_rules(plan));
  if (!folders.empty()) {
    put(out, ".envc.stamp: " + sources,
        fmt::format("envc_changed := $(if $(shell find {} -newer .envc.stamp 2>/dev/null | head -n 1),envc-force)\n"
                    ".envc.stamp: {}",
                    folders, sources));
  }
  return out;
}

}  // namespace envc
