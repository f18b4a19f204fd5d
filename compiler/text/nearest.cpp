#include "text/nearest.hpp"
