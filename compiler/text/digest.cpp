#include "text/digest.hpp"
