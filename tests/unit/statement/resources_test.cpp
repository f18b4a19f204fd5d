// What a job asks a cluster for: readers of words, and what only the whole file tells.
#include "checked.hpp"
#include "statement/array_range.hpp"
#include "statement/memory_size.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

/// MiB, or 0 and no more for a fault.
std::uint64_t mebibytes(std::string_view text) {
  const auto read = read_memory_size(text);
  return std::holds_alternative<std::uint64_t>(read) ? std::get<std::uint64_t>(read) : 0;
}

std::string memory_fault(std::string_view text) {
  const auto read = read_memory_size(text);
  const auto* fault = std::get_if<WordFault>(&read);
  return fault == nullptr ? "" : fault->message + (fault->help.empty() ? "" : " = " + fault->help);
}

std::string array_fault(std::string_view text) {
  const auto read = read_array_range(text);
  const auto* fault = std::get_if<WordFault>(&read);
  return fault == nullptr ? ""
                          : std::string(text.substr(fault->begin, fault->end - fault->begin)) + ": " + fault->message;
}

const std::string cluster = "place c\n  slurm partition=p\n";

}  // namespace

TEST_CASE("sizes of memory, in MiB") {
  CHECK(mebibytes("32G") == 32 * 1024);
  CHECK(mebibytes("64GiB") == 64 * 1024);
  CHECK(mebibytes("64GB") == 64 * 1024);
  CHECK(mebibytes("512M") == 512);
  CHECK(mebibytes("512mb") == 512);
  CHECK(mebibytes("1.5G") == 1536);
  CHECK(mebibytes("1.5T") == 1536 * 1024);
  CHECK(mebibytes("2048K") == 2);
  CHECK(mebibytes("0.25G") == 256);
  CHECK(mebibytes("1024T") == std::uint64_t(1) << 30);
}

TEST_CASE("sizes of memory: refused") {
  CHECK(memory_fault("32") == "`32` has no unit: SLURM would take it for MiB = `32G` or `32M`");
  CHECK(memory_fault("0").starts_with("`mem 0` is the whole node to SLURM"));
  CHECK(memory_fault("0G").starts_with("`mem 0` is the whole node to SLURM"));
  CHECK(memory_fault("100K") == "`100K` is no whole number of MiB");
  CHECK(memory_fault("0.0001G") == "`0.0001G` is no size of memory, expected one such as `32G` or `512M`");
  CHECK(memory_fault("1.001G") == "`1.001G` is no whole number of MiB");
  CHECK(memory_fault("1025T") == "`1025T` is more than any machine has");
  CHECK(memory_fault("99999999999999999999G") ==
        "`99999999999999999999G` is no size of memory, expected one such as `32G` or `512M`");
  for (const char* text : {"", "G", "-1G", "1..5G", "1.G", ".5G", "1P", "1Gib", "1 G", "1e3M", "two"}) {
    CAPTURE(text);
    CHECK(memory_fault(text).find("is no size of memory") != std::string::npos);
  }
}

TEST_CASE("arrays") {
  for (const char* text : {"0", "0-9", "1,3,5", "0-20:5", "0-99%4", "1-3,7,9-11%2", "0-4000000"}) {
    CAPTURE(text);
    CHECK(array_fault(text) == "");
  }
  CHECK(array_fault("9-0") == "9-0: the range `9-0` runs downwards");
  CHECK(array_fault("0-9:0") == "0-9:0: the range `0-9:0` has a step of 0");
  CHECK(array_fault("0-9%0") == "%0: `%N` says how many run at a time, expected a number from 1 on");
  CHECK(array_fault("0-9%") == "%: `%N` says how many run at a time, expected a number from 1 on");
  CHECK(array_fault("1,2,1") == "1: the array has 1 twice");
  CHECK(array_fault("0-4,4") == "4: the array has 4 twice");
  CHECK(array_fault("0-4000001") == "0-4000001: an array's numbers end at 4000000");
  for (const char* text : {"", "a", "1,", ",1", "1-", "-1", "1-2-3", "1:2", "0x1", "1;2", "%4"}) {
    CAPTURE(text);
    CHECK(array_fault(text).find("is no number and no range of an array") != std::string::npos);
  }
}

TEST_CASE("what a job asks for") {
  const Model model = model_of(cluster +
                               "  images /shared/images\njob a\n  nodes 2\n  tasks 4\n  cpus 8\n  mem 1.5G\n"
                               "  array 0-9%2\n  run x");
  const Job& job = model.jobs.at(0);
  CHECK(job.nodes->value == 2);
  CHECK(job.tasks->value == 4);
  CHECK(job.cpus->value == 8);
  CHECK(job.mebibytes->value == 1536);
  CHECK(job.array->value == "0-9%2");
  CHECK(model.places.at(0).images->path == "/shared/images");
  CHECK(said_of("job a\n  nodes 0\n  run x") ==
        "2:9-10 error[bad-number] `nodes` takes a whole number from 1 to 65535, found `0`");
  CHECK(said_of("job a\n  cpus 2.5\n  run x") ==
        "2:8-11 error[bad-number] `cpus` takes a whole number from 1 to 65535, found `2.5`");
  CHECK(said_of("job a\n  tasks 1\n  tasks 2\n  run x") ==
        "3:3-8 error[said-twice] `tasks` is said twice ; 2:3-8 first said here");
  CHECK(said_of("job a\n  mem 64\n  run x") ==
        "2:7-9 error[bad-memory-size] `64` has no unit: SLURM would take it for MiB = write `64G` or `64M`");
  CHECK(said_of("job a\n  array 3-1\n  run x") == "2:9-12 error[bad-array] the range `3-1` runs downwards");
}

TEST_CASE("the folder of images") {
  const Model model = model_of("place a\n  images ~/images\nplace b\n  images $SCRATCH/i\nplace c\n  images build/i");
  CHECK(model.places[0].images->world == PathWorld::home);
  CHECK(model.places[1].images->variable == "SCRATCH");
  CHECK(model.places[2].images->world == PathWorld::project);
  CHECK(model.places[2].images->path == "build/i");
  CHECK(said_of("place a\n  images /a/../b") ==
        "2:10-17 error[bad-path] `/a/../b` has `..`; expected a path without it");
  CHECK(said_of("place a\n  images ~bob/i") ==
        "2:10-16 error[bad-path] `~bob/i` is another user's home; expected `~/…`");
}

TEST_CASE("a cluster's mounts have no comma and no colon") {
  const std::string why =
      ": on a cluster, paths of a mount cannot have `,` or `:` = mount a link to it, or give it another name";
  CHECK(said_of(cluster + "  mount /a,b /x") == "3:3-16 error[bad-mount] `/a,b` has `,`" + why);
  CHECK(said_of(cluster + "  mount /a /x:y") == "3:3-16 error[bad-mount] `/x:y` has `:`" + why);
  CHECK(said_of("mount ./a,b /x\n" + cluster + "job j on c\n  run x") == "1:1-15 error[bad-mount] `a,b` has `,`" + why);
  // Where no cluster sees it, any path will do.
  CHECK(said_of("place l\n  mount /a,b /x").empty());
  CHECK(said_of("mount /a,b /x\n" + cluster + "  mount /ab /x").empty());
}

TEST_CASE("one thing is said in one way") {
  CHECK(said_of(cluster + "job j\n  mem 4G\n  slurm mem-per-cpu=1G\n  run x") ==
        "5:9-23 error[slurm-said-twice] `mem` and `slurm mem-per-cpu` say the same thing ; 4:7-9 `mem` is said here = "
        "leave one of them out");
  CHECK(said_of(cluster + "job j\n  gpus 1\n  slurm gres=gpu:1\n  run x").find("slurm-said-twice") !=
        std::string::npos);
  CHECK(said_of(cluster + "job j\n  gpus 1\n  slurm gres=tmpfs:1\n  run x").empty());
  // The job's own word is the usual way to override what a place says.
  CHECK(said_of("place c\n  slurm time=1:00:00 mem=2G gres=gpu:1\njob j\n  time 2h\n  mem 4G\n  gpus 2\n  run x")
            .empty());
  CHECK(said_of("place c\n  slurm mem=2G mem-per-cpu=1G\njob j\n  run x\njob k\n  run y") ==
        "2:16-30 error[slurm-said-twice] SLURM takes one way to ask for memory: `mem` or `mem-per-cpu` ; 2:9-15 the "
        "other is said here = leave one of them out");
  CHECK(said_of("place c\n  slurm mem=2G mem-per-cpu=1G\njob j\n  mem 3G\n  run x").empty());
}

TEST_CASE("a job says where it runs, and asks for a number of GPUs") {
  const std::string two = cluster + "place d\n  slurm partition=q\n";
  CHECK(said_of(two + "job j\n  run x") ==
        "5:5-6 error[job-without-place] the job `j` can run at `c` or `d` = write `job j on c`");
  CHECK(said_of(two + "job j on d\n  run x").empty());
  CHECK(said_of(cluster + "job j\n  gpus all\n  run x") ==
        "4:8-11 error[bad-gpus] SLURM gives a job a number of GPUs, not all of a machine = write how many each node is "
        "to give: `gpus 4`");
  CHECK(said_of("gpus all\n" + cluster + "job j\n  run x").empty());
  CHECK(said_of("job j\n  gpus all\n  run x").empty());
}

TEST_CASE("values of slurm are plain text") {
  CHECK(said_of("slurm comment='a b'") ==
        "1:7-20 error[bad-slurm-option] the value of `comment` has a blank: an #SBATCH line takes plain text only");
  CHECK(said_of("slurm output=$HOME/x").find("has `$`: an #SBATCH line takes plain text only") != std::string::npos);
  CHECK(said_of("slurm output=~/x").find("has `~`") != std::string::npos);
  CHECK(said_of("slurm account=six@a100 constraint=a100|v100 mail-user=a.b@c.d output=x/%x-%j.out").empty());
}

TEST_CASE("a log's folder is known before the job") {
  CHECK(said_of("slurm output=logs/%x/%j.out\njob j\n  run x").empty());
  CHECK(said_of("slurm output=logs/%j/out.txt\njob j\n  run x\njob k\n  run x") ==
        "1:7-29 error[bad-slurm-option] the folder `logs/%j` is not known before the job, and SLURM does not make it = "
        "put it into the file's name, as in `slurm output=logs/%x-%j.out`");
}
