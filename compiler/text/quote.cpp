#include "text/quote.hpp"
