// mount display gpus slurm, above places and in them.
#include "checked.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace envc;

namespace {

/// `world[VAR] source target ro`
std::string mounted(std::string_view text) {
  const Model model = model_of(text);
  REQUIRE(model.run.mounts.size() == 1);
  const Mount& mount = model.run.mounts[0];
  constexpr std::array<std::string_view, 4> worlds{"project", "machine", "home", "variable"};
  return fmt::format("{}[{}] '{}' {}{}", worlds[static_cast<std::size_t>(mount.world)], mount.variable, mount.source,
                     mount.target, mount.read_only ? " ro" : "");
}

/// `all`, `none`, `2`, `a100:2`
std::string gpus(std::string_view text) {
  const Model model = model_of(text);
  REQUIRE(model.run.gpus);
  const Gpus& found = model.run.gpus->value;
  if (found.kind == Gpus::Kind::all) return "all";
  if (found.kind == Gpus::Kind::none) return "none";
  return found.type + (found.type.empty() ? "" : ":") + std::to_string(found.number);
}

}  // namespace

TEST_CASE("mount: three worlds, told by the first character") {
  CHECK(mounted("mount . /project") == "project[] '.' /project");
  CHECK(mounted("mount ./data//x /data/ ro") == "project[] 'data/x' /data ro");
  CHECK(mounted("mount ~/data/x/ /data") == "home[] 'data/x' /data");
  CHECK(mounted("mount ~ /home/me") == "home[] '' /home/me");
  CHECK(mounted("mount /scratch//x/ /data") == "machine[] '/scratch/x' /data");
  CHECK(mounted("mount / /host") == "machine[] '/' /host");
  CHECK(mounted("mount $SCRATCH/runs /runs") == "variable[SCRATCH] 'runs' /runs");
  CHECK(mounted("mount ${SCRATCH}/runs /runs") == "variable[SCRATCH] 'runs' /runs");
  CHECK(mounted("mount $DATA /data ro") == "variable[DATA] '' /data ro");
  CHECK(mounted("mount '/my data' '/a b'") == "machine[] '/my data' /a b");
}

TEST_CASE("mount: refused") {
  CHECK(said_of("mount .:/project") ==
        "1:7-17 error[bad-mount] source and target are two words = write `mount . /project`");
  CHECK(said_of("mount /data:/data:ro") ==
        "1:7-21 error[bad-mount] source and target are two words = write `mount /data /data ro`");
  CHECK(said_of("mount .") ==
        "1:1-6 error[too-few-words] `mount` lacks a word, expected `mount SOURCE TARGET [ro]` = "
        "such as `mount ~/data /data ro`");
  CHECK(said_of("mount ../data /data") ==
        "1:7-14 error[path-outside-project] `../data` leaves the project's folder = "
        "put it into the project, or mount it where it runs");
  CHECK(said_of("mount /a/../b /data") == "1:7-14 error[bad-path] `/a/../b` has `..`; expected a path without it");
  CHECK(said_of("mount ~/.. /data") == "1:7-11 error[bad-path] `~/..` has `..`; expected a path without it");
  CHECK(said_of("mount ~other/x /data") == "1:7-15 error[bad-mount] `~other/x` is another user's home; expected `~/…`");
  CHECK(said_of("mount $/x /data") == "1:7-10 error[bad-mount] `$/x` names no variable");
  CHECK(said_of("mount ${A/x /data") == "1:7-12 error[bad-mount] `${A/x` lacks `}`");
  CHECK(said_of("mount $A-x /data") == "1:7-11 error[bad-mount] `$A-x`: a variable stands alone or before `/`");
  CHECK(said_of("mount . project") ==
        "1:9-16 error[wrong-path-world] `project` is relative; expected a path in the "
        "image, which begins with `/` = write `/project`");
  CHECK(said_of("mount . /") == "1:9-10 error[bad-mount] a mount at `/` would hide the whole image");
  CHECK(said_of("mount . /x rw") ==
        "1:12-14 error[unknown-word] `mount` takes `ro` after its target, found `rw` = "
        "leave it out: a mount can be written to");
  CHECK(said_of("mount . /x\nmount ~/y /x/") ==
        "2:11-14 error[said-twice] `mount … /x` is said twice ; 1:9-11 first said here");
}

TEST_CASE("display") {
  CHECK(model_of("display x11").run.display->value == "x11");
  CHECK(model_of("display none").run.display->value == "none");
  CHECK(said_of("display X11") ==
        "1:9-12 error[unknown-word] `display` takes `x11` or `none`, found `X11` < did you mean `x11`?");
  CHECK(said_of("display :0") == "1:9-11 error[unknown-word] `display` takes `x11` or `none`, found `:0`");
  CHECK(said_of("display x11, display none") ==
        "1:14-21 error[said-twice] `display` is said twice ; 1:1-8 first said here");
}

TEST_CASE("gpus") {
  CHECK(gpus("gpus all") == "all");
  CHECK(gpus("gpus none") == "none");
  CHECK(gpus("gpus 2") == "2");
  CHECK(gpus("gpus a100") == "a100:1");
  CHECK(gpus("gpus a100:2") == "a100:2");
  CHECK(gpus("gpus rtx_3090:1") == "rtx_3090:1");
  CHECK(gpus("gpus 2080ti") == "2080ti:1");
  const std::string form = "`gpus` takes `all`, `none`, a number or a type such as `a100:2`, found ";
  CHECK(said_of("gpus 0") == "1:6-7 error[bad-gpus] " + form + "`0` = write `gpus none`");
  CHECK(said_of("gpus -1") == "1:6-8 error[bad-gpus] " + form + "`-1`");
  CHECK(said_of("gpus a100:0") == "1:6-12 error[bad-gpus] " + form + "`a100:0`");
  CHECK(said_of("gpus a100:x") == "1:6-12 error[bad-gpus] " + form + "`a100:x`");
  CHECK(said_of("gpus gpu:a100:2") == "1:6-16 error[bad-gpus] " + form + "`gpu:a100:2` = write `gpus a100:2`");
  CHECK(said_of("gpus device=0") == "1:6-14 error[bad-gpus] " + form + "`device=0`");
  CHECK(said_of("gpus all:2") == "1:6-11 error[bad-gpus] " + form + "`all:2` = write `gpus all`");
  CHECK(said_of("gpus 99999999999") == "1:6-17 error[bad-gpus] " + form + "`99999999999`");
}

TEST_CASE("slurm") {
  const Model model = model_of("slurm partition=batch qos=normal exclusive account=six@a100");
  REQUIRE(model.run.slurm.size() == 4);
  CHECK(model.run.slurm[0].name == "partition");
  CHECK(model.run.slurm[0].value == "batch");
  CHECK(model.run.slurm[2].name == "exclusive");
  CHECK(model.run.slurm[2].value.empty());
  CHECK(model.run.slurm[3].value == "six@a100");
  CHECK(said_of("slurm --partition=batch") ==
        "1:7-18 error[bad-slurm-option] `slurm` takes long names of options without "
        "dashes, found `--partition` = write `slurm partition=batch`");
  CHECK(said_of("slurm -p batch") ==
        "1:7-9 error[bad-slurm-option] `slurm` takes long names of options without dashes, found `-p`");
  CHECK(said_of("slurm mem 32G") ==
        "1:7-10 error[bad-slurm-option] the option `mem` lacks its value = write `slurm mem=32G`");
  CHECK(said_of("slurm mem qos=x") ==
        "1:7-10 error[bad-slurm-option] the option `mem` lacks its value = write `slurm mem=VALUE`");
  CHECK(said_of("slurm Partition=x") ==
        "1:7-16 error[bad-slurm-option] `slurm` takes long names of options without dashes, found `Partition`");
  CHECK(said_of("slurm =x") ==
        "1:7-9 error[bad-slurm-option] `slurm` takes long names of options without dashes, found `=x`");
  CHECK(said_of("slurm partition=") ==
        "1:7-17 error[bad-slurm-option] the option `partition` lacks its value = write `slurm partition=VALUE`");
  CHECK(said_of("slurm qos=a qos=b") == "1:13-18 error[said-twice] `slurm qos` is said twice ; 1:7-12 first said here");
}
