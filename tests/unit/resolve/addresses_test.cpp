// Addresses of wheels: which build they are of.
#include "resolve/addresses.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

std::string cuda_at(std::string_view url) {
  const auto build = build_of_address(Facts::builtin(), url);
  return build ? std::string(url.substr(build->at, build->length)) + " is " + build->cuda : "unknown";
}

std::string build_of(std::string index, std::vector<std::string> extra = {}, std::vector<std::string> links = {}) {
  ResolvedPackages packages;
  packages.index_url = std::move(index);
  packages.extra_index_urls = std::move(extra);
  packages.find_links = std::move(links);
  return build_of_indexes(Facts::builtin(), packages);
}

constexpr const char* index = "https://download.pytorch.org/whl/cu113";
constexpr const char* page = "https://download.pytorch.org/whl/cu113/torch_stable.html";

}  // namespace

TEST_CASE("an address is of the build that a segment of its path is called after") {
  CHECK(cuda_at(index) == "cu113 is 11.3");
  CHECK(cuda_at(page) == "cu113 is 11.3");
  CHECK(cuda_at("https://mirror.example.org/cu118?x=1") == "cu118 is 11.8");
  CHECK(cuda_at("https://download.pytorch.org/whl/cpu") == "cpu is ");
  CHECK(cuda_at("https://download.pytorch.org/whl/torch_stable.html") == "unknown");
  CHECK(cuda_at("https://pypi.org/simple") == "unknown");
  CHECK(cuda_at("") == "unknown");
  CHECK(cuda_at("///") == "unknown");
  // spelled as a build, though there is none
  CHECK(cuda_at("https://download.pytorch.org/whl/cu999") == "cu999 is 99.9");
  CHECK(row_of_address(Facts::builtin(), "https://download.pytorch.org/whl/cu999") == nullptr);
}

TEST_CASE("all of a statement's indexes are of one build, or nothing is said of them") {
  CHECK(build_of(index) == "cu113");
  CHECK(build_of("", {index}) == "cu113");
  CHECK(build_of("", {}, {page}) == "cu113");
  CHECK(build_of(index, {}, {page}) == "cu113");
  CHECK(build_of("") == "");
  CHECK(build_of("", {index, "https://download.pytorch.org/whl/cu116"}) == "");
  CHECK(build_of("https://pypi.org/simple", {index}) == "");
  // who knows what a mirror has
  CHECK(build_of("https://mirror.example.org/whl/cu113") == "");
  CHECK(build_of("", {index}, {"https://download.pytorch.org/whl/torch_stable.html"}) == "");
}
