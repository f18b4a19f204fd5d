// What an earlier run left in the lock of the output folder.
#pragma once

#include "command/project.hpp"
#include "diagnostic/diagnostic.hpp"
#include "resolve/lock.hpp"
#include "text/source.hpp"

namespace envc {

struct Earlier {
  Lock lock;             ///< empty where there is none
  bool readable = true;  ///< false: it cannot be read, which is reported
};

/// Reads the envc.lock of the output folder. One that a person made is left to whoever writes the files. `replace`: one
/// that was edited or damaged has no say, and is no fault.
Earlier read_earlier(const Project&, const Files&, bool replace, Sources&, Diagnostics&);

}  // namespace envc
