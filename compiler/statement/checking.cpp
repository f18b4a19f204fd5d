#include "statement/checking.hpp"
