// What a command takes, as data, and what was said on a command line.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

struct Terminal;
class Options;

struct Option {
  std::string_view name;      ///< `out`
  char letter = 0;            ///< `o`; 0: none
  std::string_view argument;  ///< `DIR`; empty: a flag
  std::string_view text;      ///< one line of help
  bool repeated = false;      ///< may be said several times
};

/// A line that can be typed as it stands, and what it does.
struct Example {
  std::string_view line;
  std::string_view what;
};

struct Command {
  std::string_view name;
  std::string_view usage;    ///< what follows the name: `[FILE…] [options]`
  std::string_view summary;  ///< one line
  std::string_view details;  ///< a few lines
  std::vector<Option> options;
  std::vector<Example> examples;
  std::size_t most_words = 0;  ///< how many words beside options it takes
  int (*run)(const Options&, Terminal&);
};

/// The command line makes no sense (exit code 2).
struct UsageError {
  std::string message;
  std::string help = {};
};

class Options {
 public:
  [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
  /// The last value said; empty if none was.
  [[nodiscard]] std::string value(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> values(std::string_view name) const;
  /// What is no option, in order.
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

 private:
  friend Options parse_options(const Command&, const std::vector<std::string>&);
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> words_;
};

/// Every command also takes `-h` and `--help`. Throws UsageError.
Options parse_options(const Command&, const std::vector<std::string>& arguments);

/// `-o, --out DIR`
std::string spelled(const Option&);

}  // namespace envc
