#include "syntax/slips.hpp"

#include "text/nearest.hpp"
#include "text/quote.hpp"
#include "text/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What stands under the caret of a fault that other lines have too.
std::string and_more(std::size_t lines) {
  return lines > 1 ? fmt::format("here and on {} more", count(lines - 1, "line")) : "";
}

/// The name for a command to type; `-` has none.
std::string file_name(const Source& source) {
  return source.name == "<stdin>" ? "" : " " + ShellWord(source.name).text();
}

void check_line_ends(const Source& source, Diagnostics& diagnostics) {
  const std::string& text = source.text;
  std::size_t lines = 0;
  std::size_t first = 0;
  for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at + 2))
    if (lines++ == 0) first = at;
  if (lines == 0) return;
  diagnostics.add({.kind = Kind::windows_line_ends,
                   .message = "the file has Windows line ends",
                   .where = source.span(first, first + 1),
                   .here = and_more(lines),
                   .help = fmt::format("sed -i 's/\\r$//'{}", file_name(source))});
}

void check_encoding(const Source& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = utf8_length(text.substr(at));
    if (bytes == 0) {
      diagnostics.add({.kind = Kind::not_utf8,
                       .message = "the file is not UTF-8",
                       .where = source.span(at, at + 1),
                       .here = "no character begins with this byte",
                       .help = "save it as UTF-8, or convert it with iconv"});
      return;
    }
    at += bytes;
  }
}

}  // namespace

std::optional<std::size_t> check_bytes(const Source& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    diagnostics.add({.kind = Kind::not_utf8,
                     .message = "the file is UTF-16, expected UTF-8",
                     .where = source.span(0, 2),
                     .help = fmt::format("iconv -f UTF-16 -t UTF-8{} > utf8.env", file_name(source))});
    return std::nullopt;
  }
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    diagnostics.add({.kind = Kind::binary_file,
                     .message = "the file is binary, expected text",
                     .where = source.span(nul, nul + 1),
                     .here = "a NUL byte"});
    return std::nullopt;
  }
  const bool marked = text.starts_with(byte_order_mark);
  if (marked)
    diagnostics.add({.kind = Kind::byte_order_mark,
                     .message = "the file begins with a byte order mark",
                     .where = source.span(0, byte_order_mark.size()),
                     .help = fmt::format("sed -i '1s/^\\xEF\\xBB\\xBF//'{}", file_name(source))});
  check_encoding(source, diagnostics);
  check_line_ends(source, diagnostics);
  return marked ? byte_order_mark.size() : 0;
}

bool is_dotenv(std::string_view text) {
  const auto upper = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t end = 0;
  while (end < text.size() && (upper(text[end]) || (end > 0 && digit(text[end])))) ++end;
  return end > 0 && text.substr(end).starts_with('=') && !text.substr(end).starts_with("==");
}

void Slips::report(Diagnostics& diagnostics) const {
  if (tab_.lines != 0)
    diagnostics.add({.kind = Kind::tab_indentation,
                     .message = "the line is indented with a tab, expected blanks",
                     .where = tab_.first,
                     .here = and_more(tab_.lines),
                     .help = "write two blanks for each tab"});
  if (dotenv_.lines != 0) {
    const std::string_view said =
        std::string_view(source_.text)
            .substr(dotenv_.first.begin - source_.base, dotenv_.first.end - dotenv_.first.begin);
    diagnostics.add({.kind = Kind::dotenv_line,
                     .message = fmt::format("{} is a line of a dotenv file, expected a statement", quoted(said)),
                     .where = dotenv_.first,
                     .here = and_more(dotenv_.lines),
                     .help = fmt::format("a variable of the image is {}", envc::quoted(fmt::format("env {}", said)))});
  }
  if (conflict_.lines != 0)
    diagnostics.add({.kind = Kind::merge_conflict,
                     .message = "the file holds a merge conflict",
                     .where = conflict_.first,
                     .help = "keep the lines that are right, and take the others and the marks away"});
}

}  // namespace envc
