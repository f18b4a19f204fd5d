// Ends of life, as the tables knew them on the day they were read: there is no clock.
#include "resolve/base.hpp"
#include "resolve/framework.hpp"
#include "resolve/spec.hpp"
#include "resolve/warn.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// ISO dates compare as texts.
template<typename Row>
bool ended(const Row& row) {
  return !row.eol.empty() && row.eol < row.read;
}

/// The CUDA that the image must have, as far as it is fixed; empty: none.
std::string_view fixed_cuda(const Resolving& r) {
  return r.model.cuda ? std::string_view(r.model.cuda->version.value) : leading(r.out.cuda, 2);
}

/// The oldest long-term release after this one that still lives and, with CUDA, has an image of it.
const Distribution* successor(const Resolving& r, const Distribution& old) {
  const std::string_view cuda = fixed_cuda(r);
  for (const Distribution& row : r.facts.distributions()) {
    const bool later = row.name == old.name && std::is_gt(compare_versions(row.release, old.release));
    if (!later || ended(row) || row.lts != old.lts) continue;
    const auto images = r.facts.cuda_images();
    const bool has_image = std::any_of(images.begin(), images.end(), [&](const CudaImage& image) {
      return !image.gone && image.os == fmt::format("{}{}", row.name, row.release) && within(image.version, cuda);
    });
    if (cuda.empty() || has_image) return &row;
  }
  return nullptr;
}

/// The first CUDA that has images for a release that lives: `cuda 11.7`.
std::string first_cuda(const Resolving& r) {
  for (const CudaImage& image : r.facts.cuda_images()) {
    if (image.gone || std::is_lt(compare_versions(image.version, fixed_cuda(r)))) continue;
    const auto rows = r.facts.distributions();
    const bool alive = std::any_of(rows.begin(), rows.end(), [&](const Distribution& row) {
      return image.os == fmt::format("{}{}", row.name, row.release) && !ended(row);
    });
    if (alive) return fmt::format("cuda {}", leading(image.version, 2));
  }
  return {};
}

void check_distribution(const Resolving& r) {
  const Distribution* const row = distribution_of(r.facts, r.out.os);
  if (row == nullptr || !ended(*row)) return;
  Diagnostic d{.kind = Kind::end_of_life,
               .severity = Severity::warning,
               .message = fmt::format("{} has been without regular updates since {}", shown(r.out.os), row->eol),
               .where = {}};
  if (r.model.base) {
    d.where = r.model.base->image.where;
  } else if (r.model.os) {
    d.where = r.model.os->where;
  } else {
    const FrameworkUse use = find_framework(r);
    if (r.model.cuda) d.where = r.model.cuda->version.where;
    if (!r.model.cuda && use.pin) d.where = use.pin->where;
    if (!r.out.cuda.empty()) d.here = fmt::format("its newest long-term release is {}", shown(r.out.os));
  }
  if (const Distribution* const next = successor(r, *row); next != nullptr && !r.model.base) {
    d.help = fmt::format("write `{} {}`", next->name, next->release);
  } else if (!r.out.cuda.empty()) {
    const std::string cuda = first_cuda(r);
    if (!cuda.empty()) d.help = fmt::format("from `{}` on there are images of a newer one", cuda);
  }
  r.diagnostics.add(std::move(d));
}

/// Where the version of Python is said.
Span python_said(const Resolving& r) {
  if (r.model.python) return r.model.python->version.where;
  for (const SaidPackage& package : said_packages(r)) {
    if (package.manager != Manager::conda || package.said.name != r.facts.defaults().interpreter) continue;
    const Spec spec = read_spec(Manager::conda, package.said.spec);
    if (spec.range && spec.range->named()) return package.said.where;
  }
  if (r.out.python.from == Interpreter::From::base && r.model.base) return r.model.base->image.where;
  return {};
}

void check_python(const Resolving& r) {
  const Interpreter& python = r.out.python;
  // what a distribution ships it keeps alive itself
  if (python.version.empty() || python.from == Interpreter::From::apt) return;
  const auto rows = r.facts.pythons();
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const PythonRelease& p) { return p.version == leading(python.version, 2); });
  const Span where = python_said(r);
  if (row == rows.end() || !ended(*row) || !where) return;
  const auto alive = std::find_if(row, rows.end(), [](const PythonRelease& p) { return !ended(p); });
  r.diagnostics.add(
      {.kind = Kind::end_of_life,
       .severity = Severity::warning,
       .message = fmt::format("Python {} has been without updates since {}", row->version, row->eol),
       .where = where,
       .help = alive == rows.end()
                   ? std::string()
                   : fmt::format("take {} or newer, where your packages have builds for it", alive->version)});
}

}  // namespace

void warn_of_ends(const Resolving& r) {
  check_distribution(r);
  check_python(r);
}

}  // namespace envc
