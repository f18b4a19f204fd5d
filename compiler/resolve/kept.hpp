// What an earlier run chose for what the file leaves open.
#pragma once

#include <map>
#include <string>

namespace envc {

/// Decision::subject → Decision::value of an earlier run. What is still open takes the same value again where that can
/// hold; what the file says by now wins.
using Kept = std::map<std::string, std::string, std::less<>>;

}  // namespace envc
