#include "diagnostic/kind.hpp"
