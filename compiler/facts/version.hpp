// The facts' versions are compared and chosen as compiler/version says.
#pragma once

#include "version/version.hpp"
