#include "statement/address.hpp"
#include "statement/steps.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

/// Where `@REF` begins: after the last `/`, or, as a branch's name may have slashes, anywhere in the path.
std::size_t find_ref(std::string_view address) {
  const std::size_t host = address.find("://");
  if (host == std::string_view::npos) return host;
  const std::size_t path = address.find('/', host + 3);
  if (path == std::string_view::npos) return path;
  const std::size_t last = address.rfind('@');
  return last != std::string_view::npos && last > address.rfind('/') ? last : address.find('@', path);
}

/// A name that git takes: no blanks and none of its own marks, not the look of a flag.
bool is_ref(std::string_view text) {
  return !text.empty() && text.front() != '-' && text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alnum(c) || std::string_view("._/+-").find(c) != std::string_view::npos; });
}

bool is_branch(std::string_view ref) {
  constexpr std::array<std::string_view, 6> branches{"HEAD", "dev", "develop", "main", "master", "trunk"};
  return std::find(branches.begin(), branches.end(), ref) != branches.end();
}

bool expect_repository(const Said<std::string>& url, Checking& checking) {
  const std::string& text = url.value;
  if (is_web_address(text)) return true;
  std::string help;
  if (text.starts_with("git+http")) help = fmt::format("write `{}`", text.substr(4));
  if (text.starts_with("git@") && text.find(':') != std::string::npos) {
    std::string path = text.substr(4);
    path[path.find(':')] = '/';
    help = fmt::format("write `https://{}`", path);
  }
  checking.error(Kind::bad_url, url.where,
                 fmt::format("{} is no address that a build can fetch, expected `https://HOST/…`", quoted(text)),
                 std::move(help));
  return false;
}

/// `git clone -b v1 URL PATH` in our words; empty if there is no address.
std::string from_clone(const std::vector<Said<std::string>>& words) {
  std::string url;
  std::string ref;
  std::string path;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i].value;
    if ((word == "-b" || word == "--branch") && i + 1 < words.size()) {
      ref = "@" + words[++i].value;
    } else if (is_web_address(word)) {
      url = word;
    } else if (word.starts_with('/')) {
      path = " " + word;
    }
  }
  return url.empty() ? "" : fmt::format("write `git {}{}{}`", url, ref, path);
}

void report_command(const std::vector<Said<std::string>>& words, Checking& checking) {
  checking.error(Kind::unknown_word, words[0].where, "`git` takes an address, found `clone`", from_clone(words));
}

}  // namespace

void check_git(const Statement& statement, Checking& checking) {
  if (!statement.words.empty() && statement.words[0].text == "clone") {
    return report_command(checking.values(statement), checking);
  }
  if (!checking.takes(statement, 1, 2)) return;
  const std::vector<Said<std::string>> words = checking.values(statement);
  Git git{words[0], {}, {}, {}};
  const std::string& text = words[0].value;
  if (const std::size_t at = find_ref(text); at != std::string::npos) {
    git.ref = text.substr(at + 1);
    git.url = {text.substr(0, at), checking.within(words[0], 0, at)};
    if (!is_ref(*git.ref)) {
      checking.error(Kind::bad_url, checking.within(words[0], at, text.size()),
                     git.ref->empty() ? "`@` lacks a tag, branch or commit"
                                      : fmt::format("{} is no tag, branch or commit", quoted(*git.ref)));
      return;
    }
  }
  if (!expect_repository(git.url, checking)) return;
  if (words.size() == 2) {
    git.path = checking.image_path(words[1]);
    if (!git.path) return;
    if (!checking.first_time("git … " + *git.path, words[1].where)) return;
  }
  for (const ScriptLine& line : statement.script) git.lines.push_back(line.text);
  if (!git.path && git.lines.empty()) {
    const std::string_view name = last_segment(git.url.value);
    checking.error(Kind::too_few_words, statement.where,
                   "`git` has no path to keep the checkout at, and nothing to run in it",
                   fmt::format("write `git {} /opt/{}`", text, name.substr(0, name.rfind(".git"))));
    return;
  }
  if (!git.ref || is_branch(*git.ref)) {
    checking.warn(Kind::moving_branch, words[0].where,
                  git.ref ? fmt::format("`{}` is a branch, so each build may get another commit", *git.ref)
                          : fmt::format("{} names no tag or commit, so each build may get another one", quoted(text)),
                  fmt::format("write `git {}@TAG`", git.url.value));
  }
  add_step(statement, std::move(git), checking);
}

}  // namespace envc
