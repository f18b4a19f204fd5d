#include "statement/address.hpp"
#include "statement/forms.hpp"
#include "statement/steps.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

constexpr std::array<std::string_view, 9> archives{".tar",  ".tar.bz2", ".tar.gz", ".tar.xz", ".tar.zst",
                                                   ".tbz2", ".tgz",     ".txz",    ".zip"};
constexpr std::array<std::string_view, 3> options{"mode", "sha256", "unpack"};

std::optional<std::string> checksum(const Said<std::string>& word, Checking& checking) {
  std::string digits = lower(word.value);
  const bool digest = digits.starts_with("sha256:");
  const std::string_view plain = std::string_view(digits).substr(digest ? 7 : 0);
  const bool whole = plain.size() == 64 && plain.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (whole && !digest) return digits;
  checking.error(Kind::bad_checksum, word.where,
                 fmt::format("`sha256` takes 64 hexadecimal digits, found {}", quoted(word.value)),
                 whole ? fmt::format("write `sha256 {}`", plain) : "");
  return std::nullopt;
}

/// The file's name without the archive's ending; the name itself if it has none.
std::string_view without_ending(std::string_view file) {
  std::string_view longest;
  for (const std::string_view ending : archives) {
    if (file.size() > ending.size() && file.ends_with(ending) && ending.size() > longest.size()) longest = ending;
  }
  return file.substr(0, file.size() - longest.size());
}

class Reader {
 public:
  Reader(const std::vector<Said<std::string>>& words, Checking& checking) : checking_(checking), words_(words) {}

  std::optional<Download> read() {
    download_.url = words_[0];
    if (!expect_web_address(words_[0], checking_)) return std::nullopt;
    for (at_ = 1; at_ < words_.size(); ++at_) {
      if (!word(words_[at_])) return std::nullopt;
    }
    if (!place()) return std::nullopt;
    return std::move(download_);
  }

 private:
  bool word(const Said<std::string>& word) {
    if (word.value == "unpack") {
      download_.unpack = true;
      return once(word);
    }
    if (word.value == "sha256" || word.value == "mode") {
      if (at_ + 1 == words_.size()) {
        checking_.error(Kind::too_few_words, word.where, fmt::format("`{}` lacks its digits", word.value));
        return false;
      }
      const Said<std::string>& digits = words_[++at_];
      auto& value = word.value == "mode" ? download_.mode : download_.sha256;
      value = word.value == "mode" ? file_mode(digits, checking_) : checksum(digits, checking_);
      return value && once(word);
    }
    const bool path_like =
        word.value.starts_with('/') || (!nearest(word.value, options) && !word.value.starts_with('-'));
    if (at_ == 1 && path_like) {
      const auto path = checking_.image_path(word);
      if (path) download_.path = word.value.ends_with('/') && *path != "/" ? *path + "/" : *path;
      return path.has_value();
    }
    const auto close = nearest(word.value, options);
    checking_.error(Kind::unknown_word, word.where,
                    fmt::format("`download` takes {} after its path, found {}", one_of(options), quoted(word.value)),
                    "", close ? fmt::format("did you mean `{}`?", *close) : "");
    return false;
  }

  bool once(const Said<std::string>& word) {
    for (const Said<std::string>& before : words_) {
      if (before.where == word.where) return true;
      if (before.value != word.value) continue;
      checking_.report({.kind = Kind::said_twice,
                        .message = fmt::format("`{}` is said twice", word.value),
                        .where = word.where,
                        .labels = {{before.where, "first said here"}}});
      return false;
    }
    return true;
  }

  /// Fills the path that was not said; a folder that was said gets the file's own name.
  bool place() {
    const Said<std::string>& url = download_.url;
    const std::string_view file = last_segment(url.value);
    if (download_.unpack) {
      if (without_ending(file).size() == file.size()) {
        checking_.error(Kind::unknown_archive, url.where,
                        fmt::format("{} does not end as an archive does, such as `.tar.gz` or `.zip`", quoted(file)),
                        "leave `unpack` out, and unpack it with `run`");
        return false;
      }
      if (download_.path.empty()) download_.path = fmt::format("/opt/{}", without_ending(file));
      if (download_.path.size() > 1 && download_.path.ends_with('/')) download_.path.pop_back();
      return true;
    }
    if (!download_.path.empty() && !download_.path.ends_with('/')) return true;
    if (file.empty() || file == "." || file == "..") {
      checking_.error(Kind::too_few_words, url.where, "the address ends in no file name, so the path must be said",
                      fmt::format("write `download {} /opt/NAME`", url.value));
      return false;
    }
    download_.path = (download_.path.empty() ? "/opt/" : download_.path) + std::string(file);
    return true;
  }

  Checking& checking_;
  const std::vector<Said<std::string>>& words_;
  std::size_t at_ = 0;
  Download download_;
};

}  // namespace

void check_download(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 7)) return;
  const std::vector<Said<std::string>> words = checking.values(statement);
  auto download = Reader(words, checking).read();
  if (!download || !checking.first_time("download … " + download->path, statement.where)) return;
  if (download->url.value.starts_with("http://") && !download->sha256) {
    checking.warn(Kind::unchecked_download, words[0].where,
                  fmt::format("{} can be changed on the way", quoted(words[0].value)),
                  fmt::format("write `https://{}`, or say `sha256 DIGITS`", words[0].value.substr(7)));
  }
  add_step(statement, std::move(*download), checking);
}

}  // namespace envc
