// What the comment above a layer says: the statements it comes from, and what envc added or chose and why.
#pragma once

#include "layer/draft.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// A package and the reason that it is there; empty: the file names it.
struct Reason {
  std::string what;
  std::string why;
};

/// Quotes of package statements (indexes of Model::packages, ascending).
void quote_statements(Draft&, LayerId, const std::vector<std::size_t>& statements);
/// Quotes of statements that stand once, by keyword, in the order of the file.
void quote_keywords(Draft&, LayerId, const std::vector<std::string_view>& keywords);
/// `a b: why`, one note a reason, in the order in which the reasons first come.
void note_reasons(Draft&, LayerId, const std::vector<Reason>&);

/// Decisions about these subjects, but for what the file says itself and what is not there.
void note_decisions(Draft&, LayerId, const std::vector<std::string_view>& subjects);

/// The words of a list as it stands in the facts.
std::vector<std::string> words_of(std::string_view list);

}  // namespace envc
