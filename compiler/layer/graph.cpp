#include "layer/graph.hpp"
