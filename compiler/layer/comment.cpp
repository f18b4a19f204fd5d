#include "layer/comment.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {

void quote_statements(Draft& draft, LayerId id, const std::vector<std::size_t>& statements) {
  for (const std::size_t i : statements) {
    const std::string& quote = draft.model.packages[i].quote;
    if (!quote.empty()) draft[id].quotes.push_back(quote);
  }
}

void quote_keywords(Draft& draft, LayerId id, const std::vector<std::string_view>& keywords) {
  std::vector<const Quote*> found;
  for (const std::string_view keyword : keywords) {
    const auto quote = draft.model.quotes.find(std::string(keyword));
    if (quote != draft.model.quotes.end()) found.push_back(&quote->second);
  }
  std::stable_sort(found.begin(), found.end(), [](const Quote* a, const Quote* b) { return a->where < b->where; });
  for (const Quote* quote : found) {
    draft[id].quotes.push_back(quote->text);
    draft[id].where.push_back(quote->where);
  }
}

void note_reasons(Draft& draft, LayerId id, const std::vector<Reason>& reasons) {
  std::vector<Reason> notes;
  std::map<std::string, std::size_t> place;
  for (const Reason& reason : reasons) {
    if (reason.why.empty()) continue;
    const auto [found, fresh] = place.emplace(reason.why, notes.size());
    if (fresh) {
      notes.push_back(reason);
    } else {
      notes[found->second].what += " " + reason.what;
    }
  }
  for (const Reason& note : notes) draft[id].notes.push_back(note.what + ": " + note.why);
}

void note_decisions(Draft& draft, LayerId id, const std::vector<std::string_view>& subjects) {
  for (const Decision& decision : draft.resolution.decisions) {
    if (std::find(subjects.begin(), subjects.end(), decision.subject) == subjects.end()) continue;
    if (decision.reason.starts_with("said in") || decision.value == "none") continue;
    draft[id].notes.push_back(fmt::format("{} {}: {}", decision.subject, decision.value, decision.reason));
  }
}

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end > 0) words.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

}  // namespace envc
