// Any bytes as specs and versions of pip and conda: no crash, faults within the text, and an order that is one.
#include "version/marker.hpp"
#include "version/match_spec.hpp"
#include "version/requirement.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace envc;

/// A failed condition must end the process as a crash, not with an exit code.
void hold(bool condition) {
  if (!condition) __builtin_trap();
}

template<typename T>
void check_fault(const ReadWord<T>& read, std::string_view text) {
  const auto* const fault = std::get_if<WordFault>(&read);
  hold(fault == nullptr || (fault->begin <= fault->end && fault->end <= text.size() && !fault->message.empty()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 300) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string spec = text.substr(0, text.find('\n'));
  const std::string version = text.substr(std::min(spec.size() + 1, text.size()));

  const auto requirement = read_requirement(spec);
  check_fault(requirement, spec);
  if (const auto* const read = std::get_if<Requirement>(&requirement)) (void)read->versions.admits(version);
  check_fault(read_marker(spec), spec);
  (void)applies(spec, {.python_version = "3.10"});
  const auto match = read_match_spec(spec);
  check_fault(match, spec);
  // a regular expression of a person may take long: that is for the person to know
  const bool expression = spec.find('^') != std::string::npos;
  if (const auto* const read = std::get_if<MatchSpec>(&match); read != nullptr && !expression) {
    (void)read->admits(version, version);
  }

  hold((compare_conda(spec, version) <=> 0) == (0 <=> compare_conda(version, spec)));
  hold(std::is_eq(compare_conda(spec, spec)));
  if (is_conda_version(spec)) hold(conda_within(spec, spec));
  const auto a = Pep440Version::read(spec);
  const auto b = Pep440Version::read(version);
  if (a) hold(*Pep440Version::read(normal_pep440(spec)) == *a);
  if (a && b) hold((*a <=> *b) == (0 <=> (*b <=> *a)));
  return 0;
}
