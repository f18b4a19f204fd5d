// What a container gets from the machine it runs on: mount display gpus slurm.
#include "statement/checking.hpp"
#include "statement/families.hpp"
#include "statement/forms.hpp"
#include "statement/gpus.hpp"
#include "statement/machine_source.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

/// `mount .:/project:ro`, as docker has it, in our words; empty if it is not that.
std::string from_docker_form(std::string_view text) {
  const std::size_t colon = text.find(":/");
  if (colon == std::string_view::npos || colon == 0) return {};
  std::string_view target = text.substr(colon + 1);
  const std::size_t option = target.find(':');
  const bool read_only = option != std::string_view::npos && target.substr(option + 1) == "ro";
  target = target.substr(0, option);
  return fmt::format("mount {} {}{}", text.substr(0, colon), target, read_only ? " ro" : "");
}

void check_mount(const Statement& statement, Checking& checking) {
  if (statement.words.size() == 1) {
    const std::string docker = from_docker_form(checking.value(statement.words[0]));
    if (!docker.empty()) {
      checking.error(Kind::bad_mount, statement.words[0].where, "source and target are two words",
                     fmt::format("write `{}`", docker));
      return;
    }
  }
  if (!checking.takes(statement, 2, 3)) return;
  const std::vector<Said<std::string>> words = checking.values(statement);
  Mount mount;
  mount.where = statement.where;
  const auto source = read_machine_source(words[0], Kind::bad_mount, checking);
  bool good = source.has_value();
  if (source) {
    mount.world = source->world;
    mount.variable = source->variable;
    mount.source = source->path;
  }
  const auto target = checking.image_path(words[1]);
  if (target == "/") {
    checking.error(Kind::bad_mount, words[1].where, "a mount at `/` would hide the whole image");
    good = false;
  }
  if (words.size() == 3) {
    mount.read_only = true;
    if (words[2].value != "ro") {
      checking.error(Kind::unknown_word, words[2].where,
                     fmt::format("`mount` takes `ro` after its target, found {}", quoted(words[2].value)),
                     words[2].value == "rw" ? "leave it out: a mount can be written to" : "");
      good = false;
    }
  }
  if (!target || !good || !checking.first_time("mount … " + *target, words[1].where)) return;
  mount.target = *target;
  checking.settings().mounts.push_back(std::move(mount));
}

void check_display(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> word = checking.values(statement)[0];
  constexpr std::array<std::string_view, 2> known{"x11", "none"};
  if (std::find(known.begin(), known.end(), word.value) == known.end()) {
    const std::string small = lower(word.value);
    const auto close = small == "x11" ? std::optional<std::string_view>("x11") : nearest(small, known);
    checking.error(Kind::unknown_word, word.where,
                   fmt::format("`display` takes {}, found {}", one_of(known), quoted(word.value)), "",
                   close ? fmt::format("did you mean `{}`?", *close) : "");
    return;
  }
  if (checking.first_time("display", statement.keyword.where)) checking.settings().display = word;
}

void check_gpus(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> word = checking.values(statement)[0];
  const auto read = read_gpus(word.value);
  if (const auto* fault = std::get_if<WordFault>(&read)) {
    checking.error(Kind::bad_gpus, checking.within(word, fault->begin, fault->end), fault->message,
                   fault->help.empty() ? "" : fmt::format("write `gpus {}`", fault->help));
    return;
  }
  if (!checking.first_time("gpus", statement.keyword.where)) return;
  const Said<Gpus> gpus{std::get<Gpus>(read), word.where};
  checking.settings().gpus = gpus;
  if (checking.job != nullptr) checking.job->gpus = gpus;
}

/// Options of sbatch that stand alone.
constexpr std::array<std::string_view, 9> lone_options{
    "contiguous", "exclusive", "hold", "no-requeue", "overcommit", "oversubscribe", "reboot", "requeue", "spread-job"};

void check_slurm(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, std::string::npos)) return;
  const std::vector<Said<std::string>> words = checking.values(statement);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Said<std::string>& word = words[i];
    const std::string_view text = word.value;
    // `mem 32G`: the second word is the first one's value
    const bool apart = text.find('=') == std::string_view::npos && i + 1 < words.size() &&
                       words[i + 1].value.find('=') == std::string::npos;
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string_view name = text.substr(0, equals);
    const std::string_view value = text.substr(std::min(equals + 1, text.size()));
    const bool lone = std::find(lone_options.begin(), lone_options.end(), name) != lone_options.end();
    const bool named = !name.empty() && is_lower(name.front()) && name.back() != '-' &&
                       std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c) || c == '-'; });
    if (!named) {
      const std::size_t dashes = std::min(name.find_first_not_of('-'), name.size());
      const bool pasted = dashes == 2 && equals < text.size();
      checking.error(Kind::bad_slurm_option, equals == 0 ? word.where : checking.within(word, 0, equals),
                     fmt::format("`slurm` takes long names of options without dashes, found {}",
                                 quoted(equals == 0 ? text : name)),
                     pasted ? fmt::format("write `slurm {}`", text.substr(dashes)) : "");
      if (apart) ++i;
      continue;
    }
    const bool printable =
        std::all_of(value.begin(), value.end(), [](char c) { return c < 0 || (c >= ' ' && c != '\x7f'); });
    if ((value.empty() && (!lone || equals < text.size())) || !printable) {
      checking.error(
          Kind::bad_slurm_option, word.where,
          printable ? fmt::format("the option `{}` lacks its value", name)
                    : fmt::format("the value of `{}` holds a control character", name),
          printable && !lone ? fmt::format("write `slurm {}={}`", name, apart ? words[i + 1].value : "VALUE") : "");
      if (apart) ++i;
      continue;
    }
    // A line of #SBATCH ends a word at a blank, begins a comment at `#`, and puts nothing in place of `$` or `~`.
    const std::size_t odd = std::min(value.find_first_of(" #$'\"\\"), value.starts_with('~') ? 0 : value.size());
    if (odd < value.size()) {
      checking.error(Kind::bad_slurm_option, word.where,
                     fmt::format("the value of `{}` has {}: an #SBATCH line takes plain text only", name,
                                 value[odd] == ' ' ? "a blank" : fmt::format("`{}`", value[odd])));
      continue;
    }
    if (!checking.first_time(fmt::format("slurm {}", name), word.where)) continue;
    checking.settings().slurm.push_back({std::string(name), std::string(value), false, word.where});
  }
}

constexpr unsigned everywhere = at_file | in_place | in_job;

constexpr std::array rows = {
    StatementRow{{"display"},
                 everywhere,
                 "display x11|none",
                 "show windows on the machine's screen",
                 "display x11",
                 check_display},
    StatementRow{
        {"gpus"}, everywhere, "gpus all|none|NUMBER|TYPE[:NUMBER]", "the GPUs a container gets", "gpus 1", check_gpus},
    StatementRow{{"mount"},
                 everywhere,
                 "mount SOURCE TARGET [ro]",
                 "a folder of the project or of the machine, seen in the container",
                 "mount ~/data /data ro",
                 check_mount},
    StatementRow{{"slurm", BodyKind::items},
                 everywhere,
                 "slurm NAME=VALUE…",
                 "options of sbatch, by their long names",
                 "slurm partition=batch qos=normal",
                 check_slurm},
};

}  // namespace

std::span<const StatementRow> mount_rows() {
  return rows;
}

}  // namespace envc
