#include "layer/layer.hpp"

#include "text/presume.hpp"

namespace envc {

std::string_view name(LayerKind kind) {
  switch (kind) {
    case LayerKind::base:
      return "base";
    case LayerKind::setup:
      return "setup";
    case LayerKind::apt:
      return "apt";
    case LayerKind::python:
      return "python";
    case LayerKind::conda_installer:
      return "conda_installer";
    case LayerKind::conda:
      return "conda";
    case LayerKind::pip_heavy:
      return "pip_heavy";
    case LayerKind::pip:
      return "pip";
    case LayerKind::pip_requirements:
      return "pip_requirements";
    case LayerKind::pip_local:
      return "pip_local";
    case LayerKind::env_build:
      return "env_build";
    case LayerKind::download:
      return "download";
    case LayerKind::git:
      return "git";
    case LayerKind::copy:
      return "copy";
    case LayerKind::file:
      return "file";
    case LayerKind::run:
      return "run";
    case LayerKind::timezone:
      return "timezone";
    case LayerKind::locale:
      return "locale";
    case LayerKind::check:
      return "check";
    case LayerKind::home:
      return "home";
    case LayerKind::env:
      return "env";
    case LayerKind::meta:
      return "meta";
  }
  bug("a layer of no kind");
}

std::optional<Manager> installer_of(LayerKind kind) {
  switch (kind) {
    case LayerKind::apt:
      return Manager::apt;
    case LayerKind::conda:
      return Manager::conda;
    case LayerKind::pip_heavy:
    case LayerKind::pip:
    case LayerKind::pip_requirements:
    case LayerKind::pip_local:
      return Manager::pip;
    default:
      return std::nullopt;
  }
}

std::optional<LayerKind> layer_kind(std::string_view word) {
  for (LayerKind kind = LayerKind::base; kind <= LayerKind::meta;
       kind = LayerKind{static_cast<unsigned char>(static_cast<unsigned>(kind) + 1)}) {
    if (name(kind) == word) return kind;
  }
  return std::nullopt;
}

}  // namespace envc
