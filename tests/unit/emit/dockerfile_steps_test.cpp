#include "emit/artifact.hpp"
#include "plans.hpp"

#include <doctest/doctest.h>

using namespace envc;
using namespace envc::test;

namespace {

std::string text_of(const Content& content) {
  return dockerfile(plan_of({content}));
}

content::Script run(std::vector<std::string> lines) {
  return {std::move(lines), {}, {}, {}};
}

}  // namespace

TEST_CASE("run: one line as it stands, simple lines joined, the rest a script") {
  CHECK(text_of(run({"dot -V"})) == "RUN dot -V\n");
  CHECK(text_of(run({"a && b; c # d"})) == "RUN a && b; c # d\n");
  CHECK(text_of(run({"make", "", "  make install"})) == "RUN make && \\\n    make install\n");
  CHECK(text_of(run({"if a; then", "  b", "fi"})) ==
        "RUN [\"/bin/bash\", \"-euo\", \"pipefail\", \"-c\", \"\\\n"
        "if a; then\\n\\\n"
        "  b\\n\\\n"
        "fi\\n\\\n"
        "\"]\n");
  CHECK(text_of(run({"[ -f x ]", "y"})).starts_with("RUN [\"/bin/bash\""));
  CHECK(text_of(run({" "})).empty());
}

TEST_CASE("run: bytes that no Dockerfile can hold") {
  CHECK(text_of(run({"echo '\xff'"})) == "RUN eval $'echo \\047\\377\\047'\n");
}

TEST_CASE("run with an environment of its own, as a user, in the image's workdir") {
  content::Script script = run({"make"});
  script.with = {variable("CC", "gcc 9"), variable("PATH", "/x", true)};
  script.user = "builder";
  script.workdir = "/project";
  CHECK(text_of(script) ==
        "WORKDIR /project\n"
        "USER builder\n"
        "RUN export CC='gcc 9' PATH=/x\"${PATH:+:$PATH}\" && \\\n"
        "    make\n"
        "USER root\n");
  script.lines = {"if a; then", "b; fi"};
  script.user.reset();
  script.workdir.clear();
  CHECK(text_of(script) ==
        "RUN [\"/bin/bash\", \"-euo\", \"pipefail\", \"-c\", \"\\\n"
        "export CC='gcc 9' PATH=/x\\\"${PATH:+:$PATH}\\\"\\n\\\n"
        "if a; then\\n\\\n"
        "b; fi\\n\\\n"
        "\"]\n");
}

TEST_CASE("the workdir is set once") {
  content::Script first = run({"a"});
  first.workdir = "/a b";
  CHECK(dockerfile(plan_of({first, first})) == "WORKDIR \"/a b\"\nRUN a\n\nRUN a\n");
}

TEST_CASE("run has the caches of the tools it names") {
  const std::string text = text_of(run({"pip install x", "apt-get install -y y"}));
  CHECK(text.find("id=pip,target=/var/cache/pip,sharing=locked") != std::string::npos);
  CHECK(text.find("target=/var/lib/apt/lists,sharing=locked") != std::string::npos);
  CHECK(text.find("conda-pkgs") == std::string::npos);
  CHECK(dockerfile(plan_of({miniforge(), run({"mamba install x"})})).find("id=conda-pkgs") != std::string::npos);
  CHECK(text_of(run({"mamba install x"})) == "RUN mamba install x\n");
}

TEST_CASE("copy") {
  CHECK(text_of(content::CopyFiles{{"a"}, "/data", {}}) == "COPY a /data\n");
  CHECK(text_of(content::CopyFiles{{"a", "b/c"}, "/data", {}}) == "COPY a b/c /data/\n");
  CHECK(text_of(content::CopyFiles{{"/x"}, "/y", "alpine:3"}) == "COPY --from=alpine:3 /x /y\n");
  CHECK(text_of(content::CopyFiles{{"a"}, "/b", {}, "builder"}) == "COPY --chown=builder a /b\n");
}

TEST_CASE("copy: each path means itself") {
  CHECK(text_of(content::CopyFiles{{"a b"}, "/c", {}}) == "COPY [\"a b\", \"/c\"]\n");
  CHECK(text_of(content::CopyFiles{{"--from=x"}, "/c", {}}) == "COPY [\"--from=x\", \"/c\"]\n");
  CHECK(text_of(content::CopyFiles{{"[x]"}, "/c", {}}) == "COPY [\"[[]x]\", \"/c\"]\n");
  CHECK(text_of(content::CopyFiles{{"*"}, "/c*", {}}) == "COPY [\"[*]\", \"/c*\"]\n");
  CHECK(text_of(content::CopyFiles{{"$x"}, "/$y", {}}) == R"(COPY ["\\$x", "/\\$y"])"
                                                          "\n");
  CHECK(text_of(content::CopyFiles{{"it's \"q\""}, "/c", {}}) == R"(COPY ["it\\'s \\\"q\\\"", "/c"])"
                                                                 "\n");
  CHECK(text_of(content::CopyFiles{{"a\\b"}, "/c", {}}) == R"(COPY ["a[\\\\\\\\]b", "/c"])"
                                                           "\n");
}

TEST_CASE("file: exact bytes, one line a line") {
  CHECK(text_of(content::PutFile{"/etc/x.conf", "a = 1\n# it's\n\n", {}}) ==
        "RUN printf '%s\\n' \\\n"
        "      'a = 1' \\\n"
        "      '# it'\\''s' \\\n"
        "      '' \\\n"
        "      > /etc/x.conf\n");
  CHECK(text_of(content::PutFile{"/a/b c", "", "644"}) ==
        "RUN mkdir -p /a && \\\n"
        "    printf '' > '/a/b c' && \\\n"
        "    chmod 644 '/a/b c'\n");
  CHECK(text_of(content::PutFile{"/opt/x", "one", {}, "builder"}) ==
        "RUN printf %s one > /opt/x && \\\n"
        "    chown builder /opt/x\n");
  CHECK(text_of(content::PutFile{"/opt/x", "a\nb", {}}) ==
        "RUN { printf '%s\\n' \\\n"
        "      a; \\\n"
        "      printf %s b; } \\\n"
        "      > /opt/x\n");
  CHECK(text_of(content::PutFile{"/opt/x", "\tall:\r\n", {}}) ==
        "RUN printf '%s\\n' \\\n"
        "      $'\\tall:\\015' \\\n"
        "      > /opt/x\n");
}

TEST_CASE("download: checked before it stands at its place") {
  CHECK(text_of(content::Fetch{"https://example.org/m.bin", "/opt/models/m.bin", "abc", false, "600"}) ==
        "RUN curl -fsSL --retry 3 --proto '=https' -o /tmp/download \\\n"
        "      https://example.org/m.bin && \\\n"
        "    echo 'abc  /tmp/download' | sha256sum -c - && \\\n"
        "    mkdir -p /opt/models && \\\n"
        "    mv /tmp/download /opt/models/m.bin && \\\n"
        "    chmod 600 /opt/models/m.bin\n");
}

TEST_CASE("download without a hash") {
  CHECK(text_of(content::Fetch{"http://example.org/a?b=1&c", "/opt/a", {}, false, {}}) ==
        "RUN curl -fsSL --retry 3 -o /opt/a \\\n"
        "      'http://example.org/a?b=1&c'\n");
}

TEST_CASE("download unpacks") {
  CHECK(text_of(
            content::Fetch{"https://example.org/a.tar.xz", "/opt/a", {}, true, {}, {variable("A", "1")}, "builder"}) ==
        "RUN export A=1 && \\\n"
        "    curl -fsSL --retry 3 --proto '=https' -o /tmp/download \\\n"
        "      https://example.org/a.tar.xz && \\\n"
        "    mkdir -p /opt/a && \\\n"
        "    tar -xf /tmp/download -C /opt/a --no-same-owner && \\\n"
        "    rm /tmp/download && \\\n"
        "    chown -R builder /opt/a\n");
  CHECK(text_of(content::Fetch{"https://example.org/A.ZIP?x=.tar", "/opt/a", {}, true, {}})
            .find("    unzip -q /tmp/download -d /opt/a && \\\n") != std::string::npos);
}

TEST_CASE("git: the ref alone, or all where the server does not give it by name") {
  CHECK(text_of(content::Checkout{"https://github.com/a/b", "v1.2", {}, {"pip install .", "make -j8"}, {}}) ==
        "ARG PIP_INDEX_URL=https://pypi.org/simple\n"
        "ARG PIP_CACHE_DIR=/var/cache/pip\n"
        "ARG PIP_DISABLE_PIP_VERSION_CHECK=1\n"
        "ARG PIP_ROOT_USER_ACTION=ignore\n"
        "RUN --mount=type=cache,id=pip,target=/var/cache/pip,sharing=locked \\\n"
        "    git init -q /tmp/checkout && \\\n"
        "    cd /tmp/checkout && \\\n"
        "    git remote add origin https://github.com/a/b && \\\n"
        "    if git fetch -q --depth 1 origin v1.2; then \\\n"
        "      git checkout -q FETCH_HEAD; \\\n"
        "    else \\\n"
        "      git fetch -q --tags origin && git checkout -q v1.2; \\\n"
        "    fi && \\\n"
        "    git submodule update -q --init --recursive && \\\n"
        "    pip install . && \\\n"
        "    make -j8 && \\\n"
        "    cd / && \\\n"
        "    rm -rf /tmp/checkout\n");
}

TEST_CASE("git: kept at its path") {
  CHECK(text_of(content::Checkout{"https://github.com/a/b", {}, "/opt/b", {}, {}}) ==
        "RUN git clone -q --depth 1 --recurse-submodules --shallow-submodules \\\n"
        "      https://github.com/a/b /opt/b && \\\n"
        "    cd /opt/b\n");
  CHECK(text_of(content::Checkout{"https://github.com/a/b", {}, "/opt/b", {}, {}, "builder"})
            .starts_with("RUN install -d -o builder /opt/b\nUSER builder\nRUN git clone"));
}

TEST_CASE("git: lines with structure make a script of the whole step") {
  CHECK(text_of(content::Checkout{
            "https://github.com/a/b", "v1", {}, {"for x in *; do", "y; done"}, {variable("A", "1")}}) ==
        "RUN [\"/bin/bash\", \"-euo\", \"pipefail\", \"-c\", \"\\\n"
        "export A=1\\n\\\n"
        "git init -q /tmp/checkout\\n\\\n"
        "cd /tmp/checkout\\n\\\n"
        "git remote add origin https://github.com/a/b\\n\\\n"
        "if git fetch -q --depth 1 origin v1; then git checkout -q FETCH_HEAD; else git fetch -q --tags origin && "
        "git checkout -q v1; fi\\n\\\n"
        "git submodule update -q --init --recursive\\n\\\n"
        "for x in *; do\\n\\\n"
        "y; done\\n\\\n"
        "cd /\\n\\\n"
        "rm -rf /tmp/checkout\\n\\\n"
        "\"]\n");
}
