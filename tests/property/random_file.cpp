#include "random_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace envc::testing {
namespace {

std::string first_word(std::string_view list) {
  return std::string(list.substr(0, list.find(' ')));
}

}  // namespace

std::string text_of(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += fmt::format("{}\n", fmt::join(line, " "));
  return text;
}

std::string name_of(std::string_view spec) {
  return std::string(spec.substr(0, spec.find_first_of("<>=![")));
}

Lines Writer::file() {
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
  if (below(8) == 0) {
    const std::string pinned = any({"numpy==1.16.0", "numpy==1.23.0", "jaxlib==0.4.20"});
    const bool named = std::any_of(lines.begin(), lines.end(), [&](const auto& line) {
      return std::any_of(line.begin(), line.end(), [&](const auto& word) { return name_of(word) == name_of(pinned); });
    });
    if (!named) lines.push_back({"pip", pinned});
  }
  return lines;
}

std::string Writer::cuda() {
  const auto images = facts_.cuda_images();
  const CudaImage& image = images[below(images.size())];
  const std::size_t minor = image.version.find('.') + 1;
  return std::string(image.version.substr(0, image.version.find('.', minor)));
}

/// By address; its name says for which Python and which C library it is made.
std::string Writer::wheel() {
  const std::string python = any({"38", "39", "310", "311", "312"});
  const std::string platform = any({"linux", "manylinux_2_28", "manylinux_2_31", "manylinux_2_35"});
  return fmt::format("https://wheels.example/some-1.0-cp{}-cp{}-{}_x86_64.whl", python, python, platform);
}

/// One or two packages of the catalogue by pip, pinned, open, or held to a range.
std::vector<std::string> Writer::packages() {
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
    if (std::any_of(words.begin(), words.end(), [&](const auto& word) { return name_of(word) == package.pip; })) break;
    const bool open = version.empty() || below(3) == 0;
    const bool extra = package.cuda != "compiles" && !release.build.empty() && below(2) == 0;
    const std::string name = extra ? fmt::format("{}[{}]", package.pip, release.build) : std::string(package.pip);
    const std::string_view any_version = releases[below(releases.size())].version;  // with the extra, or before it
    words.push_back(open ? name
                         : fmt::format("{}{}{}", name, below(3) == 0 ? ">=" : "==", extra ? any_version : version));
  }
  return words;
}

}  // namespace envc::testing
