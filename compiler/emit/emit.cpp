#include "emit/artifact.hpp"
