// How a container is entered: user shell port entrypoint command.
#include "statement/checking.hpp"
#include "statement/families.hpp"
#include "statement/forms.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace envc {
namespace {

void check_user(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> user = checking.values(statement)[0];
  if (!is_user_name(user.value)) {
    const std::string small = lower(user.value);
    checking.error(Kind::bad_user, user.where,
                   fmt::format("`user` takes `host`, `root` or a name, found {}", quoted(user.value)),
                   fmt::format("write `user {}`", is_user_name(small) ? small : "host"));
    return;
  }
  if (checking.first_time("user", statement.keyword.where)) checking.settings().user = user;
}

void check_shell(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> word = checking.values(statement)[0];
  if (!word.value.empty() && word.value.find('/') == std::string::npos && is_user_name(word.value)) {
    checking.error(Kind::wrong_path_world, word.where,
                   fmt::format("`shell` takes a path in the image, found {}", quoted(word.value)),
                   fmt::format("write `shell /bin/{}`", word.value));
    return;
  }
  const auto path = checking.image_path(word);
  if (!path || !checking.first_time("shell", statement.keyword.where)) return;
  checking.model.shell = {*path, word.where};
  checking.keep_quote(statement);
}

std::optional<std::uint16_t> port_number(std::string_view text) {
  std::uint16_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
  return number;
}

void check_port(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, statement.words.size() + statement.items.size())) return;
  for (const Said<std::string>& word : checking.values(statement)) {
    const std::string_view text = word.value;
    const std::size_t colon = text.find(':');
    const std::size_t second = colon == std::string_view::npos ? 0 : colon + 1;
    const auto container = port_number(text.substr(second));
    const auto host = colon == std::string_view::npos ? container : port_number(text.substr(0, colon));
    if (!host || !container) {
      // Only the number that is wrong, unless it is missing.
      const std::size_t begin = host && !container && second < text.size() ? second : 0;
      const std::size_t end = container && !host && colon > 0 ? colon : text.size();
      checking.error(
          Kind::bad_port, checking.within(word, begin, end),
          fmt::format("`port` takes numbers from 1 to 65535, found {}", quoted(text.substr(begin, end - begin))), "",
          "expected `port [HOST:]CONTAINER`");
      continue;
    }
    if (!checking.first_time(fmt::format("port {}", *container), word.where)) continue;
    if (!checking.first_time(fmt::format("host port {}", *host), word.where)) continue;
    checking.settings().ports.push_back({*host, *container, word.where});
  }
}

/// A shell for a line that wants one. Of an entrypoint the command comes as arguments, which the line would not read.
std::string with_shell(std::string_view keyword, std::string_view script) {
  if (keyword == "entrypoint")
    return "put the line into a `file`, then `exec \"$@\"`: the command comes as its arguments; and name that file "
           "here";
  const bool plain = script.find('\'') == std::string::npos;
  return plain ? fmt::format("write `{} bash -c '{}'`", keyword, script)
               : fmt::format("give the line to a shell: `{} bash -c \"…\"`", keyword);
}

std::optional<Exec> exec(const Statement& statement, Checking& checking) {
  const std::string& keyword = statement.keyword.text;
  if (!checking.takes(statement, 1, statement.words.size())) return std::nullopt;
  Exec result{{}, statement.where};
  for (const Word& word : statement.words) {
    if (!word.quoted && is_shell_operator(word.text)) {
      const Span all = cover(statement.words.front().where, statement.words.back().where);
      checking.error(
          Kind::shell_operator, word.where,
          fmt::format("`{}` runs without a shell, so {} would be a plain argument", keyword, quoted(word.text)),
          with_shell(keyword, checking.written(all)));
      return std::nullopt;
    }
    result.words.push_back(checking.value(word));
  }
  if (result.words.front().empty()) {
    checking.error(Kind::bad_path, statement.words.front().where, fmt::format("`{}` runs no command", keyword));
    return std::nullopt;
  }
  if (!checking.first_time(keyword, statement.keyword.where)) return std::nullopt;
  checking.keep_quote(statement);
  return result;
}

void check_entrypoint(const Statement& statement, Checking& checking) {
  if (auto words = exec(statement, checking)) checking.model.entrypoint = std::move(words);
}

void check_command(const Statement& statement, Checking& checking) {
  if (auto words = exec(statement, checking)) checking.model.command = std::move(words);
}

constexpr std::array rows = {
    StatementRow{{"command"},
                 at_file,
                 "command WORD…",
                 "what a container runs when nothing else is said, without a shell",
                 "command python my_job.py --epochs 10",
                 check_command},
    StatementRow{{"entrypoint"},
                 at_file,
                 "entrypoint WORD…",
                 "what stands before every command, without a shell",
                 "entrypoint /usr/bin/tini --",
                 check_entrypoint},
    StatementRow{{"port", BodyKind::items},
                 at_file | in_place | in_job,
                 "port [HOST:]CONTAINER…",
                 "ports that the machine passes on to the container",
                 "port 8888 2222:22",
                 check_port},
    StatementRow{{"shell"}, at_file, "shell PATH", "the interactive shell", "shell /bin/bash", check_shell},
    StatementRow{{"user"},
                 at_file | in_place | in_job,
                 "user host|root|NAME",
                 "who runs in the container; `host`, the default, is the caller",
                 "user root",
                 check_user},
};

}  // namespace

std::span<const StatementRow> container_rows() {
  return rows;
}

}  // namespace envc
