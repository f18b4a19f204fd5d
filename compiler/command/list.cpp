// What envc knows: its tables, filtered.
#include "command/command.hpp"
#include "command/commands.hpp"
#include "command/messages.hpp"
#include "command/project_facts.hpp"
#include "facts/listing.hpp"
#include "facts/words.hpp"
#include "text/display.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

namespace envc {
namespace {

/// A value that a filter compares: digits and dots.
std::string version_said(const Options& options, const std::string& name) {
  std::string said = options.value(name);
  if (said.find_first_not_of("0123456789.") != std::string::npos)
    throw UsageError{fmt::format("`--{}` takes a version such as 11.3, found {}", name, envc::quoted(said))};
  return said;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    width += glyph.width;
    text.remove_prefix(glyph.bytes);
  }
  return width;
}

/// Columns that are empty in every row are left out; two spaces between the others, none at the end of a line.
std::string as_table(const Listing& listing) {
  std::vector<std::size_t> shown;
  std::vector<std::size_t> width;
  for (std::size_t i = 0; i < listing.columns.size(); ++i) {
    const bool any =
        std::any_of(listing.rows.begin(), listing.rows.end(), [&](const auto& row) { return !row[i].empty(); });
    if (!any && i != 0) continue;
    shown.push_back(i);
    width.push_back(display_width(listing.columns[i].name));
    for (const auto& row : listing.rows) width.back() = std::max(width.back(), display_width(row[i]));
  }
  std::string text;
  const auto line = [&](const auto& cell) {
    std::string out;
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const std::string& one = cell(shown[i]);
      out += visible(one) + std::string(width[i] - display_width(one) + 2, ' ');
    }
    out.erase(out.find_last_not_of(' ') + 1);
    text += out + "\n";
  };
  line([&](std::size_t i) -> const std::string& { return listing.columns[i].name; });
  for (const auto& row : listing.rows) line([&](std::size_t i) -> const std::string& { return row[i]; });
  return text;
}

nlohmann::ordered_json as_json_rows(const Listing& listing) {
  auto rows = nlohmann::ordered_json::array();
  for (const auto& row : listing.rows) {
    auto object = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < listing.columns.size(); ++i) {
      if (listing.columns[i].list) {
        object[listing.columns[i].name] = words(row[i]);
      } else {
        object[listing.columns[i].name] = row[i];
      }
    }
    rows.push_back(std::move(object));
  }
  return rows;
}

int list(const Options& options, Terminal& terminal) {
  const Messages messages(options, terminal);
  if (options.words().empty()) throw UsageError{"`envc list` takes the name of what is listed", "envc list --help"};
  const std::string subject = options.words().front();
  const ListFilter filter{.cuda = version_said(options, "cuda"),
                          .python = version_said(options, "python"),
                          .ubuntu = version_said(options, "ubuntu"),
                          .all = options.has("all")};
  Sources sources;
  Diagnostics diagnostics;
  const Project here{.name = {}, .file = {}, .folder = ".", .out = "."};
  const ProjectFacts facts(read_stdlib(options, terminal.files), here, terminal.files, sources, diagnostics);
  if (diagnostics.any_error()) {
    messages.tell(diagnostics, sources, {});
    return wrong_input;
  }
  const auto listing = listing_of(facts.facts(), subject, filter);
  if (!listing) {
    const std::vector<std::string_view> names = listed_subjects(facts.facts());
    const auto close = nearest(subject, names);
    throw UsageError{
        fmt::format("envc has no facts of {}", envc::quoted(subject)),
        close ? fmt::format("did you mean `envc list {}`?", *close)
              : "what it does not know is passed through; it lists: " + fmt::format("{}", fmt::join(names, " "))};
  }
  if (messages.json()) {
    messages.tell(diagnostics, sources, {}, {{"subject", subject}, {"rows", as_json_rows(*listing)}});
  } else if (listing->rows.empty()) {
    terminal.err << "nothing that is known goes with all of that\n";
  } else {
    terminal.out << as_table(*listing);
  }
  return fine;
}

}  // namespace

Command list_command() {
  return {.name = "list",
          .usage = "SUBJECT [options]",
          .summary = "what envc knows: which releases exist, and what goes with what",
          .details =
              "SUBJECT is cuda, ubuntu, debian, python, or a package that envc knows releases of, by its name\n"
              "for pip or conda: pytorch, tensorflow, jax, xformers … Newest first. What is not known of a row\n"
              "is left empty, and does not exclude it.",
          .options = {{.name = "cuda", .argument = "VERSION", .text = "only what goes with this CUDA"},
                      {.name = "python", .argument = "VERSION", .text = "only what goes with this Python"},
                      {.name = "ubuntu", .argument = "RELEASE", .text = "only what runs on this Ubuntu"},
                      {.name = "all", .argument = {}, .text = "a row for each build; also what is gone or never was"},
                      stdlib_option(),
                      format_option()},
          .examples = {{"envc list cuda --ubuntu 22.04", "the images that exist"},
                       {"envc list pytorch --cuda 11.3 --python 3.10", "releases, and how each is installed"},
                       {"envc list xformers --format json", "for a program"}},
          .most_words = 1,
          .run = list};
}

}  // namespace envc
