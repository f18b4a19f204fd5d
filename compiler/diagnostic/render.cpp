#include "diagnostic/render.hpp"
