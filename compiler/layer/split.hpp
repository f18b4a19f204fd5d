// Heavy, rarely edited packages apart from light, often edited ones.
#pragma once

namespace envc {

/// Managers whose plain packages stand in two layers, heavy and light. (apt's are one: none of them is heavy.)
struct Splits {
  bool conda = false;
  bool pip = true;
};

}  // namespace envc
