// Steps: run and check, copy, file, download, git.
#include "emit/docker_paths.hpp"
#include "emit/dockerfile_writer.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

constexpr std::string_view download_file = "/tmp/download";
constexpr std::string_view checkout_folder = "/tmp/checkout";

std::string word(std::string_view raw) {
  return ShellWord(raw).text();
}

std::string parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos || slash == 0 ? "/" : std::string(path.substr(0, slash));
}

/// Folders that every distribution has.
bool always_there(std::string_view folder) {
  static constexpr std::array<std::string_view, 12> folders{
      "/",    "/etc", "/etc/profile.d", "/home",          "/opt",           "/root",
      "/srv", "/tmp", "/usr/local",     "/usr/local/bin", "/usr/local/lib", "/usr/local/share"};
  return std::find(folders.begin(), folders.end(), folder) != folders.end();
}

void add_folder(std::vector<ShellCommand>& commands, const std::string& folder) {
  if (!always_there(folder)) commands.push_back({fmt::format("mkdir -p {}", word(folder))});
}

void add_owner_and_mode(std::vector<ShellCommand>& commands, const std::optional<std::string>& user,
                        const std::optional<std::string>& mode, const std::string& path, bool whole_folder) {
  if (mode) commands.push_back({fmt::format("chmod {} {}", word(*mode), word(path))});
  if (user) commands.push_back({fmt::format("chown {}{} {}", whole_folder ? "-R " : "", word(*user), word(path))});
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// printf that writes exactly this text.
ShellCommand print_text(std::string_view text, const std::string& path) {
  if (text.empty()) return {fmt::format("printf '' > {}", word(path))};
  const bool ends = text.ends_with('\n');
  std::vector<std::string> lines = lines_of(text);
  std::string last;
  if (!ends) {
    last = lines.back();
    lines.pop_back();
  }
  if (lines.empty()) return {fmt::format("printf %s {} > {}", word(last), word(path))};
  ShellCommand command{ends ? "printf '%s\\n'" : "{ printf '%s\\n'"};
  for (const std::string& line : lines) command.more.push_back(fmt::format("  {}", word(line)));
  if (!ends) {
    command.more.back() += ";";
    command.more.push_back(fmt::format("  printf %s {}; }}", word(last)));
  }
  command.more.push_back(fmt::format("  > {}", word(path)));
  return command;
}

/// The name of the file that a URL leads to, in lower case.
std::string last_segment(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  std::string name(url.substr(url.rfind('/') + 1));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

/// Unpacks the downloaded file into the folder. tar finds out by itself how an archive is packed.
std::string unpack_command(std::string_view url, const std::string& folder) {
  const std::string name = last_segment(url);
  if (name.ends_with(".zip")) return fmt::format("unzip -q {} -d {}", download_file, word(folder));
  return fmt::format("tar -xf {} -C {} --no-same-owner", download_file, word(folder));
}

std::string curl(std::string_view url) {
  // A redirect must not lead from https to http.
  const std::string_view only = url.starts_with("https://") ? " --proto '=https'" : "";
  return fmt::format("curl -fsSL --retry 3{}", only);
}

/// The checkout; the shell stands in `folder` afterwards.
void add_checkout(std::vector<ShellCommand>& commands, const content::Checkout& git, const std::string& folder) {
  const std::string url = word(git.url);
  if (!git.ref) {
    commands.push_back(
        {"git clone -q --depth 1 --recurse-submodules --shallow-submodules", {fmt::format("  {} {}", url, folder)}});
    commands.push_back({fmt::format("cd {}", folder)});
    return;
  }
  const std::string ref = word(*git.ref);
  commands.push_back({fmt::format("git init -q {}", folder)});
  commands.push_back({fmt::format("cd {}", folder)});
  commands.push_back({fmt::format("git remote add origin {}", url)});
  // Servers give branches, tags and whole commits by name; an abbreviated commit has to be looked for.
  commands.push_back({fmt::format("if git fetch -q --depth 1 origin {}; then", ref),
                      {"  git checkout -q FETCH_HEAD;", "else",
                       fmt::format("  git fetch -q --tags origin && git checkout -q {};", ref), "fi"}});
  commands.push_back({"git submodule update -q --init --recursive"});
}

}  // namespace

void write(DockerfileWriter& out, const content::Script& script) {
  out.workdir(script.workdir);
  const std::vector<std::string> caches = script.user ? std::vector<std::string>{} : out.caches_for(script.lines);
  std::vector<ShellCommand> before;
  if (!script.with.empty()) before.push_back({export_line(script.with)});
  out.as(script.user, [&] { out.script(caches, before, script.lines, {}); });
}

void write(DockerfileWriter& out, const content::CopyFiles& copy) {
  std::string options;
  if (copy.from) options += fmt::format("--from={} ", *copy.from);
  if (copy.user) options += fmt::format("--chown={} ", *copy.user);
  out.instruction(fmt::format("COPY {}{}", options, copy_arguments(copy.sources, copy.target)));
}

void write(DockerfileWriter& out, const content::PutFile& file) {
  std::vector<ShellCommand> commands;
  add_folder(commands, parent(file.path));
  commands.push_back(print_text(file.text, file.path));
  add_owner_and_mode(commands, file.user, file.mode, file.path, false);
  out.run({}, commands);
}

void write(DockerfileWriter& out, const content::Fetch& fetch) {
  std::vector<ShellCommand> commands;
  if (!fetch.with.empty()) commands.push_back({export_line(fetch.with)});
  const std::string folder = fetch.unpack ? fetch.path : parent(fetch.path);
  const bool aside = fetch.unpack || fetch.sha256;  // nothing unchecked ever stands at its place
  if (!aside) add_folder(commands, folder);
  commands.push_back({fmt::format("{} -o {}", curl(fetch.url), aside ? download_file : word(fetch.path)),
                      {fmt::format("  {}", word(fetch.url))}});
  if (fetch.sha256) commands.push_back({fmt::format("echo '{}  {}' | sha256sum -c -", *fetch.sha256, download_file)});
  if (aside) add_folder(commands, folder);
  if (fetch.unpack) {
    commands.push_back({unpack_command(fetch.url, folder)});
    commands.push_back({fmt::format("rm {}", download_file)});
  } else if (aside) {
    commands.push_back({fmt::format("mv {} {}", download_file, word(fetch.path))});
  }
  add_owner_and_mode(commands, fetch.user, fetch.mode, fetch.path, fetch.unpack);
  out.run({}, commands);
}

void write(DockerfileWriter& out, const content::Checkout& git) {
  const std::string folder = word(git.path ? *git.path : std::string(checkout_folder));
  // Where the user may not make the folder, root makes it first.
  if (git.user && git.path) out.run({}, {{fmt::format("install -d -o {} {}", word(*git.user), folder)}});
  std::vector<ShellCommand> before;
  if (!git.with.empty()) before.push_back({export_line(git.with)});
  add_checkout(before, git, folder);
  std::vector<ShellCommand> after;
  if (!git.path) after = {{"cd /"}, {fmt::format("rm -rf {}", folder)}};
  const std::vector<std::string> caches = git.user ? std::vector<std::string>{} : out.caches_for(git.lines);
  out.as(git.user, [&] { out.script(caches, before, git.lines, after); });
}

}  // namespace envc
