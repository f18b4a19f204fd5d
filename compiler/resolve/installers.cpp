// conda's installer and uv: programs that no statement names, and that must not move by themselves.
#include "resolve/interpreter.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

constexpr std::string_view reason = "the newest when it was chosen";

std::string kept_or(const Resolving& r, std::string_view subject, std::string newest) {
  const auto kept = r.kept.decisions.find(subject);
  return kept == r.kept.decisions.end() ? std::move(newest) : kept->second;
}

}  // namespace

void choose_installers(const Resolving& r) {
  if (r.out.python.from == Interpreter::From::conda) {
    constexpr std::string_view subject = "conda installer";
    const std::string version = kept_or(r, subject, {});
    r.out.conda_installer = r.facts.conda_installer(version).front().version;  // of one that is gone: the newest
    r.decide(std::string(subject), r.out.conda_installer, std::string(reason));
  }
  if (r.out.python.from == Interpreter::From::uv) {
    constexpr std::string_view subject = "uv";
    r.out.uv = kept_or(r, subject, std::string(r.facts.default_uv_version()));
    r.decide(std::string(subject), r.out.uv, std::string(reason));
  }
}

}  // namespace envc
