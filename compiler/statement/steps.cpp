#include "statement/steps.hpp"

#include "statement/families.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

constexpr std::array rows = {
    StatementRow{{"check", BodyKind::script, true},
                 at_file,
                 "check COMMAND",
                 "a test at the end of the build; the build fails if it does",
                 "check python -c 'import numpy'",
                 check_check},
    StatementRow{{"copy", BodyKind::items},
                 at_file,
                 "copy SOURCE… TARGET [from IMAGE]",
                 "files of the project, or of another image",
                 "copy src setup.py /opt/tool/",
                 check_copy},
    StatementRow{{"download", BodyKind::items},
                 at_file,
                 "download URL [PATH] [sha256 DIGITS] [unpack] [mode DIGITS]",
                 "a file from the web",
                 "download https://example.org/data.tar.gz /opt/data unpack",
                 check_download},
    StatementRow{{"file", BodyKind::text},
                 at_file,
                 "file PATH [mode DIGITS]",
                 "a file of the image; its text is indented below",
                 "file /etc/motd\n  Welcome.",
                 check_file},
    StatementRow{{"git", BodyKind::script},
                 at_file,
                 "git URL[@REF] [PATH]",
                 "a repository; lines below are run in its checkout, which is kept at PATH only",
                 "git https://example.org/tool@v1.2 /opt/tool",
                 check_git},
    StatementRow{{"run", BodyKind::script, true},
                 at_file | in_job,
                 "run COMMAND",
                 "a step of the build, or what a job runs; lines below belong to it",
                 "run make -C /opt/tool install",
                 check_run},
};

}  // namespace

std::span<const StatementRow> step_rows() {
  return rows;
}

void add_step(const Statement& statement, Action action, Checking& checking) {
  checking.model.steps.push_back({std::move(action), checking.how(statement), statement.where,
                                  checking.quote(statement), checking.next_position()});
}

std::optional<std::string> file_mode(const Said<std::string>& word, Checking& checking) {
  const std::string& text = word.value;
  const bool digits = text.find_first_not_of("01234567") == std::string::npos;
  if (digits && (text.size() == 3 || text.size() == 4)) return text;
  checking.error(Kind::bad_mode, word.where,
                 fmt::format("`mode` takes three or four octal digits such as `755`, found {}", quoted(text)));
  return std::nullopt;
}

void check_file(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 3)) return;
  const std::vector<Said<std::string>> words = checking.values(statement);
  WriteFile file;
  bool good = true;
  if (words.size() > 1 && words[1].value != "mode") {
    checking.error(Kind::unknown_word, words[1].where,
                   fmt::format("`file` takes `mode` after its path, found {}", quoted(words[1].value)));
    good = false;
  } else if (words.size() == 2) {
    checking.error(Kind::too_few_words, words[1].where, "`mode` lacks its digits", "write `mode 755`");
    good = false;
  } else if (words.size() == 3) {
    file.mode = file_mode(words[2], checking);
    good = file.mode.has_value();
  }
  const auto path = checking.image_path(words[0]);
  if (!path || !good) return;
  if (*path == "/" || words[0].value.ends_with('/')) {
    checking.error(Kind::bad_path, words[0].where,
                   fmt::format("{} is a folder; `file` writes a file", quoted(words[0].value)));
    return;
  }
  if (!statement.text_where) {
    checking.error(Kind::empty_step, statement.where, "`file` has no text",
                   "put the text on the lines below, indented");
    return;
  }
  if (!checking.first_time("file " + *path, words[0].where)) return;
  file.path = *path;
  file.text = statement.text;
  add_step(statement, std::move(file), checking);
}

}  // namespace envc
