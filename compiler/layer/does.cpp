#include "layer/does.hpp"

#include "text/digest.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

/// `name = value` a line, and none for what is empty: a field that a later envc adds changes nothing where it says
/// nothing.
class Account {
 public:
  explicit Account(std::string_view form) : text_(form) {}

  Account& say(std::string_view name, const std::string& value) {
    if (!value.empty()) text_ += fmt::format("\n{} = {}", name, sha256(value));
    return *this;
  }
  Account& say(std::string_view name, const std::optional<std::string>& value) {
    return value ? say(name, "said " + *value) : *this;
  }
  Account& say(std::string_view name, bool value) { return say(name, std::string(value ? "yes" : "")); }
  Account& say(std::string_view name, const Os& os) { return say(name, os.name + " " + os.release); }
  Account& say(std::string_view name, const std::vector<std::string>& values) {
    for (const std::string& value : values) text_ += fmt::format("\n{} has {}", name, sha256(value));
    return *this;
  }
  Account& say(std::string_view name, const std::vector<EnvVar>& variables) {
    for (const EnvVar& v : variables)
      text_ += fmt::format("\n{} has {} {} {}", name, v.name, v.prepend ? "before" : "is", sha256(v.value));
    return *this;
  }
  Account& say(std::string_view name, const std::optional<Exec>& exec) {
    if (exec) text_ += fmt::format("\n{} is said", name);
    return exec ? say(name, exec->words) : *this;
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

Account account(const content::From& from) {
  return Account("from").say("registry", from.registry).say("image", from.image);
}
Account account(const content::AptSetup& setup) {
  return Account("apt setup").say("os", setup.os);
}
Account account(const content::AptInstall& apt) {
  return Account("apt").say("os", apt.os).say("remove", apt.remove).say("with", apt.with);
}
Account account(const content::PythonFromApt& python) {
  return Account("python from apt").say("os", python.os).say("prefix", python.prefix);
}
Account account(const content::PythonFromUv& python) {
  return Account("python from uv").say("version", python.version).say("prefix", python.prefix);
}
Account account(const content::CondaInstaller& conda) {
  return Account("conda installer").say("prefix", conda.prefix);
}
Account account(const content::CondaInstall& conda) {
  return Account("conda")
      .say("prefix", conda.prefix)
      .say("remove", conda.remove)
      .say("channels", conda.channels)
      .say("cuda", conda.cuda)
      .say("options", conda.options)
      .say("with", conda.with);
}
Account account(const content::PipInstall& pip) {
  Account account = Account("pip")
                        .say("python", pip.python)
                        .say("remove", pip.remove)
                        .say("index", pip.index_url)
                        .say("extra indexes", pip.extra_index_urls)
                        .say("links", pip.find_links)
                        .say("requirement files", pip.requirement_files)
                        .say("constraint files", pip.constraint_files)
                        .say("included files", pip.included_files)
                        .say("no isolation", pip.no_build_isolation)
                        .say("keeps the base", pip.keep_base)
                        .say("options", pip.options)
                        .say("with", pip.with)
                        .say("user", pip.user);
  for (const LocalProject& project : pip.projects) {
    account.say("project", fmt::format("{} {} {}", project.editable, project.extras, project.path));
  }
  return account.say("projects are in", pip.projects_root);
}
Account account(const content::Variables& variables) {
  return Account("variables").say("variables", variables.variables);
}
Account account(const content::Script& script) {
  return Account("script")
      .say("lines", script.lines)
      .say("with", script.with)
      .say("user", script.user)
      .say("workdir", script.workdir);
}
Account account(const content::CopyFiles& copy) {
  return Account("copy")
      .say("sources", copy.sources)
      .say("target", copy.target)
      .say("from", copy.from)
      .say("user", copy.user);
}
Account account(const content::PutFile& file) {
  return Account("file").say("path", file.path).say("text", file.text).say("mode", file.mode).say("user", file.user);
}
Account account(const content::Fetch& fetch) {
  return Account("download")
      .say("url", fetch.url)
      .say("path", fetch.path)
      .say("sha256", fetch.sha256)
      .say("unpack", fetch.unpack)
      .say("mode", fetch.mode)
      .say("with", fetch.with)
      .say("user", fetch.user);
}
Account account(const content::Checkout& checkout) {
  return Account("git")
      .say("url", checkout.url)
      .say("ref", checkout.ref)
      .say("path", checkout.path)
      .say("lines", checkout.lines)
      .say("with", checkout.with)
      .say("user", checkout.user);
}
Account account(const content::Timezone& timezone) {
  return Account("timezone").say("zone", timezone.zone);
}
Account account(const content::Locale& locale) {
  return Account("locale").say("os", locale.os).say("locale", locale.locale);
}
Account account(const content::Home& home) {
  return Account("home").say("path", home.path).say("root", home.root_user).say("user", home.user);
}
Account account(const content::Meta& meta) {
  std::vector<std::string> ports;
  for (const std::uint16_t port : meta.ports) ports.push_back(fmt::format("{}", port));
  return Account("meta")
      .say("workdir", meta.workdir)
      .say("ports", ports)
      .say("labels", meta.labels)
      .say("entrypoint", meta.entrypoint)
      .say("command", meta.command)
      .say("user", meta.user);
}

constexpr std::size_t digits = 12;

}  // namespace

std::string what_it_does(const Content& content, std::uint32_t removals) {
  Account all = std::visit([](const auto& form) { return account(form); }, content);
  if (removals > 0) all.say("removals", fmt::format("{}", removals));
  return sha256(all.text()).substr(0, digits);
}

Deed deed_of(const Content& content, std::uint32_t removals) {
  Deed deed{.does = what_it_does(content, removals), .wherever = {}};
  const auto* pip = std::get_if<content::PipInstall>(&content);
  if (pip == nullptr || pip->build.empty()) return deed;
  content::PipInstall wherever = *pip;
  wherever.index_url = pip->build;
  wherever.extra_index_urls.clear();
  wherever.find_links.clear();
  deed.wherever = what_it_does(wherever, removals);
  return deed;
}

bool is_same(const Deed& a, const Deed& b) {
  return a.does == b.does || (!a.wherever.empty() && a.wherever == b.wherever);
}

bool is_built(const Deed& deed, const BuiltLayer& built) {
  return is_same(deed, {.does = built.does, .wherever = built.wherever});
}

std::string layer_key(const Layer& layer) {
  Account all(name(layer.kind));
  all.say("package", layer.packages).say("added", layer.added);
  if (layer.packages.empty() && layer.added.empty()) all.say("does", what_it_does(layer.content, layer.removals));
  return sha256(all.text()).substr(0, digits);
}

}  // namespace envc
