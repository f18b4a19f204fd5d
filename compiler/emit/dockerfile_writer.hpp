// The Dockerfile while it is written: instructions, and what later ones must know of earlier ones.
#pragma once

#include "layer/plan.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// One shell command of a RUN: its first line, and lines that continue it (each indented as it is to stand).
struct ShellCommand {
  std::string head;
  std::vector<std::string> more = {};
};

/// `head item`, or `head` and then each of several items on a line of its own. Items are shell text.
ShellCommand listed(std::string_view head, const std::vector<std::string>& items);
/// The same with words, which it quotes.
ShellCommand listed_words(std::string_view head, const std::vector<std::string>& words);

/// `NAME=value` for a shell; `NAME=value"${NAME:+:$NAME}"` where the value goes before a list.
std::string shell_assignment(const EnvVar&);
/// The assignments, each followed by a space: what stands before a command.
std::string inline_environment(const std::vector<EnvVar>&);
/// `export A=1 B=2`; empty for none.
std::string export_line(const std::vector<EnvVar>&);

class DockerfileWriter {
 public:
  explicit DockerfileWriter(const Plan& plan) : plan_(plan) {}

  [[nodiscard]] const Plan& plan() const { return plan_; }

  /// One instruction, whole, without its line end.
  void instruction(std::string_view text);
  /// ARG with its default, unless it is declared already.
  void argument(std::string_view name, std::string_view value);
  /// ENV, one variable a line.
  void environment(const std::vector<EnvVar>&);
  /// These folders before all others of PATH, unless they are there.
  void path(const std::vector<std::string>& folders);
  void workdir(const std::string& folder);
  /// SHELL is bash. A builder that ignores it (buildah, when its images are not Docker's) is told by the first RUN.
  void shell();
  /// A RUN of commands that stop at the first failure.
  void run(const std::vector<std::string>& mounts, std::vector<ShellCommand> commands);
  /// A RUN of the lines of one shell script (see script.hpp) between commands of our own.
  void script(const std::vector<std::string>& mounts, std::vector<ShellCommand> before,
              const std::vector<std::string>& lines, const std::vector<ShellCommand>& after);

  /// USER before and after what `write` writes; nothing without a user.
  template<typename Write>
  void as(const std::optional<std::string>& user, Write write) {
    if (user) this->user(*user);
    write();
    if (user) this->user("root");
  }

  /// Tools' caches for a RUN: its --mount options; their build arguments are declared.
  std::vector<std::string> apt_caches(const Os&);
  std::vector<std::string> conda_caches();
  std::vector<std::string> pip_caches();
  /// What pip reads in every step: its index, and how it behaves.
  void pip_arguments();
  /// The caches of those tools that the lines name.
  std::vector<std::string> caches_for(const std::vector<std::string>& lines);

  /// Goes on after instructions that were written earlier, perhaps by another envc: knows what they have declared.
  void adopt(std::string_view text);
  /// What was written since the last call.
  std::string take();

 private:
  void user(std::string_view name);

  const Plan& plan_;
  std::string text_;
  std::set<std::string, std::less<>> arguments_;
  std::set<std::string> on_path_;
  std::string workdir_;
  bool shell_unproved_ = false;
};

/// The stage that uv's program comes from, with its build argument; empty where uv is not used.
std::string uv_stage(const Plan&);

// One function a form of instruction.
void write(DockerfileWriter&, const content::From&);
void write(DockerfileWriter&, const content::AptSetup&);
void write(DockerfileWriter&, const content::AptInstall&);
void write(DockerfileWriter&, const content::PythonFromApt&);
void write(DockerfileWriter&, const content::PythonFromUv&);
void write(DockerfileWriter&, const content::CondaInstaller&);
void write(DockerfileWriter&, const content::CondaInstall&);
void write(DockerfileWriter&, const content::PipInstall&);
void write(DockerfileWriter&, const content::Variables&);
void write(DockerfileWriter&, const content::Script&);
void write(DockerfileWriter&, const content::CopyFiles&);
void write(DockerfileWriter&, const content::PutFile&);
void write(DockerfileWriter&, const content::Fetch&);
void write(DockerfileWriter&, const content::Checkout&);
void write(DockerfileWriter&, const content::Timezone&);
void write(DockerfileWriter&, const content::Locale&);
void write(DockerfileWriter&, const content::Home&);
void write(DockerfileWriter&, const content::Meta&);

}  // namespace envc
