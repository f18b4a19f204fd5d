#include "statement/block_name.hpp"
#include "statement/checking.hpp"
#include "statement/families.hpp"
#include "statement/forms.hpp"
#include "statement/machine_source.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <array>

namespace envc {
namespace {

void check_place(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> name{checking.value(statement.words[0]), statement.words[0].where};
  // A place whose name is at fault is kept: its body has faults of its own, and jobs that name it are right.
  expect_block_name("place", name, checking);
  Place place;
  place.name = name;
  checking.place = &place;
  check_statements(statement.block, in_place, checking);
  checking.place = nullptr;
  checking.model.places.push_back(std::move(place));
}

void check_images(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const auto folder = read_machine_source(checking.values(statement)[0], Kind::bad_path, checking);
  if (folder && checking.first_time("images", statement.keyword.where)) checking.place->images = folder;
}

void check_driver(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, 1)) return;
  const Said<std::string> word = checking.values(statement)[0];
  if (!is_version(word.value, 1, 3)) {
    checking.error(Kind::expected_version, word.where,
                   fmt::format("`driver` takes a version such as `535` or `535.104.05`, found {}", quoted(word.value)));
    return;
  }
  if (checking.first_time("driver", statement.keyword.where)) checking.place->driver = word;
}

constexpr std::array rows = {
    StatementRow{{"driver"},
                 in_place,
                 "driver VERSION",
                 "the NVIDIA driver of the machine, as nvidia-smi shows it",
                 "driver 535",
                 check_driver},
    StatementRow{{"images"},
                 in_place,
                 "images FOLDER",
                 "where the .sqsh files of images are kept",
                 "images /shared/images",
                 check_images},
    StatementRow{{"place", BodyKind::statements},
                 at_file,
                 "place NAME",
                 "where it runs: what differs there is said below, indented",
                 "place laptop\n  display x11",
                 check_place},
};

}  // namespace

std::span<const StatementRow> place_rows() {
  return rows;
}

}  // namespace envc
