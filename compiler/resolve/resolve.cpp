#include "resolve/resolve.hpp"
