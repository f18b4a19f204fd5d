#include "emit/artifact.hpp"
#include "emit/cluster.hpp"
#include "emit/cluster_text.hpp"
#include "text/digest.hpp"
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

/// The same inside the value of a make variable, where `#` would begin a comment.
std::string variable_word(std::string_view raw) {
  std::string out;
  for (const char c : recipe_word(raw)) out += c == '#' ? std::string("\\#") : std::string(1, c);
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

/// The pinned name by its variable, so that the tag stands on one line of the file.
std::string make_name(const Plan& plan, const std::string& tag) {
  return tag == image_reference(plan) ? "$(IMAGE)" : tag;
}

struct Target {
  std::string name;
  std::string help;
};

std::vector<Target> targets(const Plan& plan) {
  std::vector<Target> all{{"image", "build $(IMAGE)"}};
  if (plan.model.image) {
    all.push_back({"push", "send it to the registry, with latest beside it"});
    all.push_back({"pull", "fetch it from the registry"});
  }
  all.push_back({"launch", "run it here; make launch ARGS='python x.py'"});
  if (any_cluster(plan.model)) all.push_back({"sqsh", "make the cluster's .sqsh file of it"});
  for (const Job& job : plan.model.jobs) {
    all.push_back({"submit-" + job.name.value, fmt::format("submit {}.sbatch to SLURM", job.name.value)});
  }
  return all;
}

/// Quoted for the shell; make's own variables stay variables.
std::string help_word(std::string_view raw) {
  const ShellWord quoted(raw);
  return quoted.text();
}

std::string help_lines(const std::vector<Target>& all) {
  std::size_t width = 0;
  for (const Target& target : all) width = std::max(width, target.name.size());
  std::string out;
  for (const Target& target : all) {
    out += fmt::format("\t@echo {}\n", help_word(fmt::format("make {:<{}}  {}", target.name, width, target.help)));
  }
  out.pop_back();
  return out;
}

std::string submit_rules(const Plan& plan) {
  std::string out;
  for (const Job& job : plan.model.jobs) {
    const std::string file = recipe_word(job.name.value + ".sbatch");
    std::string folders;
    for (const std::string& folder : log_folders(plan.model, job)) folders += " " + recipe_word(folder);
    out += fmt::format(
        "\nsubmit-{0}: envc-fresh\n"
        "\t@mkdir -p{1}\n"
        "\t@SLURM_SUBMIT_DIR=\"$$PWD\" ENVC_CHECK=1 bash {2}\n"
        "\tsbatch $(SBATCH_FLAGS) {2} $(ARGS)\n",
        job.name.value, folders, file);
  }
  if (out.empty()) return out;
  return "\n# A missing log folder fails a job without a word; image and mounts are looked at before there is a job." +
         out;
}

/// Relative to the folder of envc.mk, so that no program takes it for an option.
std::string path_word(const std::string& path) {
  return variable_word(path == "." ? path : "./" + path);
}

/// What an input's hash leaves out of a folder, for `find FOLDER`.
std::string without_passing(const Model& model, const std::string& folder) {
  std::string out = R"(\( -name .git -o -name __pycache__ -o -name '.envc-tmp.*')";
  if (folder == ".") {
    std::vector<std::string> names = passing_names(model);
    for (const std::string& name : artifact_names(model)) names.push_back(name);
    for (const std::string& name : names) out += fmt::format(" -o -path {}", variable_word("./" + name));
  }
  return out + R"( \) -prune -o)";
}

/// Commands that print the hash of every source, and what they print now: the one must follow the other.
struct Sources {
  std::string commands;
  std::string output;
};

Sources sources(const Plan& plan) {
  Sources all;
  std::string files;
  std::string folders;
  const auto add = [&](const Input& file) {
    // it counts as soon as there is one
    const bool may_come = file.path == own_facts_name;
    files += " " + (may_come ? fmt::format("$(wildcard {})", path_word(file.path)) : path_word(file.path));
    if (file.sha256.empty()) return;
    all.output += checksum_line(file.sha256, "./" + file.path) + "\n";
  };
  for (const Input& source : plan.sources) add(source);
  if (plan.sources.size() == 1) add({.path = std::string(own_facts_name), .sha256 = {}});
  for (const Input& input : plan.inputs) {
    if (!input.directory) add(input);
  }
  for (const Input& input : plan.inputs) {
    if (!input.directory) continue;
    all.output += input.listing;
    folders += fmt::format("; \\\n  find -H {} {} -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum",
                           path_word(input.path), without_passing(plan.model, input.path));
  }
  all.commands = fmt::format("sha256sum{}{}", files, folders);
  return all;
}

}  // namespace

std::string make_rules(const Plan& plan) {
  const std::vector<Target> all = targets(plan);
  std::string names = "envc-look envc-fresh help";
  for (const Target& target : all) names += " " + target.name;
  if (plan.model.image) names += " push-anyway";

  std::string tag_flags;
  std::string push_lines;
  for (const std::string& tag : tags(plan)) {
    tag_flags += " -t " + make_name(plan, tag);
    if (tag != image_reference(plan)) {
      push_lines += fmt::format("\t$(ENGINE) tag $(IMAGE) {}\n", make_name(plan, tag));
    }
    push_lines += fmt::format("\t$(ENGINE) push {}\n", make_name(plan, tag));
  }
  if (!push_lines.empty()) push_lines.pop_back();
  const std::string source = plan.sources.empty() ? "project.env" : plan.sources.front().path;

  std::string out(make_text);
  put(out, "@push@", plan.model.image ? std::string(push_text) : "");
  put(out, "@project@", plan.model.project.value);
  put(out, "@targets@", names);
  put(out, "@help@", help_lines(all));
  const Sources made_from = sources(plan);
  put(out, "@sources@", made_from.commands);
  put(out, "@made_from@", sha256(made_from.output));
  put(out, "@source@", recipe_word(source));
  put(out, "@cache_from@", plan.model.image ? fmt::format(" --cache-from {}:latest", repository(plan)) : "");
  put(out, "@tags@", tag_flags);
  put(out, "@pinned@", image_reference(plan));
  put(out, "@push_lines@", push_lines);
  put(out, "@sqsh@", any_cluster(plan.model) ? "\nsqsh: envc-fresh\n\t./import-sqsh.sh $(SQSH_FLAGS)\n" : "");
  put(out, "@submit@", submit_rules(plan));
  return out;
}

}  // namespace envc
