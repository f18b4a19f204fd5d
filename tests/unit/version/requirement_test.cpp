#include "version/requirement.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <string>

using namespace envc;

namespace {

/// name[extras]specifiers@url;marker
std::string parts_of(std::string_view text) {
  const auto read = read_requirement(text);
  const auto* r = std::get_if<Requirement>(&read);
  if (r == nullptr) return "refused";
  return fmt::format("{}[{}]{}@{};{}", r->name, r->extras, r->specifiers, r->url, r->marker);
}

/// `begin-end message`, then ` = help`
std::string fault_in(std::string_view text) {
  const auto read = read_requirement(text);
  const auto* fault = std::get_if<WordFault>(&read);
  if (fault == nullptr) return "";
  return fmt::format("{}-{} {}{}{}", fault->begin, fault->end, fault->message, fault->help.empty() ? "" : " = ",
                     fault->help);
}

}  // namespace

TEST_CASE("requirements are read as Python's own reader does") {
  std::ifstream table(ENVC_SOURCE_DIR "/tests/facts/requirements.txt");
  int cases = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with("#")) continue;
    CAPTURE(line);
    const std::size_t blank = line.find(' ');
    const auto read = read_requirement(line.substr(blank + 1));
    CHECK(std::holds_alternative<Requirement>(read) == (line.substr(0, blank) == "yes"));
    ++cases;
  }
  CHECK(cases >= 60);
}

TEST_CASE("the parts of a requirement") {
  CHECK(parts_of("torch") == "torch[]@;");
  CHECK(parts_of(" Foo.Bar[b, A_x] >= 1, <2 ; python_version<'3.9' ") ==
        "Foo.Bar[a-x,b]>= 1, <2@;python_version<'3.9'");
  CHECK(parts_of("x(==1.0)") == "x[]==1.0@;");
  CHECK(parts_of("x @ https://a.b/c ; os_name=='nt'") == "x[]@https://a.b/c;os_name=='nt'");
}

TEST_CASE("faults of requirements, with the part that is wrong") {
  CHECK(fault_in("numpy=1.2") == "5-6 `=`: pip compares with `==` = numpy==1.2");
  CHECK(fault_in("numpy=1.26=py312_0") == "5-6 `=`: pip compares with `==` = numpy==1.26");
  CHECK(fault_in("numpy=") == "5-6 `=`: pip compares with `==`");
  CHECK(fault_in("numpy=>1.2") == "5-7 `=>`: expected `>=` = numpy>=1.2");
  CHECK(fault_in("numpy,scipy") == "5-6 `,`: packages are separated by blanks = numpy scipy");
  CHECK(fault_in("numpy==") == "5-7 `==`: expected a version after it");
  CHECK(fault_in("numpy>=1.x") == "7-10 `1.x`: expected a version after `>=`");
  CHECK(fault_in("numpy>=1.2.*") == "7-12 `1.2.*`: `*` stands only at the end, as in `==1.2.*`, with `==` and `!=`");
  CHECK(fault_in("numpy>=1.2<2") == "7-12 `1.2<2`: versions are separated by `,`");
  CHECK(fault_in("numpy~=1") == "7-8 `1`: `~=` needs a version of two numbers or more");
  CHECK(fault_in("numpy>=1.2+cpu") == "7-14 `1.2+cpu`: `>=` takes no local version");
  CHECK(fault_in("numpy>=1.2 <2") == "11-13 `<2`: expected `,` and another version, or `;` and a marker");
  CHECK(fault_in("numpy 1.2") ==
        "6-9 `1.2`: expected a version such as `==1.0`, extras in brackets, or a marker after `;`");
  CHECK(fault_in("-x") == "0-2 `-x`: a package's name begins and ends with a letter or digit");
  CHECK(fault_in("") == "0-0 the requirement ends: a package's name begins and ends with a letter or digit");
  CHECK(fault_in("jax[cuda") == "4-8 `cuda`: `[` is not closed by `]`");
  CHECK(fault_in("jax[a b]") == "4-7 `a b`: expected the name of an extra");
  CHECK(fault_in("x @ y") == "4-5 `y`: `@` needs an address after it");
  CHECK(fault_in("x (>=1") == "6-6 the requirement ends: expected `)`");
}

TEST_CASE("faults of markers") {
  CHECK(fault_in("x; python_version<3.9") ==
        "18-21 `3.9`: a value stands in quotes inside the quotes of the whole requirement");
  CHECK(fault_in("x; python_versoin<'3.9'") == "3-17 `python_versoin`: did you mean `python_version`");
  CHECK(fault_in("x; windows == 'yes'") ==
        "3-10 `windows`: expected a name such as `python_version`, or a text in quotes");
  CHECK(fault_in("x; os_name 'nt'") == "11-12 `'`: expected a comparison such as `<` or `==`");
  CHECK(fault_in("x; os_name == 'nt") == "14-17 `'nt`: the quote is not closed");
  CHECK(fault_in("x; os_name == 'nt' or") ==
        "21-21 the marker ends: expected a name such as `python_version`, or a text in quotes");
  CHECK(fault_in("x; os_name == 'nt' os_name") == "19-26 `os_name`: expected `and`, `or` or the end of the marker");
  CHECK(fault_in("x; (os_name == 'nt'") == "19-19 the marker ends: expected `)`");
  CHECK(fault_in("x; " + std::string(60, '(')) == "53-54 `(`: expected fewer brackets");
}

TEST_CASE("canonical names") {
  CHECK(canonical_pip_name("Flask_SQLAlchemy") == "flask-sqlalchemy");
  CHECK(canonical_pip_name("ruamel.yaml") == "ruamel-yaml");
  CHECK(canonical_pip_name("a-_.b") == "a-b");
  CHECK(canonical_pip_name("torch") == "torch");
}
