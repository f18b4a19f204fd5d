// Random files of real statements: whatever repair is printed for each error, with it the file compiles.
#include "resolve/resolve.hpp"
#include "statement/statement.hpp"
#include "syntax/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <set>

namespace envc {
namespace {

using Lines = std::vector<std::vector<std::string>>;

std::string text_of(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += fmt::format("{}\n", fmt::join(line, " "));
  return text;
}

/// The errors of the file.
std::vector<Diagnostic> errors(const Lines& lines) {
  Sources sources;
  Diagnostics diagnostics;
  const Tree tree = parse(sources.add("project.env", text_of(lines)), statement_shapes(), diagnostics);
  const Model model = check(tree, sources, {}, diagnostics);
  REQUIRE_MESSAGE(!diagnostics.any_error(), text_of(lines) << diagnostics.all().front().message);
  resolve(model, Facts::builtin(), {}, diagnostics);
  std::vector<Diagnostic> all;
  for (const Diagnostic& d : diagnostics.all()) {
    if (d.severity == Severity::error) all.push_back(d);
  }
  return all;
}

std::string messages(const std::vector<Diagnostic>& all) {
  std::string text;
  for (const Diagnostic& d : all) text += fmt::format("{}: {}; {}\n", name(d.kind), d.message, d.help);
  return text;
}

/// What stands in backticks.
std::vector<std::string> repairs_of(const Diagnostic& d) {
  std::vector<std::string> all;
  for (std::size_t at = d.help.find('`'); at != std::string::npos; at = d.help.find('`', at + 1)) {
    const std::size_t end = d.help.find('`', at + 1);
    all.push_back(d.help.substr(at + 1, end - at - 1));
    at = end;
  }
  return all;
}

std::string name_of(std::string_view spec) {
  return std::string(spec.substr(0, spec.find_first_of("<>=![")));
}

/// A conda package that chooses the CUDA: one may stand for another.
bool is_toolkit(const std::string& spec) {
  const std::string_view list = Facts::builtin().framework().toolkits;
  return fmt::format(" {} ", list).find(fmt::format(" {} ", name_of(spec))) != std::string::npos;
}

/// The text in place of what it stands for: the statement of its keyword, the address, or the package of its name.
Lines with(Lines lines, const std::string& repair) {
  const std::string first = repair.substr(0, repair.find(' '));
  for (auto& line : lines) {
    const bool os = (first == "ubuntu" || first == "debian") && (line[0] == "ubuntu" || line[0] == "debian");
    if (first != repair && (line[0] == first || os)) {
      line = {repair};
      return lines;
    }
  }
  for (auto& line : lines) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      const bool address = repair.starts_with("http") && line[i].starts_with("http");
      const bool toolkit = is_toolkit(repair) && is_toolkit(line[i]);
      if (first == repair && (address || toolkit || name_of(line[i]) == name_of(repair))) {
        line[i] = repair;
        return lines;
      }
    }
  }
  FAIL("nowhere to put " << repair << "\n" << text_of(lines));
  return lines;
}

class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  Lines file() {
    const bool conda = below(3) == 0;
    Lines lines;
    if (below(3) == 0) lines.push_back({"ubuntu", any({"18.04", "20.04", "22.04", "24.04"})});
    if (below(3) != 0) lines.push_back({"cuda", cuda()});
    if (below(2) == 0) lines.push_back({"python", any({"3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"})});
    std::vector<std::string> words{conda ? "conda" : "pip"};
    const auto builds = facts_.framework_builds();
    const FrameworkBuild& build = builds[below(builds.size())];
    const std::string equals = conda ? "=" : "==";
    if (conda && below(3) == 0) words.push_back("python=" + any({"3.8", "3.9", "3.10", "3.11", "3.12"}));
    if (below(5) != 0) {
      const std::string framework(conda ? facts_.framework().conda : facts_.framework().pip);
      switch (below(4)) {
        case 0:
          words.push_back(framework);
          break;
        case 1:
          words.push_back(fmt::format("{}>={}", framework, build.version));
          break;
        default:
          words.push_back(fmt::format("{}{}{}", framework, equals, build.version));
      }
    }
    if (below(3) == 0) {
      const FrameworkBuild& other = below(2) == 0 ? build : builds[below(builds.size())];
      const std::string_view pair = other.companions.substr(0, other.companions.find(' '));
      const std::size_t cut = pair.find('=');
      words.push_back(below(2) == 0 ? std::string(pair.substr(0, cut))
                                    : fmt::format("{}{}{}", pair.substr(0, cut), equals, pair.substr(cut + 1)));
    }
    if (conda && below(4) == 0 && !build.conda_pin.empty()) words.push_back(first_word(build.conda_pin));
    if (words.size() == 1) words.emplace_back("scipy");
    if (!conda && below(4) == 0 && !build.pip_index.empty() && build.pip_index.ends_with(build.build)) {
      words.emplace_back("--extra-index-url");
      words.emplace_back(build.pip_index);
    }
    lines.push_back(std::move(words));
    if (below(2) == 0) lines.push_back(packages());
    if (below(6) == 0) lines.push_back({"pip", wheel()});
    if (below(8) == 0) lines.push_back({"pip", any({"numpy==1.16.0", "numpy==1.23.0", "jaxlib==0.4.20"})});
    return lines;
  }

  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  std::string any(std::vector<std::string> list) { return list[below(list.size())]; }
  static std::string first_word(std::string_view list) { return std::string(list.substr(0, list.find(' '))); }

  std::string cuda() {
    const auto images = facts_.cuda_images();
    const CudaImage& image = images[below(images.size())];
    const std::size_t minor = image.version.find('.') + 1;
    return std::string(image.version.substr(0, image.version.find('.', minor)));
  }

  /// By address; its name says for which Python and which C library it is made.
  std::string wheel() {
    const std::string python = any({"38", "39", "310", "311", "312"});
    const std::string platform = any({"linux", "manylinux_2_28", "manylinux_2_31", "manylinux_2_35"});
    return fmt::format("https://wheels.example/some-1.0-cp{}-cp{}-{}_x86_64.whl", python, python, platform);
  }

  /// One or two packages of the catalogue by pip, pinned, open, or held to a range.
  std::vector<std::string> packages() {
    std::vector<std::string> words{"pip"};
    const auto all = facts_.catalogue();
    for (std::size_t n = 1 + below(2); words.size() <= n;) {
      const CataloguePackage& package = all[below(all.size())];
      const std::string_view framework = facts_.framework().name;
      const auto releases = facts_.releases(package.name);
      const auto family = fmt::format(" {} {} ", framework, facts_.framework().companions);
      if (package.pip.empty() || releases.empty() || family.find(fmt::format(" {} ", package.name)) != family.npos)
        continue;
      const Release& release = releases[below(releases.size())];
      const std::string_view version = release.version;
      if (std::any_of(words.begin(), words.end(), [&](const auto& word) { return name_of(word) == package.pip; }))
        break;
      const bool open = version.empty() || below(3) == 0;
      const bool extra = package.cuda != "compiles" && !release.build.empty() && below(2) == 0;
      const std::string name = extra ? fmt::format("{}[{}]", package.pip, release.build) : std::string(package.pip);
      const std::string_view any_version = releases[below(releases.size())].version;  // with the extra, or before it
      words.push_back(open ? name
                           : fmt::format("{}{}{}", name, below(3) == 0 ? ">=" : "==", extra ? any_version : version));
    }
    return words;
  }

  const Facts& facts_ = Facts::builtin();
  std::mt19937 random_;
};

struct Tried {
  std::size_t wrong = 0;
  std::size_t without_help = 0;
  std::size_t repaired = 0;
};

/// Every way of taking one repair of each error, up to nine of them: the file then has no error.
void try_repairs(const Lines& lines, Tried& tried) {
  const auto all = errors(lines);
  if (all.empty()) return;
  ++tried.wrong;
  CAPTURE(text_of(lines));
  CAPTURE(messages(all));
  if (std::any_of(all.begin(), all.end(), [](const Diagnostic& d) { return d.help.empty(); })) {
    ++tried.without_help;
    return;
  }
  std::size_t combinations = 1;
  for (const Diagnostic& d : all) combinations *= repairs_of(d).size();
  for (std::size_t combination = 0; combination < std::min<std::size_t>(combinations, 9); ++combination) {
    Lines mended = lines;
    std::size_t rest = combination;
    for (const Diagnostic& d : all) {
      const auto repairs = repairs_of(d);
      mended = with(std::move(mended), repairs[rest % repairs.size()]);
      rest /= repairs.size();
    }
    const auto left = errors(mended);
    CHECK_MESSAGE(left.empty(), text_of(mended) << messages(left));
    ++tried.repaired;
  }
}

}  // namespace

TEST_CASE("whatever repair is taken of each error, the file compiles") {
  Writer writer(5);
  Tried tried;
  for (int i = 0; i < 600; ++i) try_repairs(writer.file(), tried);
  CHECK(tried.wrong > 150);
  CHECK(tried.repaired > 150);
  CHECK(tried.without_help < tried.wrong / 4);
  MESSAGE(tried.wrong << " files of 600 were wrong, " << tried.without_help << " of them without a repair; "
                      << tried.repaired << " repaired files were tried");
}

TEST_CASE("companions that lack a Python of their framework: whatever repair is taken, the file compiles") {
  const Facts& facts = Facts::builtin();
  std::set<std::string> frameworks;
  std::set<std::string> companions;
  for (const FrameworkBuild& build : facts.framework_builds()) {
    for (const Release& release : facts.releases("torchvision")) {
      if (build.companions.find(fmt::format("torchvision={} ", release.version)) == std::string_view::npos) continue;
      frameworks.insert(std::string(build.version));
      companions.insert(std::string(release.version));
    }
  }
  REQUIRE(!frameworks.empty());
  Tried tried;
  std::size_t fine = 0;
  for (const char* const python : {"3.7", "3.10", "3.11", "3.12"}) {
    for (const std::string& framework : frameworks) {
      for (const std::string& companion : companions) {
        for (const bool pinned : {false, true}) {
          for (const char* const cuda : {"", "11.6", "11.7", "12.1"}) {
            Lines lines{{"python", python}, {"pip", "torch==" + framework, "torchvision"}};
            if (pinned) lines[1][2] += "==" + companion;
            if (*cuda != '\0') lines.push_back({"cuda", cuda});
            const std::size_t before = tried.wrong;
            try_repairs(lines, tried);
            fine += tried.wrong == before ? 1 : 0;
          }
        }
      }
    }
  }
  CHECK(fine > 10);
  CHECK(tried.wrong > 30);
  CHECK(tried.repaired > 60);
  MESSAGE(fine << " fine, " << tried.wrong << " wrong, " << tried.without_help << " without a repair, "
               << tried.repaired << " repaired files");
}

}  // namespace envc
