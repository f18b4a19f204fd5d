// What costs nothing and stands last: environment, time zone, locale, home, and how a container starts.
#include "emit/docker_paths.hpp"
#include "emit/dockerfile_writer.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

std::string word(std::string_view raw) {
  return ShellWord(raw).text();
}

std::string json_list(const std::vector<std::string>& words) {
  std::vector<std::string> strings;
  for (const std::string& each : words) strings.push_back(JsonString(each).text());
  return fmt::format("[{}]", fmt::join(strings, ", "));
}

/// Whether an `env` says it itself, which then holds.
bool said(const Plan& plan, std::string_view name) {
  return std::any_of(plan.graph.layers.begin(), plan.graph.layers.end(), [&](const Layer& layer) {
    const auto* content = std::get_if<content::Variables>(&layer.content);
    return content != nullptr && std::any_of(content->variables.begin(), content->variables.end(),
                                             [&](const EnvVar& variable) { return variable.name == name; });
  });
}

void environment_unless_said(DockerfileWriter& out, std::string_view name, const std::string& value) {
  if (said(out.plan(), name)) return;
  out.environment({{.name = std::string(name), .value = value, .where = {}}});
}

/// An account for the user that the image runs as, so that programs that ask for its name get one.
std::string account_command(const content::Home& home) {
  const std::string shell = "-s /bin/bash";
  if (home.user.empty()) {
    return fmt::format("{{ getent passwd 1000 > /dev/null || useradd -M -u 1000 -d {} {} user; }}", word(home.path),
                       shell);
  }
  const std::string name = word(home.user);
  return fmt::format("{{ getent passwd {0} > /dev/null || useradd -M -o -u 1000 -d {1} {2} {0}; }}", name,
                     word(home.path), shell);
}

}  // namespace

void write(DockerfileWriter& out, const content::Variables& variables) {
  out.environment(variables.variables);
}

void write(DockerfileWriter& out, const content::Timezone& timezone) {
  out.run({}, {{fmt::format("ln -snf {} /etc/localtime", word("/usr/share/zoneinfo/" + timezone.zone))},
               {fmt::format("echo {} > /etc/timezone", word(timezone.zone))}});
  environment_unless_said(out, "TZ", timezone.zone);
}

void write(DockerfileWriter& out, const content::Locale& locale) {
  // `en_US.UTF-8`, `de_DE.UTF-8@euro`: the language with its modifier, and the encoding.
  const std::string& name = locale.locale;
  const std::size_t dot = name.find('.');
  const std::size_t at = std::min(name.find('@'), name.size());
  const std::string language = name.substr(0, std::min(dot, at)) + name.substr(at);
  const std::string encoding = dot < at ? name.substr(dot + 1, at - dot - 1) : "UTF-8";
  if (language != "C" && language != "POSIX") {
    out.run({}, {{fmt::format("localedef -i {} -f {} {}", word(language), word(encoding), word(name))}});
  }
  environment_unless_said(out, "LANG", name);
}

void write(DockerfileWriter& out, const content::Home& home) {
  out.instruction(fmt::format("COPY --chmod=644 {}", copy_arguments({"bashrc"}, home.path + "/.bashrc")));
  if (!home.root_user) out.run({}, {{fmt::format("chmod 1777 {}", word(home.path))}, {account_command(home)}});
  environment_unless_said(out, "HOME", home.path);
}

void write(DockerfileWriter& out, const content::Meta& meta) {
  std::string labels;
  for (const EnvVar& label : meta.labels) {
    labels += fmt::format("{}{}={}", labels.empty() ? "LABEL " : " \\\n      ", DockerWord(label.name).text(),
                          DockerWord(label.value).text());
  }
  if (!labels.empty()) out.instruction(labels);
  if (!meta.ports.empty()) out.instruction(fmt::format("EXPOSE {}", fmt::join(meta.ports, " ")));
  out.workdir(meta.workdir);
  if (!meta.user.empty()) out.instruction(fmt::format("USER {}", DockerWord(meta.user).text()));
  const Plan& plan = out.plan();
  if (meta.entrypoint) {
    out.instruction(fmt::format("ENTRYPOINT {}", json_list(meta.entrypoint->words)));
  } else if (!plan.model.base && !plan.resolution.cuda.empty()) {
    // That of the CUDA images prints a banner into every program's output.
    out.instruction("ENTRYPOINT []");
  }
  const std::string shell = plan.model.shell ? plan.model.shell->value : "/bin/bash";
  if (meta.command) {
    out.instruction(fmt::format("CMD {}", json_list(meta.command->words)));
  } else if (!meta.entrypoint) {
    out.instruction(fmt::format("CMD {}", json_list({shell})));
  }
}

}  // namespace envc
