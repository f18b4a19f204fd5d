
# --- what the container is given -----------------------------------------------------------------------------------

options=() # of `docker run`

add_basics() {
  # --pull never: nobody else's image of that name; --init: signals reach the command.
  options+=(--rm --init --pull never --interactive)
  if [[ -t 0 && -t 1 ]]; then
    # Ctrl-P is the shell's previous command, not the first half of docker's detach keys.
    options+=(--tty --detach-keys 'ctrl-q,ctrl-q' --env "TERM=${TERM:-xterm}")
  fi
  options+=(--hostname "$HOSTNAME" --shm-size "$shm")
  if [[ $container_name ]]; then options+=(--name "$container_name"); fi
  if [[ $workdir ]]; then options+=(--workdir "$workdir"); fi
  # Mounted files keep the labels that SELinux gave them.
  if [[ $engine == podman || $info == *name=selinux* ]]; then options+=(--security-opt label=disable); fi
}

# Sets uid, gid, groups and login. Under sudo the caller is who typed it, if the project is theirs.
find_caller() {
  uid=$(id -u) gid=$(id -g) groups=$(id -G)
  login=$(id -un 2>/dev/null) || login=$uid
  if [[ $uid == 0 && ${SUDO_UID-} && ${SUDO_USER-} && $(stat -c %u -- "$project") == "$SUDO_UID" ]]; then
    uid=$SUDO_UID gid=${SUDO_GID:-$gid} groups=$(id -G -- "$SUDO_USER") login=$SUDO_USER
  fi
}

give_to_caller() {
  if [[ $uid != "$(id -u)" ]]; then chown -- "$uid:$gid" "$1"; fi
}

# Files made on the mounts belong to the caller, and what the caller's groups may read can be read.
add_identity() {
  local name=$login group
  case $user in
    root)
      name=root
      options+=(--user 0:0)
      ;;
    host)
      if [[ $engine == docker && $info == *name=rootless* ]]; then
        options+=(--user 0:0) # which is the caller outside
      else
        options+=(--user "$uid:$gid")
        if [[ $engine == docker ]]; then
          for group in $groups; do
            if [[ $group != "$gid" ]]; then options+=(--group-add "$group"); fi
          done
        elif [[ $uid != 0 ]]; then
          options+=(--userns keep-id)
        fi
      fi
      ;;
    *)
      name=$user
      options+=(--user "$user")
      ;;
  esac
  # No entry in /etc/passwd is needed with these.
  options+=(--env "HOME=$home" --env "USER=$name" --env "LOGNAME=$name")
}

# The shell's history outlives the container. A file must be there, or a folder would be mounted.
bind_history() {
  local i file=$project/.envc_history
  find_mount "$home/.bash_history"
  if ((i < ${#mount_targets[@]})); then return; fi # project.env has its own
  if [[ ! -f $file ]]; then
    if ! (umask 077 && : >"$file") 2>/dev/null; then
      say "the shell's history is not kept: $file cannot be made"
      return
    fi
    give_to_caller "$file"
  fi
  add_mount "$file" "$home/.bash_history"
}

check_mounts() {
  local i source
  for ((i = 0; i < ${#mount_sources[@]}; i++)); do
    source=${mount_sources[i]}
    case $source in
      /*) [[ -e $source ]] || problem "nothing is at $source, which is mounted on ${mount_targets[i]}$at" ;;
      \$*) die "$source is mounted on ${mount_targets[i]}$at, but that variable is not set" ;;
      *) die "$source is mounted on ${mount_targets[i]}$at, but it is not an absolute path" ;;
    esac
  done
}

# --mount, unlike --volume, fails when the source is missing, and takes any path: its value is a line of CSV.
add_mounts() {
  local i source target
  for ((i = 0; i < ${#mount_sources[@]}; i++)); do
    csv_field "source=${mount_sources[i]}" source
    csv_field "target=${mount_targets[i]}" target
    options+=(--mount "type=bind,$source,$target${mount_modes[i]:+,readonly}")
  done
}

# csv_field TEXT NAME: sets NAME.
csv_field() {
  if [[ $1 == *[,$'"\n\r']* ]]; then
    printf -v "$2" '"%s"' "${1//\"/\"\"}"
  else
    printf -v "$2" %s "$1"
  fi
}

add_variables() {
  local i
  for ((i = 0; i < ${#variables[@]}; i++)); do
#if prepend
    if [[ ${variables[i]%%=*} == *+ ]]; then put_before "$i"; fi
#end
    options+=(--env "${variables[i]}")
  done
}
#if prepend

# variables[$1] is NAME+=VALUE: makes it NAME=VALUE:OLD, OLD being what was said before it, else what the image has.
put_before() {
  local i line name=${variables[$1]%%+=*} value=${variables[$1]#*+=} old=''
  while IFS= read -r line; do
    if [[ $line == "$name="* ]]; then old=${line#*=}; fi
  done < <("$engine" image inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$image" 2>/dev/null)
  for ((i = 0; i < $1; i++)); do
    if [[ ${variables[i]} == "$name="* ]]; then old=${variables[i]#*=}; fi
  done
  variables[$1]=$name=$value${old:+:$old}
}
#end
#if ports

# Ports are open to this machine alone.
add_ports() {
  local port
#if x11
  if [[ $network == host ]]; then
    say 'the container shares the network of this machine for its display: its ports are open as they are'
    return
  fi
#end
  if ((${#ports[@]} == 0)); then return; fi
  for port in "${!ports[@]}"; do options+=(--publish "127.0.0.1:${ports[port]}:$port"); done
}
#end
