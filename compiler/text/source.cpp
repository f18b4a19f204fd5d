#include "text/source.hpp"
