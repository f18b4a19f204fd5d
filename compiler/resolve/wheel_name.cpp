#include "resolve/wheel_name.hpp"

#include "resolve/pattern.hpp"
#include "text/ascii.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    fields.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

/// `cu118torch2.1` of `2.5.5+cu118torch2.1`, also where an address spells the plus in digits.
std::string local_of(std::string_view version) {
  const std::size_t plus = version.find_first_of("+%");
  if (plus == std::string_view::npos) return {};
  version.remove_prefix(std::min(version.size(), plus + (version[plus] == '+' ? 1 : 3)));
  std::string local(version);
  std::replace(local.begin(), local.end(), '_', '.');
  return local;
}

/// `2.8` of `28`, `2.10` of `210`; what has a dot stands as it is.
std::string two_numbers(std::string_view text) {
  if (text.find('.') != std::string_view::npos || text.size() < 2) return std::string(leading(text, 2));
  return fmt::format("{}.{}", text.substr(0, 1), text.substr(1));
}

}  // namespace

std::optional<WheelName> wheel_of(std::string_view address) {
  address = address.substr(0, address.find_first_of("#?"));
  if (!address.ends_with(".whl")) return std::nullopt;
  address.remove_suffix(4);
  address.remove_prefix(address.rfind('/') + 1);
  const std::vector<std::string_view> fields = split(address, '-');
  if (fields.size() < 5) return std::nullopt;
  const std::string_view python = fields[fields.size() - 3];
  std::string name(fields[0]);
  std::replace(name.begin(), name.end(), '_', '-');
  WheelName wheel{.name = std::move(name),
                  .version = std::string(fields[1].substr(0, fields[1].find_first_of("+%"))),
                  .local = local_of(fields[1]),
                  .python = {},
                  .glibc = {},
                  .platforms = {}};
  const bool one = python.starts_with("cp") && python.size() > 3 && python.find('.') == std::string_view::npos;
  if (one && !fields[fields.size() - 2].starts_with("abi"))
    wheel.python = fmt::format("{}.{}", python.substr(2, 1), python.substr(3));
  for (const std::string_view platform : split(fields.back(), '.')) wheel.platforms.emplace_back(platform);
  constexpr std::string_view many = "manylinux_";
  if (const std::string_view platform = fields.back(); platform.starts_with(many)) {
    std::string libc(
        platform.substr(many.size(), platform.find('_', platform.find('_', many.size()) + 1) - many.size()));
    std::replace(libc.begin(), libc.end(), '_', '.');
    wheel.glibc = libc;
  }
  return wheel;
}

MadeFor made_for(const Facts& facts, const WheelName& wheel) {
  for (const std::string_view pattern : facts.wheel_locals()) {
    const auto filled = fill(pattern, wheel.local);
    if (!filled) continue;
    const std::string_view framework = in_hole(*filled, facts.framework().name);
    const std::string_view cuda = in_hole(*filled, "cuda");
    return {framework.empty() ? std::string() : two_numbers(framework),
            cuda.empty() ? std::string() : cuda_of_digits(facts, cuda), lower(in_hole(*filled, "abi"))};
  }
  return {};
}

std::string_view other_platform(const Facts& facts, const WheelName& wheel) {
  std::string_view other;
  for (const std::string& tag : wheel.platforms) {
    const auto rows = facts.wheel_platforms();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const WheelPlatform& platform) {
      return tag.starts_with(platform.begins) && tag.ends_with(platform.ends);
    });
    if (row == rows.end()) return {};
    if (other.empty()) other = row->shown;
  }
  return other;
}

std::string_view abi_of(const Facts& facts, const FrameworkBuild& build) {
  for (const WheelAbi& row : facts.wheel_abis()) {
    const bool newer = std::is_gteq(compare_versions(build.version, row.from));
    const bool older = row.below.empty() || std::is_lt(compare_versions(build.version, row.below));
    if (newer && older && (row.build.empty() || row.build == build.build)) return row.abi;
  }
  return {};
}

std::string cuda_of_digits(const Facts& facts, std::string_view digits) {
  const auto rows = facts.cuda_drivers();
  const bool major =
      std::any_of(rows.begin(), rows.end(), [&](const CudaDriver& row) { return leading(row.cuda, 1) == digits; });
  if (major || digits.size() < 2) return std::string(digits);
  return fmt::format("{}.{}", digits.substr(0, digits.size() - 1), digits.substr(digits.size() - 1));
}

}  // namespace envc
