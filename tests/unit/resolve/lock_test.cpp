#include "resolve/lock.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace envc;

namespace {

/// The sealed layers, each in brackets; then the diagnostics: kind, line:column, message.
std::string read(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto lock = read_lock(sources.add("envc.lock", text), diagnostics);
  std::string told = lock ? "" : "nothing\n";
  if (lock)
    for (const BuiltLayer& layer : lock->sealed) told += fmt::format("[{}]", layer.text);
  for (const Diagnostic& d : diagnostics.all()) {
    const Position at = sources.position(d.where.begin);
    told += fmt::format("{} {} {}:{} {}", d.severity == Severity::error ? "error" : "warning", name(d.kind), at.line,
                        at.column, d.message);
  }
  return told;
}

std::string layer(const std::string& name, const std::string& line) {
  return fmt::format("[[layers]]\nname = \"{}\"\nsealed = [\n  \"{}\",\n]\n", name, line);
}

const std::string start = "# header\n# body sha256 0\n\nversion = 1\n\n";

}  // namespace

TEST_CASE("the leading sealed layers are read, in their order") {
  CHECK(read(start) == "");
  CHECK(read(start + layer("a", "FROM x") + layer("b", "RUN y")) == "[FROM x\n][RUN y\n]");
  CHECK(read(start + layer("a", "FROM x") + "[[layers]]\nname = \"new\"\n" + layer("b", "RUN y")) == "[FROM x\n]");
}

TEST_CASE("damage is told at its place") {
  CHECK(read("") == "nothing\nerror damaged-lock 1:1 envc.lock is damaged: it has no `version`");
  CHECK(read(start + "layers = 1\n").starts_with("nothing\nerror damaged-lock 6:10 envc.lock is damaged: `layers`"));
  CHECK(read(start + "[[layers]]\nsealed = 1\n").starts_with("nothing\nerror damaged-lock 7:10 "));
  CHECK(read(start + "[[layers]]\nsealed = [\n  1,\n]\n").starts_with("nothing\nerror damaged-lock 8:3 "));
  CHECK(read(start + "[packages]\napt = [\n  \"gi").starts_with("nothing\nerror damaged-lock 8:"));
  CHECK(read("version = \"1\"\n").starts_with("nothing\nerror damaged-lock"));
  CHECK(read(std::string("version = 1\n\0\xff", 14)).starts_with("nothing\nerror damaged-lock 2:"));
}

TEST_CASE("a lock of a newer envc is left alone") {
  CHECK(read("version = 2\n") == "nothing\nerror newer-lock 1:11 a newer envc wrote envc.lock");
}

TEST_CASE("conflict markers") {
  const std::string hashes = "<<<<<<< HEAD\n# body sha256 1\n=======\n# body sha256 2\n>>>>>>> other\n";
  const std::string both = layer("a", "FROM x");
  SUBCASE("only the header's hash: nothing to tell") {
    CHECK(read(hashes + "version = 1\n" + both) == "[FROM x\n]");
  }
  SUBCASE("what both sides agree on is kept") {
    const std::string text = hashes + "version = 1\n" + both + "<<<<<<< HEAD\n" + layer("b", "RUN 1") + "=======\n" +
                             layer("b", "RUN 2") + ">>>>>>> other\n" + layer("c", "RUN 3");
    CHECK(read(text).starts_with("[FROM x\n]warning lock-conflict 1:1 "));
  }
  SUBCASE("diff3's base is no side") {
    const std::string text = "version = 1\n" + both + "<<<<<<< HEAD\n" + layer("b", "RUN 1") + "||||||| 1234\n" +
                             "=======\n" + layer("b", "RUN 1") + layer("c", "RUN 2") + ">>>>>>> other\n";
    CHECK(read(text).starts_with("[FROM x\n][RUN 1\n]warning lock-conflict 7:1 "));
  }
  SUBCASE("a side that cannot be read agrees on nothing") {
    CHECK(read("<<<<<<< HEAD\nversion = 1\n=======\nversion =\n>>>>>>> x\n" + both)
              .starts_with("warning lock-conflict 1:1"));
  }
}
