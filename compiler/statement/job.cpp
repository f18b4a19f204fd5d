// Jobs: job, and what only a job holds: on time.
#include "statement/block_name.hpp"
#include "statement/checking.hpp"
#include "statement/duration.hpp"
#include "statement/families.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

/// A statement that was reported may have been the `run` that is missed.
bool could_hold_run(const Statement& statement) {
  return statement.damaged || statement.keyword.text == "run" ||
         find_statement(statement.keyword.text, in_job) == nullptr;
}

void check_job(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 3)) return;
  const std::vector<Said<std::string>> words = checking.values(statement);
  bool good = expect_block_name("job", words[0], checking);
  Job job;
  job.name = words[0];
  job.where = statement.where;
  if (words.size() > 1 && words[1].value != "on") {
    checking.error(Kind::unknown_word, words[1].where,
                   fmt::format("`job` takes `on PLACE` after its name, found {}", quoted(words[1].value)));
    good = false;
  } else if (words.size() == 2) {
    checking.error(Kind::too_few_words, words[1].where, "`on` lacks a place");
    good = false;
  } else if (words.size() == 3) {
    job.on = words[2];
  }
  checking.job = &job;
  check_statements(statement.block, in_job, checking);
  checking.job = nullptr;
  if (job.lines.empty() && std::none_of(statement.block.begin(), statement.block.end(), could_hold_run)) {
    checking.error(Kind::job_without_run, words[0].where, fmt::format("the job `{}` runs nothing", words[0].value),
                   "add a line `run COMMAND` to its body");
    good = false;
  }
  if (good) checking.model.jobs.push_back(std::move(job));
}

void check_on(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> place = checking.values(statement)[0];
  auto& on = checking.job->on;
  if (!on) {
    on = place;
    return;
  }
  checking.report({.kind = Kind::said_twice,
                   .message = "`on` is said twice",
                   .where = place.where,
                   .labels = {{on->where, "first said here"}}});
}

void check_time(const Statement& statement, Checking& checking) {
  if (statement.words.size() == 2) {  // `time 12 hours`
    const std::string joined = checking.value(statement.words[0]) + checking.value(statement.words[1]).substr(0, 1);
    if (std::holds_alternative<std::uint64_t>(read_duration(joined))) {
      checking.error(Kind::bad_duration, cover(statement.words[0].where, statement.words[1].where),
                     "a duration is one word", fmt::format("write `time {}`", joined));
      return;
    }
  }
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> word = checking.values(statement)[0];
  const auto read = read_duration(word.value);
  if (const auto* fault = std::get_if<WordFault>(&read)) {
    checking.error(Kind::bad_duration, word.where, fault->message,
                   fault->help.empty() ? "" : fmt::format("write {}", fault->help));
    return;
  }
  if (checking.first_time("time", statement.keyword.where)) {
    checking.job->seconds = {std::get<std::uint64_t>(read), word.where};
  }
}

constexpr std::array rows = {
    StatementRow{{"job", BodyKind::statements},
                 at_file,
                 "job NAME [on PLACE]",
                 "a command to submit, with what it needs",
                 "job train on cluster\n  gpus 1\n  time 12h\n  run python train.py",
                 check_job},
    StatementRow{{"on"}, in_job, "on PLACE", "the place where the job runs", "on cluster", check_on},
    StatementRow{{"time"}, in_job, "time DURATION", "how long it may run", "time 1d12h", check_time},
};

}  // namespace

std::span<const StatementRow> job_rows() {
  return rows;
}

void settle_jobs(Checking& checking) {
  const Model& model = checking.model;
  std::vector<std::string_view> names;
  for (const Place& place : model.places) names.push_back(place.name.value);
  for (const Job& job : model.jobs) {
    if (!job.on || std::find(names.begin(), names.end(), job.on->value) != names.end()) continue;
    const auto close = nearest(job.on->value, names);
    checking.error(Kind::no_such_place, job.on->where, fmt::format("no place is named {}", quoted(job.on->value)),
                   close || names.empty() ? "" : fmt::format("the places are {}", one_of(names)),
                   close ? fmt::format("did you mean `{}`?", *close) : "");
  }
}

}  // namespace envc
