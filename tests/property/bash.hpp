// Runs real bash, the way a Dockerfile's SHELL does.
#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

namespace envc::test {

struct Ran {
  int status = -1;
  std::string out;  ///< standard output; errors are dropped

  friend bool operator==(const Ran&, const Ran&) = default;
};

inline Ran bash(const std::string& text) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    if (freopen("/dev/null", "w", stderr) == nullptr || freopen("/dev/null", "r", stdin) == nullptr) _exit(127);
    execl("/bin/bash", "/bin/bash", "-euo", "pipefail", "-c", text.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[1]);
  Ran ran;
  std::array<char, 65536> buffer{};
  for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;) {
    ran.out.append(buffer.data(), static_cast<std::size_t>(got));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return ran;
}

/// The parts between NUL bytes.
inline std::vector<std::string> split_at_nul(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\0', at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

}  // namespace envc::test
