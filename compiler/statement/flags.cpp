#include "statement/flags.hpp"

#include "statement/checking.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

class Reader {
 public:
  Reader(std::span<const PackageWord> words, std::span<const Flag> known, std::string_view keyword, Checking& checking)
      : checking_(checking), keyword_(keyword), known_(known), words_(words) {}

  FlagsAndWords read() {
    for (at_ = 0; at_ < words_.size(); ++at_) {
      const Said<std::string>& word = words_[at_].said;
      if (word.value.size() < 2 || word.value[0] != '-') {
        result_.words.push_back(words_[at_]);
      } else if (word.value[1] == '-') {
        long_flag(word);
      } else if (const Flag* flag = find(word.value)) {
        take(*flag, word.where);
      } else {
        short_flags(word);
      }
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] const Flag* find(std::string_view name) const {
    const auto flag = std::find_if(known_.begin(), known_.end(), [&](const Flag& f) { return f.name == name; });
    return flag == known_.end() ? nullptr : &*flag;
  }

  void long_flag(const Said<std::string>& word) {
    const std::size_t equals = std::min(word.value.find('='), word.value.size());
    const std::string name = word.value.substr(0, equals);
    const Flag* flag = find(name);
    if (flag == nullptr) return unknown(word, 0, equals);
    if (equals == word.value.size()) return take(*flag, word.where);
    if (!flag->takes_value) {
      result_.faulty = true;
      checking_.error(Kind::unknown_flag, checking_.within(word, equals, word.value.size()),
                      fmt::format("`{}` takes no value", name), fmt::format("write `{}`", name));
    } else if (equals + 1 == word.value.size()) {
      lacks_value(*flag, word.where);
    } else {
      result_.flags.push_back(
          {flag, {word.value.substr(equals + 1), checking_.within(word, equals + 1, word.value.size())}, word.where});
    }
  }

  /// `-qy`, `-cconda-forge`: letters that take nothing, the last one may take the rest of the word.
  void short_flags(const Said<std::string>& word) {
    const std::string& text = word.value;
    for (std::size_t i = 1; i < text.size(); ++i) {
      const std::string name{'-', text[i]};
      const Flag* flag = find(name);
      if (flag == nullptr) return unknown(word, 0, text.size());
      if (!flag->takes_value) {
        result_.flags.push_back({flag, {}, word.where});
        continue;
      }
      if (i + 1 == text.size()) return take(*flag, word.where);
      result_.flags.push_back({flag, {text.substr(i + 1), checking_.within(word, i + 1, text.size())}, word.where});
      return;
    }
  }

  /// The flag stands alone; its value, if it takes one, is the next word.
  void take(const Flag& flag, Span where) {
    if (!flag.takes_value) {
      result_.flags.push_back({&flag, {}, where});
      return;
    }
    // Options handed on may have values such as `--build-option=--cuda_ext`; a path or a channel never looks like that.
    const bool follows =
        at_ + 1 < words_.size() && (flag.use == FlagUse::passed || !words_[at_ + 1].said.value.starts_with('-'));
    if (!follows) return lacks_value(flag, where);
    const Said<std::string>& value = words_[++at_].said;
    result_.flags.push_back({&flag, value, cover(where, value.where)});
  }

  void lacks_value(const Flag& flag, Span where) {
    result_.faulty = true;
    checking_.error(Kind::flag_without_value, where, fmt::format("`{}` lacks its value", flag.name));
  }

  void unknown(const Said<std::string>& word, std::size_t begin, std::size_t end) {
    result_.faulty = true;
    // Without their dashes, which would make all of them look near; a single letter is near to nothing.
    std::vector<std::string_view> names;
    for (const Flag& flag : known_) {
      if (flag.name.starts_with("--")) names.push_back(flag.name.substr(2));
    }
    const std::string name = word.value.substr(begin, end - begin);
    const auto close = name.starts_with("--") ? nearest(std::string_view(name).substr(2), names) : std::nullopt;
    checking_.error(Kind::unknown_flag, checking_.within(word, begin, end),
                    fmt::format("`{}` does not know the flag {}", keyword_, quoted(name)),
                    close ? fmt::format("did you mean `--{}`?", *close) : "");
  }

  Checking& checking_;
  std::string_view keyword_;
  std::span<const Flag> known_;
  std::span<const PackageWord> words_;
  std::size_t at_ = 0;
  FlagsAndWords result_;
};

}  // namespace

FlagsAndWords read_flags(std::span<const PackageWord> words, std::span<const Flag> known, std::string_view keyword,
                         Checking& checking) {
  return Reader(words, known, keyword, checking).read();
}

}  // namespace envc
