// Packages called by the name of their import.
#include "environment.hpp"

#include <doctest/doctest.h>

namespace envc {
namespace {

std::string help(std::string_view pip) {
  const Resolved r = resolved(Environment().pip(pip));
  return r.diagnostics.empty() ? "" : r.diagnostics.front().help;
}

}  // namespace

TEST_CASE("a name that is an import's is a warning with the package's name") {
  CHECK(help("sklearn") == "write `scikit-learn`");
  CHECK(help("cv2") == "write `opencv-python`");
  CHECK(help("pil") == "write `pillow`");
  CHECK(help("pytorch") == "write `torch`");
  CHECK(help("serial>=3") == "write `pyserial`");
  const Environment environment = Environment().pip("numpy sklearn");
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "warning[import-name]: `sklearn` is not the package that is imported under this name");
  CHECK(r.diagnostics.at(0).where == environment.where("sklearn"));
  CHECK(r.specs(0) == "numpy sklearn");
}

TEST_CASE("packages that are called as they are imported") {
  CHECK(help("scikit-learn") == "");
  CHECK(help("numpy") == "");
  CHECK(help("torch-geometric") == "");
  CHECK(help("onnxruntime") == "");
  CHECK(help("protobuf") == "");
  CHECK(help("git+https://example.org/serial@v1") == "");
  CHECK(resolved(Environment().conda("pytorch=2.5.1")).messages() == "");
}

}  // namespace envc
