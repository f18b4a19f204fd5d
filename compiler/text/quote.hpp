// Typed quoting: text from the user reaches a target language only through one of these types, whose
// constructor quotes. There is no way to get an unquoted value out of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// One word for POSIX sh and bash: plain where no character is special, else in single quotes
/// (`it's` becomes 'it'\''s'). Never contains a newline that ends a Dockerfile instruction: text with control
/// characters, or bytes that are not UTF-8, is written as $'…' (bash). NUL, which no argv can hold, is a bug here.
class ShellWord {
 public:
  explicit ShellWord(std::string_view raw);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// One word in an ENV, LABEL, COPY source, WORKDIR … of a Dockerfile, in double quotes when needed. `$` and `\` are
/// escaped, so that no build variable is expanded in it. A line end, NUL, or bytes that are not UTF-8 cannot be
/// written there at all: a bug here, so `check` refuses what can_hold() does not take.
class DockerWord {
 public:
  static bool can_hold(std::string_view raw);
  explicit DockerWord(std::string_view raw);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// A JSON string with its quotes (exec form of ENTRYPOINT and CMD, scripts in RUN's exec form). Takes UTF-8 only.
class JsonString {
 public:
  explicit JsonString(std::string_view raw);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// Text inside a `#` comment: what is not printable becomes a space, so that it cannot end the comment or hide in it.
class CommentText {
 public:
  explicit CommentText(std::string_view raw);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// Lines of a script as one word of bash, in single quotes, line ends kept: for `bash -c` in a file (a Dockerfile's
/// instruction cannot hold them). A single line stands between the quotes; more begin on a line of their own, indented.
class ShellScript {
 public:
  explicit ShellScript(const std::vector<std::string>& lines);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// The words joined by single spaces.
std::string join(const std::vector<ShellWord>& words);

}  // namespace envc
