// The end of the image: what costs nothing, or sees everything.
#include "layer/comment.hpp"
#include "layer/environment.hpp"
#include "layer/steps.hpp"

#include <algorithm>

namespace envc {
namespace {

constexpr const char* home = "/home/user";

/// The user of the finished image as the person said it; empty: any, by number.
std::string said_user(const Model& model) {
  return model.run.user && model.run.user->value != "host" ? model.run.user->value : std::string();
}

/// The file's own value wins.
void set(const Draft& draft, std::vector<EnvVar>& variables, const char* name, std::string value) {
  const auto& said = draft.model.env;
  if (std::any_of(said.begin(), said.end(), [&](const EnvVar& v) { return v.name == name && !v.prepend; })) return;
  variables.push_back({.name = name, .value = std::move(value), .prepend = false, .where = {}});
}

std::vector<EnvVar> own_variables(const Draft& draft) {
  const Model& model = draft.model;
  std::vector<EnvVar> variables;
  if (draft.resolution.python.from != Interpreter::From::none) set(draft, variables, "PYTHONNOUSERSITE", "1");
  if (model.timezone) set(draft, variables, "TZ", model.timezone->value);
  if (model.locale) set(draft, variables, "LANG", model.locale->value);
  if (model.shell) set(draft, variables, "SHELL", model.shell->value);
  if (!draft.resolution.cuda.empty()) {
    set(draft, variables, "NVIDIA_VISIBLE_DEVICES", "all");
    set(draft, variables, "NVIDIA_DRIVER_CAPABILITIES",
        draft.resolution.gl ? "compute,utility,graphics,display" : "compute,utility");
  }
  return variables;
}

content::Meta meta_of(const Draft& draft) {
  const Model& model = draft.model;
  content::Meta meta{.workdir = workdir_of(model),
                     .ports = {},
                     .labels = model.labels,
                     .entrypoint = model.entrypoint,
                     .command = model.command,
                     .user = said_user(model)};
  for (const Port& port : model.run.ports) meta.ports.push_back(port.container);
  std::sort(meta.ports.begin(), meta.ports.end());
  meta.ports.erase(std::unique(meta.ports.begin(), meta.ports.end()), meta.ports.end());
  if (meta.user.empty()) meta.user = "1000:1000";
  if (!meta.command && !meta.entrypoint) {
    meta.command = Exec{{model.shell ? model.shell->value : std::string("/bin/bash")}, {}};
  }
  return meta;
}

LayerId add_last(Draft& draft, LayerKind kind, const char* name, Content content) {
  const std::vector<LayerId> all = draft.last_beside({});
  const LayerId id = draft.add(kind, name, std::move(content));
  draft.require(id, all);
  draft.origin(id).position = nowhere;
  return id;
}

/// `env` of the file if no step had to have it before, and envc's own.
void add_late_environment(Draft& draft, const std::vector<LayerId>& ends, std::vector<EnvVar> own) {
  std::vector<EnvVar> said = unread_variables(draft);
  const bool placed =
      std::any_of(draft.env.begin(), draft.env.end(), [&](LayerId id) { return draft[id].kind == LayerKind::env; });
  const auto weight = placed ? 0.0 : static_cast<double>(std::max<std::size_t>(said.size(), 1));
  said.insert(said.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
  if (said.empty()) return;
  std::vector<Span> where = said_at(said);
  const LayerId id = draft.add(LayerKind::env, placed ? "env-late" : "env", content::Variables{std::move(said)});
  draft[id].where = std::move(where);
  draft.require(id, ends);
  draft.origin(id).weight = weight;
  draft.origin(id).position = nowhere;
}

}  // namespace

void add_place_in_the_world(Draft& draft) {
  const Model& model = draft.model;
  const auto needs = [&](LayerId id, const char* package) {
    const auto found = draft.brought_by.find(package);
    if (found != draft.brought_by.end()) draft.require(id, found->second);
    draft.origin(id).position = nowhere;
  };
  if (model.timezone) {
    const LayerId id = draft.add(LayerKind::timezone, "timezone", content::Timezone{model.timezone->value});
    quote_keywords(draft, id, {"timezone"});
    needs(id, "tzdata");
  }
  if (model.locale && !model.locale->value.starts_with("C.")) {
    const LayerId id =
        draft.add(LayerKind::locale, "locale", content::Locale{model.locale->value, draft.resolution.os});
    quote_keywords(draft, id, {"locale"});
    needs(id, "locales");
  }
  const std::string user = said_user(model);
  const LayerId id =
      draft.add(LayerKind::home, "home",
                content::Home{.path = home, .root_user = user == "root", .user = user == "root" ? "" : user});
  draft[id].notes.emplace_back("a home that any user can write to");
  draft.origin(id).position = nowhere;
}

void close(Draft& draft) {
  // Checks are layers already, but come after all others, also after what only a later check asks for.
  std::vector<LayerId> checks;
  for (std::size_t i = 0; i < draft.step_layers.size(); ++i) {
    if (is_check(draft.model.steps[i])) checks.push_back(draft.step_layers[i]);
  }
  std::vector<EnvVar> own = own_variables(draft);
  std::vector<EnvVar> home_variable;
  set(draft, checks.empty() ? own : home_variable, "HOME", home);
  add_late_environment(draft, draft.last_beside(checks), std::move(own));
  const std::vector<LayerId> ends = draft.last_beside(checks);
  for (std::size_t i = 0; i < checks.size(); ++i) {
    if (i == 0) {
      draft.require(checks[i], ends);
    } else {
      draft.require(checks[i], checks[i - 1]);
    }
  }
  if (!home_variable.empty()) {
    const LayerId id = add_last(draft, LayerKind::env, "env-home", content::Variables{std::move(home_variable)});
    draft[id].notes.emplace_back("only now: root has run the checks, and its files must not lie there");
  }
  const LayerId meta = add_last(draft, LayerKind::meta, "meta", meta_of(draft));
  quote_keywords(draft, meta, {"command", "entrypoint", "label", "port", "shell", "user", "workdir"});
}

}  // namespace envc
