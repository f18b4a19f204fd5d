// Commands pasted whole after `apt`, `conda` or `pip`: what of them is no package.
#pragma once

#include "model/steps.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

enum class Verb : unsigned char { install, remove, other };

struct PastedCommand {
  std::size_t begin = 0;               ///< words before it are the program: `sudo apt-get`, `python3 -m pip`
  std::optional<std::size_t> verb_at;  ///< `install`, `remove`, `update` …; flags may stand between
  Verb verb = Verb::install;
  std::optional<std::size_t> assignment;  ///< `FORCE_CUDA=1` in front of the program
};

/// Reads the head of a pasted command. Words that could as well be packages (`sudo`, `pip`) are taken for the program
/// only if a verb follows.
PastedCommand read_pasted(std::span<const std::string> words, Manager);

/// The first word that only a shell could read; nullopt if there is none. `quoted[i]`: the word stood in quotes.
std::optional<std::size_t> find_shell_text(std::span<const std::string> words, const std::vector<bool>& quoted,
                                           Manager);

/// The same said in this language: the package statements it consists of (`apt git, pip torch`), else `run …`. `words`
/// as written, the keyword not among them.
std::string in_our_words(std::span<const std::string> words, Manager);

/// `apt`, `conda`, `pip`
std::string_view keyword_of(Manager);

}  // namespace envc
