// What pip installs that comes from no index: addresses, and folders and files of the project.
#pragma once

#include "statement/checking.hpp"

#include <string>
#include <string_view>

namespace envc {

/// `https://…`, `git+https://…`
bool is_address(std::string_view text);
/// `.`, `./lib[dev]`, `wheels/x.whl`, `/opt/lib`
bool is_local_path(std::string_view text);

/// The package that an address is of, as written there: `torch` of `https://…/torch-2.1.0-….whl`, `apex` of
/// `git+https://…/apex`; empty: it is neither an archive nor a repository.
std::string name_of_address(std::string_view address);

/// Reports what a build cannot fetch (`git+ssh`, no host) and gives false; warns about branches that move.
bool expect_fetchable(std::string_view address, const Said<std::string>& word, Checking&);

void take_address(const Said<std::string>&, PackageStatement&, Checking&);
void take_local(const Said<std::string>&, bool editable, PackageStatement&, Checking&);
/// The value of `-e`: a folder of the project, or a repository.
void take_editable(const Said<std::string>&, PackageStatement&, Checking&);

}  // namespace envc
