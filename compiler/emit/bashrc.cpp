// bashrc: the interactive shell of the image, under any uid.
#include "emit/artifact.hpp"
#include "emit/weave.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

constexpr std::string_view text = R"bash(# shellcheck shell=bash

# Interactive shells only.
case $- in
  *i*) ;;
  *) return ;;
esac

# History: all of it, with times, written after every command. launch.sh keeps it beside the project.
HISTFILE=~/.bash_history
HISTSIZE=-1
HISTFILESIZE=-1
HISTTIMEFORMAT='%F %T  '
shopt -s histappend cmdhist checkwinsize
# Where it cannot be written it lives as long as the shell.
if [[ ! -w $HISTFILE && (-e $HISTFILE || ! -w ~) ]]; then unset HISTFILE; fi

# Prompt: the last exit status (green for 0, red for others), the environment, the user, the folder.
#insert name
envc_user=${USER:-$(id -un 2>/dev/null)} # any uid may run the image, one without a name too
envc_user=${envc_user:-$EUID}

envc_prompt() {
  local status=$? red='' green='' cyan='' blue='' plain='' color
  if [[ ${HISTFILE-} ]]; then history -a; fi
  if [[ ${TERM:-dumb} != dumb ]]; then
    red='\[\e[31m\]' green='\[\e[32m\]' cyan='\[\e[36m\]' blue='\[\e[34m\]' plain='\[\e[0m\]'
  fi
  color=$green
  if ((status)); then color=$red; fi
  # shellcheck disable=SC2016 # bash puts the names in when it prints the prompt, so that nothing in them is run
  PS1=$color$status$plain' ${envc_name} '$cyan'${envc_user}@\h'$plain:$blue'\w'$plain'\$ '
}
PROMPT_COMMAND=envc_prompt

if [[ ${TERM:-dumb} != dumb ]]; then
  alias ls='ls --color=auto'
  alias grep='grep --color=auto'
fi
)bash";

}  // namespace

std::string bashrc(const Plan& plan) {
  // Quoted always: `name=env` looks like a command that was meant to be run.
  const std::string name = ShellScript({plan.model.project.value}).text();
  return weave(text, {.conditions = {}, .insertions = {{"name", fmt::format("envc_name={}\n", name)}}});
}

}  // namespace envc
