#include "syntax/parse.hpp"
