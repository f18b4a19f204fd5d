// Facts read at run time: the stdlib's own files give the built-in tables again, a project's rows join them.
#include "facts/load.hpp"

#include "facts/fields.hpp"
#include "facts/schema.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace envc {
namespace {

std::vector<FactsFile> stdlib_files() {
  std::vector<FactsFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(ENVC_SOURCE_DIR) + "/stdlib")) {
    if (entry.path().extension() != ".toml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files.push_back({entry.path().filename().string(), {std::istreambuf_iterator<char>(in), {}}});
  }
  std::sort(files.begin(), files.end(), [](const FactsFile& a, const FactsFile& b) { return a.name < b.name; });
  return files;
}

std::string text_of(const std::vector<FactsFault>& faults) {
  std::string text;
  for (const FactsFault& fault : faults) {
    text += fmt::format("{}{}:{}:{}+{}: {}", text.empty() ? "" : "\n", fault.file->name, fault.line, fault.column,
                        fault.width, fault.sentence);
  }
  return text;
}

/// What is wrong with a project's file; empty: nothing.
std::string own_faults(const std::string& toml) {
  const FactsFile file{"envc.toml", toml};
  std::vector<FactsFault> faults;
  const LoadedFacts loaded({}, &file, faults);
  return text_of(faults);
}

constexpr std::string_view head = "source = \"a test\"\nread = \"2026-11-23\"\n";

}  // namespace

TEST_CASE("the stdlib read at run time is the stdlib that is built in, row by row") {
  const std::vector<FactsFile> files = stdlib_files();
  CHECK(files.size() > 20);
  std::vector<FactsFault> faults;
  const LoadedFacts loaded(files, nullptr, faults);
  CHECK(text_of(faults) == "");
  const FactTables& read = loaded.facts().tables();
  const FactTables& built = Facts::builtin().tables();
  std::size_t tables = 0;
#define FACTS(file, array, type, table, columns, sorted_by, ignored)                             \
  CHECK(read.table.size() == built.table.size());                                                \
  CHECK(read.table.data() != built.table.data());                                                \
  CHECK(std::equal(read.table.begin(), read.table.end(), built.table.begin(), built.table.end(), \
                   [](const type& a, const type& b) {                                            \
                     constexpr std::size_t n = facts::column_count(columns);                     \
                     return facts::fields<n>(a) == facts::fields<n>(b);                          \
                   }));                                                                          \
  ++tables;
#include "facts/tables.def"
#undef FACTS
  CHECK(tables == std::size(facts::schemas));
}

TEST_CASE("a file stands in the place of its table, the others stay") {
  const FactsFile file{"pythons.toml", fmt::format("{}python = [{{ version = \"4.0\", eol = \"2099\" }}]\n", head)};
  std::vector<FactsFault> faults;
  LoadedFacts loaded({&file, 1}, nullptr, faults);
  REQUIRE(text_of(faults) == "");
  const LoadedFacts moved = std::move(loaded);
  REQUIRE(moved.facts().pythons().size() == 1);
  CHECK(moved.facts().pythons()[0].version == "4.0");
  CHECK(moved.facts().pythons()[0].eol == "2099");
  CHECK(moved.facts().gpus().size() == Facts::builtin().gpus().size());
}

TEST_CASE("a project's rows join the tables, in their order") {
  const FactsFile file{"envc.toml",
                       "[default]\npython = \"3.11\"\n\n"
                       "[[gpus.gpu]]\nname = \"Lab Card\"\ncapability = \"8.6\"\n\n"
                       "[[catalogue.package]]\nname = \"labtools\"\npip = \"labtools\"\n\n"
                       "[[catalogue.release]]\npackage = \"labtools\"\nversion = \"2.0\"\nneeds = \"torch==2.1.*\"\n"
                       "[[catalogue.release]]\npackage = \"labtools\"\nversion = \"1.10\"\n"};
  std::vector<FactsFault> faults;
  const LoadedFacts loaded({}, &file, faults);
  REQUIRE(text_of(faults) == "");
  const Facts& facts = loaded.facts();
  CHECK(facts.default_python() == "3.11");
  CHECK(facts.default_ubuntu() == Facts::builtin().default_ubuntu());
  CHECK(facts.gpus().size() == Facts::builtin().gpus().size() + 1);
  CHECK(std::is_sorted(facts.gpus().begin(), facts.gpus().end(),
                       [](const Gpu& a, const Gpu& b) { return a.name < b.name; }));
  CHECK(facts.catalogued("pip", "labtools") != nullptr);
  const auto releases = facts.releases("labtools");
  REQUIRE(releases.size() == 2);
  CHECK(releases[0].version == "1.10");
  CHECK(needs_of(releases[1]).front().subject == "torch");
  CHECK(facts.releases("xformers").size() == Facts::builtin().releases("xformers").size());

  std::string own;
  for (const OwnFact& fact : loaded.own()) own += fmt::format("{}: {}\n", fact.about, fact.says);
  CHECK(own ==
        "default: python 3.11\n"
        "gpus.gpu Lab Card: capability 8.6\n"
        "catalogue.package labtools: pip labtools\n"
        "catalogue.release labtools 2.0 torch==2.1.*: \n"
        "catalogue.release labtools 1.10: \n");
}

TEST_CASE("what is wrong with a project's file has its place") {
  CHECK(own_faults("") == "");
  CHECK(own_faults("[[gpus.gpu]]\nname = \"x\"\n") == "envc.toml:1:1+12: `capability` is missing");
  CHECK(own_faults("[[gpus.gpu]]\nname = \"x\"\ncapability = 8.6\n") ==
        "envc.toml:3:14+3: `capability` takes a version, as a string");
  CHECK(own_faults("[[gpus.gpu]]\nname = \"x\"\ncapability = \"8.6\"\nmemory = 24\n") ==
        "envc.toml:4:1+6: unknown key `memory`");
  CHECK(own_faults("[[gpus.cpu]]\nname = \"x\"\n") == "envc.toml:1:8+3: no facts are called `gpus.cpu`");
  CHECK(own_faults("[default]\npyton = \"3.11\"\n") == "envc.toml:2:1+5: unknown key `pyton`");
  CHECK(own_faults("python = \"3.11\"\n") == "envc.toml:1:1+6: `python` is a table");
  CHECK(own_faults("[[catalogue.release]]\npackage = \"torch\"\nneeds = \"python 3\"\n") ==
        "envc.toml:3:9+10: `needs` takes words such as `python>=3.9`");
  CHECK(own_faults("[default\n").starts_with("envc.toml:1:"));
}

TEST_CASE("rows that contradict what is known") {
  CHECK(own_faults("[[gpus.gpu]]\nname = \"A100\"\ncapability = \"8.0\"\n") == "");  // says the same
  CHECK(own_faults("[[gpus.gpu]]\nname = \"A100\"\ncapability = \"9.0\"\n") ==
        "envc.toml:1:1+0: a row of `gpus.gpu` says something else of the same");
  CHECK(own_faults("[[catalogue.release]]\npackage = \"labtools\"\n") ==
        "envc.toml:1:1+0: `package`: no `catalogue.package` is called `labtools`");
  CHECK(own_faults("[default]\npython = \"3.99\"\n") ==
        "envc.toml:1:1+0: `python`: no `pythons.python` is called `3.99`");
}

}  // namespace envc
