#include "statement/forms.hpp"

#include <doctest/doctest.h>

using namespace envc;

TEST_CASE("versions") {
  CHECK(is_version("11.3", 2, 3));
  CHECK(is_version("11.3.1", 2, 3));
  CHECK_FALSE(is_version("11", 2, 3));
  CHECK_FALSE(is_version("11.3.1.0", 2, 3));
  CHECK_FALSE(is_version("11.", 2, 3));
  CHECK_FALSE(is_version(".3", 2, 3));
  CHECK_FALSE(is_version("11.x", 2, 3));
  CHECK_FALSE(is_version("11.12345", 2, 3));
  CHECK_FALSE(is_version("", 1, 3));
}

TEST_CASE("identifiers") {
  CHECK(is_identifier("A_1"));
  CHECK(is_identifier("_"));
  CHECK_FALSE(is_identifier("1A"));
  CHECK_FALSE(is_identifier("A-B"));
  CHECK_FALSE(is_identifier("É"));
  CHECK_FALSE(is_identifier(""));
}

TEST_CASE("user names") {
  CHECK(is_user_name("root"));
  CHECK(is_user_name("_apt"));
  CHECK(is_user_name("dev-2"));
  CHECK_FALSE(is_user_name("Kyle"));
  CHECK_FALSE(is_user_name("1000"));
  CHECK_FALSE(is_user_name("a b"));
  CHECK_FALSE(is_user_name("a234567890123456789012345678901234"));
  CHECK_FALSE(is_user_name(""));
}

TEST_CASE("image names") {
  const auto whole = image_name("ghcr.io:443/lab/dev__env:v1.2");
  REQUIRE(whole);
  CHECK(whole->name == "ghcr.io:443/lab/dev__env");
  CHECK(whole->tag == "v1.2");
  CHECK(whole->digest.empty());
  const std::string digest = "sha256:" + std::string(64, 'a');
  const auto fixed = image_name("ubuntu:20.04@" + digest);
  REQUIRE(fixed);
  CHECK(fixed->name == "ubuntu");
  CHECK(fixed->tag == "20.04");
  CHECK(fixed->digest == digest);
  CHECK(image_name("localhost/env"));
  CHECK(image_name("localhost:5000/env")->tag.empty());
  CHECK(image_name("Registry.Example.org/env"));
  CHECK(image_name("a--b.c_d"));
  CHECK_FALSE(image_name("Env"));
  CHECK_FALSE(image_name("kyle/Env"));
  CHECK_FALSE(image_name("a..b"));
  CHECK_FALSE(image_name("a___b"));
  CHECK_FALSE(image_name("a._b"));
  CHECK_FALSE(image_name("-a"));
  CHECK_FALSE(image_name("a-"));
  CHECK_FALSE(image_name("a//b"));
  CHECK_FALSE(image_name("/a"));
  CHECK_FALSE(image_name("a/"));
  CHECK_FALSE(image_name("a:"));
  CHECK_FALSE(image_name("a:.x"));
  CHECK_FALSE(image_name("a:x:y"));
  CHECK_FALSE(image_name("a:" + std::string(129, 'x')));
  CHECK_FALSE(image_name("a@sha256:12"));
  CHECK_FALSE(image_name("host:port/a"));
  CHECK_FALSE(image_name(std::string(256, 'a')));
  CHECK_FALSE(image_name("a b"));
  CHECK_FALSE(image_name("a\nb"));
  CHECK_FALSE(image_name(""));
}

TEST_CASE("time zones") {
  CHECK(is_timezone("UTC"));
  CHECK(is_timezone("America/New_York"));
  CHECK(is_timezone("America/Argentina/Buenos_Aires"));
  CHECK(is_timezone("Etc/GMT+5"));
  CHECK_FALSE(is_timezone("EST"));
  CHECK_FALSE(is_timezone("utc"));
  CHECK_FALSE(is_timezone("america/New_York"));
  CHECK_FALSE(is_timezone("../../etc/passwd"));
  CHECK_FALSE(is_timezone("America/"));
  CHECK_FALSE(is_timezone("America/New York"));
  CHECK_FALSE(is_timezone("A/B/C/D"));
  CHECK_FALSE(is_timezone(""));
}

TEST_CASE("locales") {
  CHECK(is_locale("en_US.UTF-8"));
  CHECK(is_locale("C.UTF-8"));
  CHECK(is_locale("ca_ES.UTF-8@valencia"));
  CHECK_FALSE(is_locale("en_US"));
  CHECK_FALSE(is_locale("en_US.utf8"));
  CHECK_FALSE(is_locale("en_us.UTF-8"));
  CHECK_FALSE(is_locale("de_DE.ISO-8859-1"));
  CHECK_FALSE(is_locale("C.UTF-8@x"));
  CHECK_FALSE(is_locale(".UTF-8"));
  CHECK_FALSE(is_locale(""));
}

TEST_CASE("GPU architectures") {
  CHECK(gpu_architecture("8.0") == "8.0");
  CHECK(gpu_architecture("8.6+PTX") == "8.6+PTX");
  CHECK(gpu_architecture("8.6+ptx") == "8.6+PTX");
  CHECK(gpu_architecture("86") == "8.6");
  CHECK(gpu_architecture("sm_86") == "8.6");
  CHECK(gpu_architecture("sm_90a") == "9.0a");
  CHECK(gpu_architecture("120") == "12.0");
  CHECK_FALSE(gpu_architecture("8"));
  CHECK_FALSE(gpu_architecture("8."));
  CHECK_FALSE(gpu_architecture("8.60"));
  CHECK_FALSE(gpu_architecture("0.5"));
  CHECK_FALSE(gpu_architecture("8.6+SASS"));
  CHECK_FALSE(gpu_architecture("Ampere"));
  CHECK_FALSE(gpu_architecture("8.0;8.6"));
  CHECK_FALSE(gpu_architecture(""));
}

TEST_CASE("words that only a shell understands") {
  for (const char* word :
       {"&&", "||", "|", ";", "&", ">", ">>", "2>&1", "<", "<<EOF", "&>log", ">log", "$(date)", "`x`"}) {
    CAPTURE(word);
    CHECK(is_shell_operator(word));
  }
  for (const char* word : {"", "a&&b", "$HOME", "->", "a>b", "2", "--x=<y>"}) {
    CAPTURE(word);
    CHECK_FALSE(is_shell_operator(word));
  }
}
