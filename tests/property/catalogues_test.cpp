// Random catalogues: rows of the real tables, some left out. What is said of a conflict must hold in any of them.
#include "repairing.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>

using namespace envc;
using namespace envc::testing;

namespace {

/// Each row stays with a chance of its own kind of world: some catalogues have holes, some are nearly empty.
class RandomCatalogue {
 public:
  explicit RandomCatalogue(std::uint32_t seed) : random_(seed), tables_(Facts::builtin().tables()) {
    keep_some(tables_.framework_builds, builds_, [](const FrameworkBuild& build) { return build.cuda.empty(); });
    keep_some(tables_.cuda_images, images_);
    keep_some(tables_.catalogue_releases, releases_, [](const Release& row) { return row.build == "cpu"; });
    keep_some(tables_.forge_builds, forge_);
  }
  [[nodiscard]] Facts facts() const { return Facts(tables_); }

 private:
  /// Builds for the CPU stay: without `cuda` they are asked for by default, and that is no statement to be named.
  template<typename Row, typename Always = bool (*)(const Row&)>
  void keep_some(
      std::span<const Row>& rows, std::vector<Row>& kept, Always always = [](const Row&) { return false; }) {
    const auto of_ten = 4 + random_() % 7;
    for (const Row& row : rows) {
      if (random_() % 10 < of_ten || always(row)) kept.push_back(row);
    }
    rows = kept;
  }

  std::mt19937 random_;
  FactTables tables_;
  std::vector<FrameworkBuild> builds_;
  std::vector<CudaImage> images_;
  std::vector<Release> releases_;
  std::vector<ForgeBuild> forge_;
};

struct Place {
  std::size_t line = 0;
  std::size_t word = 0;
};

/// Where in the file an offset of its text stands.
Place place_of(const Lines& lines, std::size_t offset) {
  std::size_t at = 0;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    for (std::size_t word = 0; word < lines[line].size(); ++word) {
      at += lines[line][word].size() + 1;
      if (offset < at) return {line, word};
    }
  }
  FAIL("outside of the file");
  return {};
}

bool is_option(const std::string& word) {
  return word.starts_with("--");
}

/// The file with no more than what stands at these places: packages, options with their values, whole statements. Where
/// an index alone is left of a statement, it goes, or keeps a package.
Lines only(const Lines& lines, const std::vector<Place>& places, bool with_package) {
  Lines kept;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    const bool packages = lines[line][0] == "pip" || lines[line][0] == "conda";
    std::vector<std::string> words;
    bool named = false;
    bool package = false;
    for (std::size_t word = 0; word < lines[line].size(); ++word) {
      const bool here = std::any_of(places.begin(), places.end(),
                                    [&](const Place& place) { return place.line == line && place.word == word; });
      named = named || here;
      if (word > 0 && packages && !here) continue;
      const bool value = word > 1 && is_option(lines[line][word - 1]);
      if (value) words.push_back(lines[line][word - 1]);
      words.push_back(lines[line][word]);
      package = package || (word > 0 && !value);
    }
    if (!named) continue;
    if (packages && !package) {
      if (!with_package) continue;
      words.insert(words.begin() + 1, lines[line][1]);
    }
    kept.push_back(std::move(words));
  }
  return kept;
}

}  // namespace

TEST_CASE(
    "1,000 random catalogues: what a conflict names cannot hold together, and all of it but one can; each repair "
    "compiles") {
  Tried tried;
  std::size_t conflicts = 0;
  std::size_t removed = 0;
  for (std::uint32_t seed = 1; seed <= 1000; ++seed) {
    const RandomCatalogue catalogue(seed);
    const Facts facts = catalogue.facts();
    Writer writer(Facts::builtin(), seed);
    const Lines lines = writer.file();
    CAPTURE(seed);
    CAPTURE(text_of(lines));
    const auto all = errors(lines, facts);
    CAPTURE(messages(all));
    for (const Diagnostic& error : all) {
      if (error.labels.empty()) continue;
      ++conflicts;
      std::vector<Place> named{place_of(lines, error.where.begin)};
      for (const auto& label : error.labels) named.push_back(place_of(lines, label.where.begin));
      CAPTURE(error.message);
      const Lines together = only(lines, named, true);
      CHECK_MESSAGE(!errors(together, facts).empty(), "what is named holds:\n" << text_of(together));
      for (std::size_t i = 0; i < named.size(); ++i) {
        std::vector<Place> others = named;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        const Lines rest = only(lines, others, false);
        if (rest.empty()) continue;
        // an address or a toolkit that names the build lets the image have another CUDA: without it the package asks
        // for the image's, which is another conflict, of which this one says nothing
        const std::string package = name_of(lines[named[i].line][named[i].word]);
        const Framework& framework = facts.framework();
        if (error.kind == Kind::cuda_differs && i == 0 && package != framework.pip && package != framework.conda)
          continue;
        const auto left = errors(rest, facts);
        CHECK_MESSAGE(left.empty(), text_of(rest) << messages(left));
        ++removed;
      }
    }
    try_repairs(lines, all, facts, tried);
  }
  CHECK(conflicts > 100);
  CHECK(tried.repaired > 300);
  MESSAGE(conflicts << " conflicts, " << removed << " removals tried; " << tried.wrong << " files were wrong, "
                    << tried.without_help << " without a repair; " << tried.repaired << " repaired files were tried");
}
