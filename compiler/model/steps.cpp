#include "model/steps.hpp"

#include "text/presume.hpp"

namespace envc {

std::string_view name(Manager manager) {
  switch (manager) {
    case Manager::apt:
      return "apt";
    case Manager::conda:
      return "conda";
    case Manager::pip:
      return "pip";
  }
  bug("a manager of no kind");
}

}  // namespace envc
