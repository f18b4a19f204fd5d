#include "checked.hpp"

#include <doctest/doctest.h>

using namespace envc;

TEST_CASE("place: what is said in it is its own") {
  const Model model = model_of(
      "mount . /project\nplace laptop\n  display x11\n  mount ~/d /dataset\nplace penn\n  slurm partition=batch\n"
      "  mount /home/k/d /dataset\n  gpus 2\n  env A=$HOME\n  port 8888\n  user root");
  REQUIRE(model.places.size() == 2);
  CHECK(model.run.mounts.size() == 1);
  CHECK(model.places[0].name.value == "laptop");
  CHECK(model.places[0].own.display->value == "x11");
  CHECK(model.places[0].own.mounts[0].source == "d");
  const RunSettings& penn = model.places[1].own;
  CHECK(penn.slurm[0].value == "batch");
  CHECK(penn.mounts[0].world == PathWorld::machine);
  CHECK(penn.gpus->value.number == 2);
  CHECK(penn.env[0].value == "$HOME");
  CHECK(penn.ports[0].container == 8888);
  CHECK(penn.user->value == "root");
  CHECK(merged(model.run, penn).mounts.size() == 2);
}

TEST_CASE("place: refused") {
  CHECK(said_of("place") == "1:1-6 error[too-few-words] `place` lacks a word, expected `place NAME`");
  CHECK(said_of("place my/place") ==
        "1:7-15 error[unsafe-name] `my/place` is no name of a place, expected letters, digits, `.`, `_` and `-`");
  CHECK(said_of("place -x") ==
        "1:7-9 error[unsafe-name] `-x` is no name of a place, expected letters, digits, `.`, `_` and `-`");
  CHECK(said_of("place ..") ==
        "1:7-9 error[unsafe-name] `..` is no name of a place, expected letters, digits, `.`, `_` and `-`");
  CHECK(said_of("place a\nplace a") == "2:7-8 error[said-twice] `place a` is said twice ; 1:7-8 first said here");
  CHECK(said_of("place a\n  display x11\n  display none") ==
        "3:3-10 error[said-twice] `display` is said twice ; 2:3-10 first said here");
  CHECK(said_of("place a\n  driver 535.104.05").empty());
  CHECK(said_of("place a\n  driver new") ==
        "2:10-13 error[expected-version] `driver` takes a version such as `535` or `535.104.05`, found `new`");
  CHECK(said_of("place a\n  host h") == "2:3-7 error[not-supported-yet] `host` is not supported yet");
  CHECK(said_of("display x11\nplace a\n  display none").empty());
}

TEST_CASE("job") {
  const Model model = model_of(
      "job train on penn\n  gpus a100:2\n  time 12:00:00\n  env SEED=1\n  run  python my_job.py\n    echo done\n"
      "place penn\njob test\n  on penn\n  run pytest\njob alone\n  run true");
  REQUIRE(model.jobs.size() == 3);
  const Job& train = model.jobs[0];
  CHECK(train.name.value == "train");
  CHECK(train.on->value == "penn");
  CHECK(train.gpus->value.type == "a100");
  CHECK(train.own.gpus->value.number == 2);
  CHECK(train.seconds->value == 43200);
  CHECK(train.lines == std::vector<std::string>{"python my_job.py", "echo done"});
  CHECK(train.own.env[0].name == "SEED");
  CHECK(model.jobs[1].on->value == "penn");
  CHECK_FALSE(model.jobs[2].on);
  CHECK(model.steps.empty());
}

TEST_CASE("job: refused") {
  CHECK(said_of("job train\n  gpus 1") ==
        "1:5-10 error[job-without-run] the job `train` runs nothing = "
        "add a line `run COMMAND` to its body");
  CHECK(said_of("job train") ==
        "1:5-10 error[job-without-run] the job `train` runs nothing = "
        "add a line `run COMMAND` to its body");
  CHECK(said_of("job train\n  run") == "2:3-6 error[empty-step] `run` has no command");
  CHECK(said_of("job train\n  run a\n  run b") ==
        "3:3-6 error[said-twice] `run` is said twice ; 2:3-6 first said here");
  CHECK(said_of("job a/b\n  run x") ==
        "1:5-8 error[unsafe-name] `a/b` is no name of a job, expected letters, digits, `.`, `_` and `-`");
  CHECK(said_of("job a\n  run x\njob a\n  run y") ==
        "3:5-6 error[said-twice] `job a` is said twice ; 1:5-6 first said here");
  CHECK(said_of("job a at b\n  run x") ==
        "1:7-9 error[unknown-word] `job` takes `on PLACE` after its name, found `at`");
  CHECK(said_of("job a on\n  run x") == "1:7-9 error[too-few-words] `on` lacks a place");
  CHECK(said_of("place b\njob a on b\n  on b\n  run x") ==
        "3:6-7 error[said-twice] `on` is said twice ; 2:10-11 first said here");
  CHECK(said_of("job a\n  requeue\n  run x") == "2:3-10 error[not-supported-yet] `requeue` is not supported yet");
}

TEST_CASE("job: places") {
  CHECK(said_of("place penn\njob a on pen\n  run x") ==
        "2:10-13 error[no-such-place] no place is named `pen` < did you mean `penn`?");
  CHECK(said_of("place penn\nplace laptop\njob a on cluster\n  run x") ==
        "3:10-17 error[no-such-place] no place is named `cluster` = the places are `penn` or `laptop`");
  CHECK(said_of("job a on penn\n  run x") == "1:10-14 error[no-such-place] no place is named `penn`");
  CHECK(said_of("place a:b\njob a on a:b\n  run x") ==
        "1:7-10 error[unsafe-name] `a:b` is no name of a place, expected letters, digits, `.`, `_` and `-`");
}

TEST_CASE("job: time") {
  CHECK(said_of("job a\n  time 30\n  run x") ==
        "2:8-10 error[bad-duration] `30` has no unit: minutes or hours = write `30m` or `30h`");
  CHECK(said_of("job a\n  time 12 hours\n  run x") ==
        "2:8-16 error[bad-duration] a duration is one word = write `time 12h`");
  CHECK(said_of("job a\n  time soon\n  run x") ==
        "2:8-12 error[bad-duration] `soon` is no duration, expected one such as `90m`, `12h`, `1d12h` or `12:00:00`");
  CHECK(said_of("job a\n  time 1h\n  time 2h\n  run x") ==
        "3:3-7 error[said-twice] `time` is said twice ; 2:3-7 first said here");
}
