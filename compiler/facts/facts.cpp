#include "facts/facts.hpp"
