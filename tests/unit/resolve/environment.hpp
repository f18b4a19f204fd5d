// Models by hand: an environment said in a line or two, resolved, and looked at.
#pragma once

#include "resolve/resolve.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// Each word that is said gets a span of its own, so that a test can tell where a caret stands.
class Environment {
 public:
  Environment& cuda(std::string_view words);  ///< `11.3 devel gl`
  Environment& ubuntu(std::string_view release);
  Environment& debian(std::string_view release);
  Environment& base(std::string_view image);
  Environment& python(std::string_view words);  ///< `3.10 from uv`
  Environment& apt(std::string_view words);
  Environment& conda(std::string_view words);  ///< specs without blanks, and -c
  Environment& pip(
      std::string_view words);  ///< specs without blanks, -e, -r, -f, --index-url, --extra-index-url, --no-deps
  /// What the files of the last statement say: specs without blanks, -f, --index-url, --extra-index-url, --hash.
  Environment& listed(std::string_view file, std::string_view words);
  Environment& constrained(std::string_view file, std::string_view words);  ///< likewise: specs alone
  Environment& pip_uninstall(std::string_view words);
  Environment& run(std::string_view line);
  Environment& job(std::string_view line);
  Environment& arch(std::string_view words);
  Environment& driver(std::string_view version);  ///< of the place `lab`
  Environment& gpu(std::string_view type);        ///< `gpus TYPE` in a place

  /// The span of the first word that was said like this.
  [[nodiscard]] Span where(std::string_view word) const;
  [[nodiscard]] const Model& model() const { return model_; }

 private:
  Said<std::string> say(std::string_view word);
  PackageStatement& statement(Manager manager, std::string_view words);

  Model model_;
  std::vector<Said<std::string>> said_;
};

struct Resolved {
  Resolution resolution;
  std::vector<Diagnostic> diagnostics;

  /// All specs of a statement, in order, as `numpy pytorch=1.12.1`.
  [[nodiscard]] std::string specs(std::size_t statement) const;
  [[nodiscard]] std::string channels(std::size_t statement) const;
  /// Names of system libraries, sorted as they are.
  [[nodiscard]] std::string libraries() const;
  /// `error[no-such-image]: …`, one a line.
  [[nodiscard]] std::string messages() const;
  /// The reason of the decision on this subject; empty: none.
  [[nodiscard]] std::string reason(std::string_view subject) const;
  /// `conda 3.10`, `apt 3.12`, `none`.
  [[nodiscard]] std::string python() const;
};

Resolved resolved(const Environment&);

}  // namespace envc
