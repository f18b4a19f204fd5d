#include "emit/artifact.hpp"
#include "plans.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <regex>

using namespace envc;
using namespace envc::test;

namespace {

Plan with_input() {
  Plan plan = article();
  plan.inputs = {{.path = "requirements.txt", .sha256 = std::string(64, '1')}};
  return plan;
}

/// The tag after an edit.
std::string after(const std::function<void(Plan&)>& edit) {
  Plan plan = with_input();
  edit(plan);
  return content_tag(plan);
}

template<typename Wanted>
Wanted& first(Plan& plan) {
  for (Layer& layer : plan.graph.layers) {
    if (auto* content = std::get_if<Wanted>(&layer.content)) return *content;
  }
  FAIL("no such layer");
  std::abort();
}

}  // namespace

TEST_CASE("a tag is 12 hexadecimal digits, the same each time") {
  CHECK(std::regex_match(content_tag(with_input()), std::regex("[0-9a-f]{12}")));
  CHECK(content_tag(with_input()) == content_tag(with_input()));
}

TEST_CASE("comments, places, jobs and estimates do not change the tag") {
  const std::string tag = content_tag(with_input());
  CHECK(after([](Plan& p) { p.graph.layers[0].quotes = {"other"}; }) == tag);
  CHECK(after([](Plan& p) { p.graph.layers[3].notes.clear(); }) == tag);
  CHECK(after([](Plan& p) { p.model.places.emplace_back().name.value = "penn"; }) == tag);
  CHECK(after([](Plan& p) { p.model.jobs.emplace_back(); }) == tag);
  CHECK(after([](Plan& p) { p.graph.layers[3].seconds = 99; }) == tag);
  CHECK(after([](Plan& p) { p.resolution.decisions.push_back({"a", "b", "c"}); }) == tag);
  CHECK(after([](Plan& p) { p.model.image = Said<std::string>{"other/name", {}}; }) == tag);
}

TEST_CASE("whatever is built or copied in does") {
  const std::string tag = content_tag(with_input());
  CHECK(after([](Plan& p) { first<content::PipInstall>(p).requirements = {"open3d==0.18.0"}; }) != tag);
  CHECK(after([](Plan& p) { first<content::AptInstall>(p).packages.emplace_back("vim"); }) != tag);
  CHECK(after([](Plan& p) { first<content::From>(p).image = "nvidia/cuda:11.3.1-runtime-ubuntu20.04"; }) != tag);
  CHECK(after([](Plan& p) { first<content::Meta>(p).user = "root"; }) != tag);
  CHECK(after([](Plan& p) { first<content::Variables>(p).variables[0].value = "Ampere"; }) != tag);
  CHECK(after([](Plan& p) { std::swap(p.sequence.layers[4], p.sequence.layers[5]); }) != tag);
  CHECK(after([](Plan& p) { p.inputs[0].sha256 = std::string(64, '2'); }) != tag);
  CHECK(after([](Plan& p) { p.inputs[0].path = "other.txt"; }) != tag);
  CHECK(after([](Plan& p) { p.inputs[0].executable = true; }) != tag);
  CHECK(after([](Plan& p) { p.inputs.clear(); }) != tag);
}

TEST_CASE("a script's own comments are part of it") {
  const auto tag_of = [](const char* line) {
    return content_tag(plan_of({content::Script{{line, "if true; then true; fi"}, {}, {}, {}}}));
  };
  CHECK(tag_of("# one") != tag_of("# two"));
}

TEST_CASE("the image's name, or the project's") {
  Plan plan = with_input();
  CHECK(image_reference(plan) == "kylevedder/research_dev_env:" + content_tag(plan));
  plan.model.image.reset();
  CHECK(image_reference(plan) == "research_dev_env:" + content_tag(plan));
}
