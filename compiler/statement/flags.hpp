// The flags of a pasted `apt-get install`, `conda install` or `pip install`.
#pragma once

#include "text/span.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

class Checking;

/// A word of a package statement, holes filled.
struct PackageWord {
  Said<std::string> said;
  bool quoted = false;  ///< some part stood in quotes
};

enum class FlagUse : unsigned char {
  channel,
  constraint_file,
  dropped,  ///< changes nothing that is installed
  editable,
  extra_index_url,
  find_links,
  index_url,
  one_environment,  ///< names another environment: refused
  passed,           ///< handed on as it is
  requirement_file,
};

struct Flag {
  std::string_view name;  ///< `--channel`, `-c`
  FlagUse use = FlagUse::dropped;
  bool takes_value = false;
};

struct GivenFlag {
  const Flag* flag = nullptr;
  Said<std::string> value;  ///< empty if it takes none
  Span where;               ///< the flag, and its value where that is a word of its own
};

struct FlagsAndWords {
  std::vector<GivenFlag> flags;
  std::vector<PackageWord> words;  ///< all others, in order
  bool faulty = false;             ///< something was reported
};

/// Parts flags from other words: `--flag value`, `--flag=value`, `-fvalue`, `-qy`. Reports flags that are not in
/// `known` and flags without their value; those are left out.
FlagsAndWords read_flags(std::span<const PackageWord>, std::span<const Flag> known, std::string_view keyword,
                         Checking&);

}  // namespace envc
