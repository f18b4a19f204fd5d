#include "layer/order.hpp"
