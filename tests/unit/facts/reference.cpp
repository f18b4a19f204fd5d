// Every question of tests/facts/reference.tsv, which was derived from tables that were gathered apart from the stdlib.
#include "facts/facts.hpp"
#include "facts/words.hpp"
#include "version/version.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace envc {
namespace {

using Answer = std::map<std::string, std::string>;

const Facts& known = Facts::builtin();

std::vector<std::string> split(const std::string& line, const std::string& separator) {
  std::vector<std::string> all;
  std::size_t from = 0;
  for (std::size_t to = line.find(separator); to != std::string::npos; to = line.find(separator, from)) {
    all.push_back(line.substr(from, to - from));
    from = to + separator.size();
  }
  all.push_back(line.substr(from));
  return all;
}

std::vector<std::vector<std::string>> rows_of(const std::string& name) {
  std::ifstream in(std::string(ENVC_SOURCE_DIR) + "/tests/facts/" + name);
  REQUIRE_MESSAGE(in, name);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with('#')) rows.push_back(split(line, "\t"));
  }
  return rows;
}

template<typename Row>
const Row* find(std::span<const Row> rows, const std::function<bool(const Row&)>& wanted) {
  const auto row = std::find_if(rows.begin(), rows.end(), wanted);
  return row == rows.end() ? nullptr : &*row;
}

std::string yes(bool flag) {
  return flag ? "yes" : "no";
}

/// `0.13.1` of `torchvision=0.13.1 torchaudio=0.12.1`.
std::string companion(const FrameworkBuild& build, std::string_view name) {
  for (const std::string_view pair : words(build.companions)) {
    if (pair.starts_with(fmt::format("{}=", name))) return std::string(pair.substr(name.size() + 1));
  }
  return {};
}

/// All that a release needs of a subject: `<10,>=9.8`.
std::string needed(const Release& release, std::string_view subject) {
  std::set<std::string> all;
  for (const Need& need : needs_of(release)) {
    if (need.subject == subject) all.insert(fmt::format("{}{}", need.op, need.version));
  }
  return fmt::format("{}", fmt::join(all, ","));
}

const Release* release_of(std::string_view package, const std::function<bool(const Release&)>& wanted) {
  return find<Release>(known.releases(package), wanted);
}

Answer torch(const std::vector<std::string>& key) {
  const auto* row = find<FrameworkBuild>(known.framework_builds(),
                                         [&](const auto& b) { return b.version == key[0] && b.build == key[1]; });
  if (row == nullptr) return {};
  return {{"cuda", std::string(row->cuda)},
          {"pythons", std::string(row->pythons)},
          {"pythons_with", std::string(row->pythons)},
          {"torchvision", companion(*row, "torchvision")},
          {"torchaudio", companion(*row, "torchaudio")},
          {"flag", std::string(row->pip_flag)},
          {"index", std::string(row->pip_index)},
          {"suffix", std::string(row->pip_suffix)},
          {"conda", std::string(row->conda_pin)},
          {"channels", std::string(row->conda_channels)},
          {"glibc", std::string(row->glibc)},
          {"default", yes(row->pypi_default)}};
}

Answer kernels(const std::vector<std::string>& key) {
  const auto* row = find<FrameworkKernels>(known.framework_kernels(),
                                           [&](const auto& k) { return k.version == key[0] && k.build == key[1]; });
  if (row == nullptr) return {};
  return {{"capabilities", std::string(row->capabilities)}, {"ptx", std::string(row->ptx)}};
}

Answer forge(const std::vector<std::string>& key) {
  const auto* row = find<ForgeBuild>(known.forge_builds(), [&](const auto& f) { return f.version == key[0]; });
  if (row == nullptr) return {};
  return {{"cuda", std::string(row->cuda)}, {"pythons", std::string(row->pythons)}};
}

Answer tensorflow(const std::vector<std::string>& key) {
  for (const char* const package : {"tensorflow", "tensorflow-gpu"}) {
    const auto built_as = [&](std::string_view build) {
      return release_of(package, [&](const auto& r) { return r.version == key[0] && r.build == build; });
    };
    const Release* const image = built_as("image");
    if (image == nullptr) continue;
    std::string cudnn = needed(*image, "cudnn");
    REQUIRE(cudnn.size() > 4);
    cudnn = cudnn.substr(2, cudnn.size() - 4);  // `==8.*`
    return {{"cuda", std::string(image->cuda)},
            {"cudnn", cudnn},
            {"pythons", std::string(image->pythons)},
            {"package", package},
            {"extra", yes(built_as("and-cuda") != nullptr)}};
  }
  return {};
}

Answer cuda_image(const std::vector<std::string>& key) {
  const auto* row = find<CudaImage>(known.cuda_images(), [&](const auto& i) { return i.tag == key[0]; });
  if (row == nullptr) return {};
  return {{"version", std::string(row->version)}, {"os", std::string(row->os)},
          {"flavour", std::string(row->flavour)}, {"cudnn", std::string(row->cudnn)},
          {"extra", std::string(row->extra)},     {"gone", yes(row->gone)}};
}

Answer cudnn(const std::vector<std::string>& key) {
  const auto* row = find<CudnnOfImage>(known.cudnn_of_images(), [&](const auto& c) {
    return c.version == key[0] && c.os == key[1] && c.part == key[2];
  });
  return row == nullptr ? Answer{} : Answer{{"cudnn", std::string(row->cudnn)}};
}

Answer compat(const std::vector<std::string>& key) {
  const auto* row =
      find<CompatDrivers>(known.compat_drivers(), [&](const auto& c) { return c.version == key[0] && c.os == key[1]; });
  return row == nullptr ? Answer{} : Answer{{"drivers", std::string(row->drivers)}};
}

Answer driver(const std::vector<std::string>& key) {
  const auto* row = find<CudaDriver>(known.cuda_drivers(), [&](const auto& d) { return d.cuda == leading(key[0], 2); });
  if (row == nullptr) return {};
  return {{"driver", std::string(row->driver)}, {"least", std::string(row->least)}};
}

Answer compiler(const std::vector<std::string>& key) {
  std::vector<std::string_view> targets;
  for (const GpuCapability& gpu : known.gpu_capabilities()) {
    if (std::is_lt(compare_versions(key[0], gpu.cuda_first))) continue;
    if (!gpu.cuda_last.empty() && std::is_gt(compare_versions(key[0], gpu.cuda_last))) continue;
    targets.push_back(gpu.capability);
  }
  const auto* row = find<CudaCompiler>(known.cuda_compilers(), [&](const auto& c) { return c.cuda == key[0]; });
  return {{"capabilities", fmt::format("{}", fmt::join(targets, " "))},
          {"gcc", row == nullptr ? "" : std::string(row->gcc)}};
}

Answer gpu(const std::vector<std::string>& key) {
  const std::string name = fmt::format("{}", fmt::join(key, " "));
  const auto* row = find<Gpu>(known.gpus(), [&](const auto& g) { return g.name == name; });
  return row == nullptr ? Answer{} : Answer{{"capability", std::string(row->capability)}};
}

Answer capability(const std::vector<std::string>& key) {
  const auto* row =
      find<GpuCapability>(known.gpu_capabilities(), [&](const auto& c) { return c.capability == key[0]; });
  if (row == nullptr) return {};
  return {{"architecture", std::string(row->architecture)},
          {"first", std::string(row->cuda_first)},
          {"last", std::string(row->cuda_last)}};
}

Answer distribution(const std::vector<std::string>& key) {
  const auto* row =
      find<Distribution>(known.distributions(), [&](const auto& d) { return d.name == key[0] && d.release == key[1]; });
  if (row == nullptr) return {};
  return {{"codename", std::string(row->codename)},
          {"until", std::string(row->eol)},
          {"glibc", std::string(row->glibc)},
          {"python", std::string(row->python)},
          {"gcc", std::string(row->gcc)}};
}

Answer python(const std::vector<std::string>& key) {
  const auto* row = find<PythonRelease>(known.pythons(), [&](const auto& p) { return p.version == key[0]; });
  if (row == nullptr) return {};
  return {{"until", std::string(row->eol)}, {"latest", std::string(row->latest)}};
}

Answer jax(const std::vector<std::string>& key) {
  std::set<std::string> extras;
  Answer answer;
  for (const Release& release : known.releases("jax")) {
    if (release.version != key[0]) continue;
    if (release.build != "cpu") extras.insert(std::string(release.build));
    for (const char* const subject : {"python", "jaxlib", "numpy"}) answer[subject] = needed(release, subject);
  }
  if (!answer.empty()) answer["extras"] = fmt::format("{}", fmt::join(extras, " "));
  return answer;
}

Answer xformers(const std::vector<std::string>& key) {
  const Release* const row = release_of("xformers", [&](const auto& r) {
    return r.version == key[0] && r.build == key[1] && needed(r, "torch") == "==" + key[2];
  });
  if (row == nullptr) return {};
  return {{"cuda", std::string(row->cuda)}, {"torch", needed(*row, "torch")}, {"pythons", std::string(row->pythons)}};
}

Answer flash_attn(const std::vector<std::string>& key) {
  const Release* const row = release_of(
      "flash-attn", [&](const auto& r) { return r.version == key[0] && (r.build.empty() || r.build == "source"); });
  return row == nullptr ? Answer{} : Answer{{"nvcc", needed(*row, "nvcc")}};
}

Answer torch_scatter(const std::vector<std::string>& key) {
  const Release* const row = release_of("torch-scatter", [&](const auto& r) {
    return r.build == key[1] && needed(r, "torch") == fmt::format("=={}.*", leading(key[0], 2));
  });
  return row == nullptr ? Answer{} : Answer{{"index", std::string(row->index)}};
}

Answer detectron2(const std::vector<std::string>& key) {
  std::vector<std::string> torches;
  for (const Release& release : known.releases("detectron2")) {
    if (release.version != key[0]) continue;
    const std::string need = needed(release, "torch");
    torches.push_back(need.substr(2, need.size() - 4));
  }
  std::sort(torches.begin(), torches.end(), [](const auto& a, const auto& b) { return compare_versions(a, b) < 0; });
  torches.erase(std::unique(torches.begin(), torches.end()), torches.end());
  return {{"torch", fmt::format("{}", fmt::join(torches, " "))}};
}

Answer release(std::string_view package, const std::vector<std::string>& key) {
  const Release* const row = release_of(package, [&](const auto& r) { return r.version == key[0]; });
  if (row == nullptr) return {};
  return {{"pythons", std::string(row->pythons)}, {"torch", needed(*row, "torch")}};
}

Answer apt_name(const std::vector<std::string>& key) {
  return {{"new", std::string(known.apt_renamed(key[0], key[1], key[2]).value_or(""))}};
}

Answer answer(const std::string& kind, const std::vector<std::string>& key) {
  static const std::map<std::string, std::function<Answer(const std::vector<std::string>&)>> all{
      {"torch", torch},
      {"kernels", kernels},
      {"conda-forge torch", forge},
      {"tensorflow", tensorflow},
      {"cuda image", cuda_image},
      {"cudnn of image", cudnn},
      {"compat drivers", compat},
      {"cuda driver", driver},
      {"cuda compiler", compiler},
      {"gpu", gpu},
      {"capability", capability},
      {"distribution", distribution},
      {"python", python},
      {"jax", jax},
      {"xformers", xformers},
      {"flash-attn", flash_attn},
      {"torch-scatter", torch_scatter},
      {"detectron2", detectron2},
      {"open3d", [](const auto& k) { return release("open3d", k); }},
      {"vllm", [](const auto& k) { return release("vllm", k); }},
      {"package",
       [](const auto& k) {
         return Answer{{"known", yes(known.catalogued("pip", k[0]) != nullptr)}};
       }},
      {"apt name", apt_name},
  };
  const auto lookup = all.find(kind);
  REQUIRE_MESSAGE(lookup != all.end(), kind);
  return lookup->second(key);
}

/// A source that leaves some out on purpose says which it is sure of.
bool holds(const std::string& field, const std::string& expected, const std::string& found) {
  if (!field.ends_with("_with")) return expected == found;
  const auto all = words(expected);
  return std::all_of(all.begin(), all.end(), [&](std::string_view word) { return has_word(found, word); });
}

}  // namespace

TEST_CASE("every question of the reference has the expected answer, or a reason why not") {
  std::set<std::string> reasons;
  for (const auto& row : rows_of("explained.tsv")) {
    REQUIRE(row.size() == 4);
    CHECK_FALSE(row[3].empty());
    reasons.insert(fmt::format("{}|{}|{}", row[0], row[1], row[2]));
  }
  std::set<std::string> used;
  auto rows = rows_of("reference.tsv");
  rows.erase(rows.begin());  // names of the columns
  CHECK(rows.size() > 1700);
  for (const auto& row : rows) {
    REQUIRE(row.size() == 4);
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    CHECK_FALSE(row[3].empty());
    const Answer found = answer(row[0], split(row[1], " "));
    if (found.empty()) {
      const std::string reason = fmt::format("{}|{}|row", row[0], row[1]);
      CHECK(reasons.contains(reason));
      used.insert(reason);
      continue;
    }
    for (const std::string& pair : split(row[2], "; ")) {
      const std::size_t equals = pair.find('=');
      const std::string field = pair.substr(0, equals);
      CAPTURE(field);
      REQUIRE(found.contains(field));
      if (holds(field, pair.substr(equals + 1), found.at(field))) continue;
      CAPTURE(pair);
      CAPTURE(found.at(field));
      const std::string reason = fmt::format("{}|{}|{}", row[0], row[1], field);
      CHECK(reasons.contains(reason));
      used.insert(reason);
    }
  }
  CHECK(used == reasons);
}

TEST_CASE("the tables hold no image and no build of the framework that the reference lacks") {
  std::set<std::string> images;
  std::set<std::string> builds;
  for (const auto& row : rows_of("reference.tsv")) {
    if (row[0] == "cuda image") images.insert(row[1]);
    if (row[0] == "torch") builds.insert(row[1]);
  }
  CHECK(images.size() == known.cuda_images().size());
  for (const CudaImage& image : known.cuda_images()) CHECK(images.contains(std::string(image.tag)));
  CHECK(builds.size() == known.framework_builds().size());
  for (const FrameworkBuild& build : known.framework_builds()) {
    CHECK(builds.contains(fmt::format("{} {}", build.version, build.build)));
  }
}

}  // namespace envc
