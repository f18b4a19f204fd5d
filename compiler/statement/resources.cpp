// What a job asks SLURM for: nodes tasks cpus mem array. (GPUs are in mount.cpp: a place says them, too.)
#include "statement/array_range.hpp"
#include "statement/checking.hpp"
#include "statement/families.hpp"
#include "statement/memory_size.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace envc {
namespace {

/// A whole number from 1 on.
void check_number(const Statement& statement, Checking& checking, std::optional<Said<std::uint32_t>>& into) {
  constexpr std::uint32_t most = 65535;
  if (!checking.takes(statement, 1, 1)) return;
  const std::string& keyword = statement.keyword.text;
  const Said<std::string> word = checking.values(statement)[0];
  std::uint32_t number = 0;
  const char* end = word.value.data() + word.value.size();
  const auto [stop, error] = std::from_chars(word.value.data(), end, number);
  if (error != std::errc{} || stop != end || number == 0 || number > most) {
    checking.error(Kind::bad_number, word.where,
                   fmt::format("`{}` takes a whole number from 1 to {}, found {}", keyword, most, quoted(word.value)));
    return;
  }
  if (checking.first_time(keyword, statement.keyword.where)) into = {number, word.where};
}

void check_nodes(const Statement& statement, Checking& checking) {
  check_number(statement, checking, checking.job->nodes);
}
void check_tasks(const Statement& statement, Checking& checking) {
  check_number(statement, checking, checking.job->tasks);
}
void check_cpus(const Statement& statement, Checking& checking) {
  check_number(statement, checking, checking.job->cpus);
}

void check_mem(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> word = checking.values(statement)[0];
  const auto read = read_memory_size(word.value);
  if (const auto* fault = std::get_if<WordFault>(&read)) {
    checking.error(Kind::bad_memory_size, checking.within(word, fault->begin, fault->end), fault->message,
                   fault->help.empty() ? "" : fmt::format("write {}", fault->help));
    return;
  }
  if (checking.first_time("mem", statement.keyword.where))
    checking.job->mebibytes = {std::get<std::uint64_t>(read), word.where};
}

void check_array(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> word = checking.values(statement)[0];
  const auto read = read_array_range(word.value);
  if (const auto* fault = std::get_if<WordFault>(&read)) {
    checking.error(Kind::bad_array, checking.within(word, fault->begin, fault->end), fault->message, fault->help);
    return;
  }
  if (checking.first_time("array", statement.keyword.where)) checking.job->array = word;
}

constexpr std::array rows = {
    StatementRow{{"array"},
                 in_job,
                 "array RANGE",
                 "one task for each number; $SLURM_ARRAY_TASK_ID tells which",
                 "array 0-9",
                 check_array},
    StatementRow{{"cpus"}, in_job, "cpus NUMBER", "processors of each task", "cpus 8", check_cpus},
    StatementRow{{"mem"}, in_job, "mem SIZE", "memory of each node", "mem 64G", check_mem},
    StatementRow{{"nodes"}, in_job, "nodes NUMBER", "machines", "nodes 2", check_nodes},
    StatementRow{{"tasks"}, in_job, "tasks NUMBER", "ranks on each node", "tasks 4", check_tasks},
};

}  // namespace

std::span<const StatementRow> resource_rows() {
  return rows;
}

}  // namespace envc
