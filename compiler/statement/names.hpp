// What `{NAME}` stands for: the lets of a file with the values of `--set`, and the facts that the file says.
#pragma once

#include "statement/statement.hpp"
#include "syntax/tree.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

class Names {
 public:
  enum class Answer : unsigned char {
    value,   ///< put it in
    text,    ///< no such name: the braces are text
    broken,  ///< a name without a value; reported, so what it is said in is passed over
  };
  struct Meaning {
    Answer answer = Answer::text;
    std::string value = {};
  };

  /// Reads all lets and facts of the file and settles their values; reports what is wrong with them.
  void define(const Tree&, const Settings&, Checking&);
  /// Reports a fact that is not said (once a fact) and a near miss (once a place).
  Meaning meaning(const Hole&, Checking&);

 private:
  enum class State : unsigned char { open, filling, known, broken };
  struct Entry {
    std::string name;
    Span where;
    const Word* word = nullptr;  ///< what its value is made of; nullptr: settled from the start
    std::string after = {};      ///< only what follows this text in the word
    State state = State::open;
    std::string value = {};
  };
  struct Frame {
    std::size_t entry = 0;
    std::size_t hole = 0;  ///< the next one to look at
  };

  void add_let(const Statement&, const Settings&, Checking&);
  void add_fact(std::string_view name, const Statement&, std::size_t word);
  void add_unsaid_facts(const Tree&);
  void add_default(std::string_view name, std::string_view value);
  bool add(Entry);
  void check_settings(const Settings&, Checking&);
  void settle(std::size_t entry, Checking&);
  void compute(Entry&, Checking&);
  void report_cycle(const std::vector<Frame>& path, std::size_t from, Checking&);
  [[nodiscard]] const Entry* find(std::string_view name) const;

  std::vector<Entry> entries_;  ///< in the order of the file
  std::map<std::string, std::size_t, std::less<>> index_;
  std::vector<std::string_view> known_;  ///< for near misses
  std::set<std::string> reported_facts_;
  std::set<Span> reported_holes_;
};

}  // namespace envc
