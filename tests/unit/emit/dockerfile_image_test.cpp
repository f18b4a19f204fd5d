#include "emit/artifact.hpp"
#include "plans.hpp"

#include <doctest/doctest.h>

using namespace envc;
using namespace envc::test;

namespace {

const std::string env_comment = "# what programs read from their environment, last: it costs nothing\n";
const std::string meta_comment = "# how a container starts\n";

std::string env(std::vector<EnvVar> variables) {
  const std::string text = dockerfile(plan_of({content::Variables{std::move(variables)}}));
  REQUIRE(text.starts_with(env_comment));
  return text.substr(env_comment.size());
}

std::string meta(const content::Meta& content) {
  const std::string text = dockerfile(plan_of({content}));
  REQUIRE(text.starts_with(meta_comment));
  return text.substr(meta_comment.size());
}

content::Meta plain_meta() {
  return {.workdir = {}, .ports = {}, .labels = {}, .entrypoint = {}, .command = {}, .user = "1000:1000"};
}

}  // namespace

TEST_CASE("environment: one variable a line") {
  CHECK(env({variable("A", "1")}) == "ENV A=1\n");
  CHECK(env({variable("A", "x y"), variable("B", "$A"), variable("C", "")}) ==
        "ENV A=\"x y\" \\\n"
        "    B=\"\\$A\" \\\n"
        "    C=\"\"\n");
}

TEST_CASE("environment: before a list, without an empty entry") {
  CHECK(env({variable("PATH", "/x", true)}) == "ENV PATH=/x:$PATH\n");
  CHECK(env({variable("LD_LIBRARY_PATH", "/x:", true)}) ==
        "ENV LD_LIBRARY_PATH=/x${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}\n");
  CHECK(env({variable("P", "/a", true), variable("P", ":/b::", true)}) == "ENV P=/a:/b${P:+:$P}\n");
  CHECK(env({variable("P", "/a b", true)}) == "ENV P=\"/a b${P:+:$P}\"\n");
  CHECK(dockerfile(plan_of({content::Variables{{variable("P", ":", true)}}})).empty());
}

TEST_CASE("environment: a value and what goes before it") {
  CHECK(env({variable("P", "/a"), variable("P", "/b", true)}) == "ENV P=/b:/a\n");
  CHECK(env({variable("P", "/b", true), variable("P", "/a")}) == "ENV P=/b:/a\n");
  CHECK(env({variable("P", ""), variable("P", "/b", true)}) == "ENV P=/b\n");
}

TEST_CASE("time zone") {
  CHECK(dockerfile(plan_of({content::Timezone{"Europe/Berlin"}})) ==
        "RUN ln -snf /usr/share/zoneinfo/Europe/Berlin /etc/localtime && \\\n"
        "    echo Europe/Berlin > /etc/timezone\n"
        "ENV TZ=Europe/Berlin\n");
}

TEST_CASE("locale") {
  const auto locale = [](const char* name) { return dockerfile(plan_of({content::Locale{name, focal}})); };
  CHECK(locale("en_US.UTF-8") == "RUN localedef -i en_US -f UTF-8 en_US.UTF-8\nENV LANG=en_US.UTF-8\n");
  CHECK(locale("de_DE.UTF-8@euro") ==
        "RUN localedef -i de_DE@euro -f UTF-8 de_DE.UTF-8@euro\nENV LANG=de_DE.UTF-8@euro\n");
  CHECK(locale("C.UTF-8") == "ENV LANG=C.UTF-8\n");
}

TEST_CASE("what env says holds against what envc would set") {
  const std::string text =
      dockerfile(plan_of({content::Locale{"C.UTF-8", focal}, content::Timezone{"UTC"},
                          content::Home{.path = "/home/user", .root_user = false, .user = {}},
                          content::Variables{{variable("LANG", "C"), variable("TZ", "X"), variable("HOME", "/h")}}}));
  CHECK(text.find("ENV LANG=C \\\n    TZ=X \\\n    HOME=/h\n") != std::string::npos);
  CHECK(text.find("C.UTF-8") == std::string::npos);
  CHECK(text.find("TZ=UTC") == std::string::npos);
  CHECK(text.find("HOME=/home/user") == std::string::npos);
}

TEST_CASE("a home that any user can write, with an account for the image's own") {
  CHECK(dockerfile(plan_of({content::Home{.path = "/home/user", .root_user = false, .user = {}}})) ==
        "# a home that any user id can write\n"
        "COPY --chmod=644 bashrc /home/user/.bashrc\n"
        "RUN chmod 1777 /home/user && \\\n"
        "    { getent passwd 1000 > /dev/null || useradd -M -u 1000 -d /home/user -s /bin/bash user; }\n"
        "ENV HOME=/home/user\n");
  CHECK(dockerfile(plan_of({content::Home{.path = "/home/user", .root_user = false, .user = "ada"}}))
            .find("{ getent passwd ada > /dev/null || useradd -M -o -u 1000 -d /home/user -s /bin/bash ada; }") !=
        std::string::npos);
  CHECK(dockerfile(plan_of({content::Home{.path = "/root", .root_user = true, .user = {}}})) ==
        "# the home folder\n"
        "COPY --chmod=644 bashrc /root/.bashrc\n"
        "ENV HOME=/root\n");
}

TEST_CASE("how a container starts") {
  CHECK(meta(plain_meta()) == "USER 1000:1000\nCMD [\"/bin/bash\"]\n");
  content::Meta all = plain_meta();
  all.workdir = "/a b";
  all.ports = {8888, 6006};
  all.labels = {variable("org.x", "a \"b\" $c"), variable("y z", "1")};
  all.user = "ada";
  all.entrypoint = Exec{{"/init", "-x y"}, {}};
  all.command = Exec{{"say", "\"hi\"\\"}, {}};
  CHECK(meta(all) ==
        "LABEL org.x=\"a \\\"b\\\" \\$c\" \\\n"
        "      \"y z\"=1\n"
        "EXPOSE 8888 6006\n"
        "WORKDIR \"/a b\"\n"
        "USER ada\n"
        "ENTRYPOINT [\"/init\", \"-x y\"]\n"
        "CMD [\"say\", \"\\\"hi\\\"\\\\\"]\n");
}

TEST_CASE("an entrypoint gets no command that nobody said") {
  content::Meta own = plain_meta();
  own.entrypoint = Exec{{"/init"}, {}};
  CHECK(meta(own) == "USER 1000:1000\nENTRYPOINT [\"/init\"]\n");
}

TEST_CASE("the shell that was said is what starts") {
  Plan plan = plan_of({plain_meta()});
  plan.model.shell = Said<std::string>{"/bin/zsh", {}};
  CHECK(dockerfile(plan).ends_with("CMD [\"/bin/zsh\"]\n"));
}

TEST_CASE("the banner of the CUDA images goes; a base that was said keeps its entrypoint") {
  Plan plan = plan_of({plain_meta()});
  plan.resolution.cuda = "11.3.1";
  CHECK(dockerfile(plan).find("ENTRYPOINT []\n") != std::string::npos);
  plan.model.base = BaseImage{{"nvcr.io/nvidia/pytorch:24.01-py3", {}}, false};
  CHECK(dockerfile(plan).find("ENTRYPOINT") == std::string::npos);
}
