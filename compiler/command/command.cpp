#include "command/command.hpp"
