#include "checked.hpp"

#include <doctest/doctest.h>

using namespace envc;

TEST_CASE("project") {
  CHECK(model_of("project research_dev_env").project.value == "research_dev_env");
  CHECK(model_of("project a-1.b").project.value == "a-1.b");
  CHECK(said_of("project Research") ==
        "1:9-17 error[bad-name] `Research` is no name of a project, expected lower-case letters, digits, `_`, `-` and "
        "`.` = write `project research`");
  CHECK(said_of("project a/b") ==
        "1:9-12 error[bad-name] `a/b` is no name of a project, expected lower-case letters, digits, `_`, `-` and `.`");
  CHECK(said_of("project .x") ==
        "1:9-11 error[bad-name] `.x` is no name of a project, expected lower-case letters, digits, `_`, `-` and `.`");
  CHECK(said_of("project") ==
        "1:1-8 error[too-few-words] `project` lacks a word, expected `project NAME` = such as `project "
        "research_dev_env`");
  CHECK(said_of("project a b") ==
        "1:11-12 error[too-many-words] `project` takes 1 word, found `b` after it < expected `project NAME`");
  CHECK(said_of("project a\nproject a") == "2:1-8 error[said-twice] `project` is said twice ; 1:1-8 first said here");
}

TEST_CASE("image") {
  CHECK(model_of("image kyle/env").image->value == "kyle/env");
  CHECK_FALSE(model_of("image kyle/env").image_tag);
  const Model tagged = model_of("image localhost:5000/env:v1");
  CHECK(tagged.image->value == "localhost:5000/env");
  CHECK(tagged.image_tag->value == "v1");
  CHECK(said_of("image kyle/Env") ==
        "1:7-15 error[bad-image-name] `kyle/Env` is no name of an image, expected `[REGISTRY/]NAME[:TAG]` = write "
        "`image kyle/env`");
  CHECK(said_of("image env@sha256:" + std::string(64, '0')) ==
        "1:10-82 error[bad-image-name] `image` says where the built image is pushed, so it takes no digest = write "
        "`image env`");
  CHECK(said_of("image a b") ==
        "1:9-10 error[too-many-words] `image` takes 1 word, found `b` after it < expected `image "
        "[REGISTRY/]NAME[:TAG]`");
}

TEST_CASE("ubuntu and debian") {
  CHECK(model_of("ubuntu 20.04").os->value == Os{"ubuntu", "20.04"});
  CHECK(model_of("debian 12").os->value == Os{"debian", "12"});
  CHECK(model_of("ubuntu focal").os->value == Os{"ubuntu", "focal"});
  CHECK(model_of("ubuntu   20.04  # why").quotes.at("ubuntu").text == "ubuntu 20.04");
  CHECK(said_of("ubuntu 20,04") == "1:8-13 error[expected-version] `ubuntu` takes a release, found `20,04`");
  CHECK(said_of("debian v12") == "1:8-11 error[expected-version] `debian` takes a release, found `v12`");
  CHECK(said_of("ubuntu 20.04 cuda 11.3") ==
        "1:14-23 error[too-many-words] `ubuntu` takes 1 word, found `cuda` after it < expected `ubuntu RELEASE` = "
        "write `ubuntu 20.04, cuda 11.3`: a comma and a blank end a statement");
  CHECK(said_of("ubuntu 20.04\nubuntu 22.04") ==
        "2:1-7 error[said-twice] `ubuntu` is said twice ; 1:1-7 first said here");
}

TEST_CASE("one base") {
  CHECK(model_of("ubuntu 20.04, cuda 11.3").cuda);
  CHECK(model_of("debian 12, cuda 11.3").cuda);
  CHECK(said_of("ubuntu 20.04, debian 12") ==
        "1:15-24 error[clash] `debian` does not go with `ubuntu`: an environment starts from one base ; 1:8-13 "
        "`ubuntu` is said here = take one of the two out");
  CHECK(said_of("base a:1\nubuntu 20.04") ==
        "2:1-13 error[clash] `ubuntu` does not go with `base`: an environment starts from one base ; 1:6-9 `base` is "
        "said here = take one of the two out");
  CHECK(said_of("debian 12\nbase a:1") ==
        "2:1-9 error[clash] `base` does not go with `debian`: an environment starts from one base ; 1:8-10 `debian` is "
        "said here = take one of the two out");
  CHECK(
      said_of("cuda 11.3\nbase a:1") ==
      "2:1-9 error[clash] `base` does not go with `cuda`: an environment starts from one base ; 1:6-10 `cuda` is said "
      "here = take one of the two out");
  CHECK(
      said_of("base a:1\ncuda 11.3") ==
      "2:1-10 error[clash] `cuda` does not go with `base`: an environment starts from one base ; 1:6-9 `base` is said "
      "here = take one of the two out");
}

TEST_CASE("cuda") {
  const Model plain = model_of("cuda 11.3");
  CHECK(plain.cuda->version.value == "11.3");
  CHECK_FALSE(plain.cuda->flavour);
  CHECK_FALSE(plain.cuda->cudnn);
  CHECK_FALSE(plain.cuda->gl);
  const Model full = model_of("cuda 11.3.1 gl cudnn devel");
  CHECK(full.cuda->flavour->value == "devel");
  CHECK(full.cuda->cudnn->value);
  CHECK(full.cuda->gl->value);
  CHECK(full.quotes.at("cuda").text == "cuda 11.3.1 gl cudnn devel");
  CHECK(said_of("cuda") ==
        "1:1-5 error[too-few-words] `cuda` lacks a word, expected `cuda VERSION [base|runtime|devel] [cudnn] [gl]` = "
        "such as `cuda 11.3 devel gl`");
  CHECK(said_of("cuda eleven") == "1:6-12 error[expected-version] `cuda` takes a version, found `eleven`");
  CHECK(said_of("cuda 11,3") == "1:6-10 error[expected-version] `cuda` takes a version, found `11,3`");
  CHECK(said_of("cuda x") == "1:6-7 error[expected-version] `cuda` takes a version, found `x`");
  CHECK(said_of("cuda 11.3 devl") ==
        "1:11-15 error[unknown-word] `cuda` takes `base`, `runtime`, `devel`, `cudnn` or `gl` after its version, found "
        "`devl` < did you mean `devel`?");
  CHECK(said_of("cuda 11.3 base devel") ==
        "1:16-21 error[said-twice] `cuda` takes one of `base`, `runtime` or `devel` ; 1:11-15 first said here");
  CHECK(said_of("cuda 11.3 gl gl") == "1:14-16 error[said-twice] `gl` is said twice ; 1:11-13 first said here");
  CHECK(said_of("cuda x y") ==
        "1:6-7 error[expected-version] `cuda` takes a version, found `x`\n"
        "1:8-9 error[unknown-word] `cuda` takes `base`, `runtime`, `devel`, `cudnn` or `gl` after its version, found "
        "`y`");
}

TEST_CASE("base") {
  CHECK(model_of("base nvcr.io/nvidia/pytorch:24.05-py3").base->image.value == "nvcr.io/nvidia/pytorch:24.05-py3");
  CHECK_FALSE(model_of("base a:1").base->keeps_nothing);
  CHECK(model_of("base a:1 keeps nothing").base->keeps_nothing);
  CHECK(model_of("base a@sha256:" + std::string(64, '1')).base);
  CHECK(said_of("base a") ==
        "1:6-7 warning[base-without-tag] `a` is whatever is newest on the day of the build = name a tag of it: `base "
        "IMAGE:TAG`");
  CHECK(said_of("base a:latest") ==
        "1:6-14 warning[base-without-tag] `a:latest` is whatever is newest on the day of the build = name a tag of it: "
        "`base IMAGE:TAG`");
  CHECK(said_of("base A:1") ==
        "1:6-9 error[bad-image-name] `A:1` is no name of an image, expected `[REGISTRY/]NAME[:TAG]` = write `base "
        "a:1`");
  CHECK(said_of("base Lab/Env:V1") ==
        "1:6-16 error[bad-image-name] `Lab/Env:V1` is no name of an image, expected `[REGISTRY/]NAME[:TAG]` = write "
        "`base lab/env:V1`");
  CHECK(said_of("base ~/a:1") ==
        "1:6-11 error[bad-image-name] `~/a:1` is no name of an image, expected `[REGISTRY/]NAME[:TAG]`");
  CHECK(said_of("base a:1 keeps") ==
        "1:10-15 error[unknown-word] `base` takes an image, then nothing or `keeps nothing` < expected `base IMAGE "
        "[keeps nothing]`");
  CHECK(said_of("base a:1 keeps all") ==
        "1:10-19 error[unknown-word] `base` takes an image, then nothing or `keeps nothing` < expected `base IMAGE "
        "[keeps nothing]`");
}

TEST_CASE("python") {
  CHECK(model_of("python 3.10").python->version.value == "3.10");
  CHECK_FALSE(model_of("python 3.10").python->from);
  CHECK(model_of("python 3.10.4 from uv").python->from->value == "uv");
  CHECK(said_of("python 3") ==
        "1:8-9 error[expected-version] `python` takes a version of two or three numbers, found `3`");
  CHECK(said_of("python >=3.9") ==
        "1:8-13 error[expected-version] `python` takes a version of two or three numbers, found `>=3.9`");
  CHECK(said_of("python 3.10 conda") ==
        "1:13-18 error[unknown-word] `python` takes `from` after its version, found `conda`");
  CHECK(said_of("python 3.10 from") ==
        "1:13-17 error[too-few-words] `from` lacks a source, expected `conda`, `apt` or `uv`");
  CHECK(said_of("python 3.10 from pip") ==
        "1:18-21 error[unknown-word] `python` comes from `conda`, `apt` or `uv`, found `pip`");
}

TEST_CASE("arch") {
  const Model model = model_of("arch 8.0 sm_86+PTX\n  90");
  REQUIRE(model.arch.size() == 3);
  CHECK(model.arch[0].value == "8.0");
  CHECK(model.arch[1].value == "8.6+PTX");
  CHECK(model.arch[2].value == "9.0");
  CHECK(said_of("arch Ampere") ==
        "1:6-12 error[bad-arch] `Ampere` is no GPU architecture, expected one such as `8.0` or `8.6+PTX`");
  CHECK(said_of("arch 8.0;8.6") ==
        "1:6-13 error[bad-arch] `8.0;8.6` is no GPU architecture, expected one such as `8.0` or `8.6+PTX` = write "
        "`arch 8.0 8.6`");
  CHECK(said_of("arch 8.0 80") == "1:10-12 error[said-twice] `arch 8.0` is said twice ; 1:6-9 first said here");
  CHECK(said_of("arch 8.0\n  after torch") ==
        "2:3-8 error[wrong-how] `arch` builds nothing by itself, so it takes no "
        "`after`");
}
