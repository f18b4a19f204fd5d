# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034,SC2016  # names of engine.sh and of those who source this
# A real SLURM (Debian's slurmctld and slurmd, munge) on this machine: two nodes `n1` and `n2`, each slurmd in a mount and a
# UTS namespace of its own, eight null devices as GPUs (`a100`) on each; both claim more processors and memory than there are. Sourced after engine.sh; stopped by its clean_up.
#
#   need_slurm             or: skip (77); in CI a failure
#   start_slurm [PLUGIN [PARTITION…]]   SLURM_CONF points at it; PLUGIN is a line for plugstack.conf; `batch` is the default partition
#   wait_for_job ID        waits until it has ended; prints STATE and EXIT-CODE

need_slurm() {
  local missing=() program
  for program in slurmctld slurmd munged; do [ -x "/usr/sbin/$program" ] || missing+=("$program"); done
  [ ${#missing[@]} = 0 ] && return
  if [ "${CI:-}" = true ]; then fail "CI must have: ${missing[*]}"; fi
  echo "skipped: needs ${missing[*]}"
  exit 77
}

start_munge() {
  mkdir -p "$run/munge"
  chmod 755 "$run" "$run/munge"
  dd if=/dev/urandom of="$run/munge/key" bs=1 count=1024 status=none
  chmod 600 "$run/munge/key"
  munged --foreground --force --key-file="$run/munge/key" --socket="$run/munge/socket" --pid-file="$run/munge/pid" \
    --log-file="$run/munge/log" --seed-file="$run/munge/seed" --num-threads=2 >"$run/munge/out" 2>&1 &
  stop+=($!)
  local tries
  for ((tries = 0; tries < 50; ++tries)); do
    [ -S "$run/munge/socket" ] && return
    sleep 0.1
  done
  cat "$run/munge/out" "$run/munge/log" >&2
  fail "munged did not start"
}

start_slurm() {
  local slurm=$run/slurm node number ports plugin=${1:-} partition
  mkdir -p "$slurm/state" "$slurm/dev" "$slurm/spool-n1" "$slurm/spool-n2" "$slurm/tmp"
  chmod 1777 "$slurm/tmp"
  start_munge
  for number in 0 1 2 3 4 5 6 7; do mknod -m 666 "$slurm/dev/gpu$number" c 1 3; done
  # Three free ports on loopback, picked by the kernel.
  ports=$(/usr/bin/python3 -c 'import socket
s = [socket.socket() for _ in range(3)]
for one in s: one.bind(("127.0.0.1", 0))
print(*[one.getsockname()[1] for one in s])')
  local controller node1 node2
  read -r controller node1 node2 <<<"$ports"
  cat >"$slurm/slurm.conf" <<END
ClusterName=envc
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$controller
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$run/munge/socket
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
GresTypes=gpu
ReturnToService=2
SlurmdParameters=config_overrides
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool-%n
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd-%n.pid
SlurmctldLogFile=$slurm/slurmctld.log
SlurmdLogFile=$slurm/slurmd-%n.log
PlugStackConfig=$slurm/plugstack.conf
MinJobAge=600
KillWait=5
SchedulerParameters=sched_interval=1,bf_interval=1
TmpFS=$slurm/tmp
NodeName=n1 NodeAddr=127.0.0.1 Port=$node1 CPUs=128 RealMemory=1000000 Gres=gpu:a100:8 Feature=gpu State=UNKNOWN
NodeName=n2 NodeAddr=127.0.0.1 Port=$node2 CPUs=128 RealMemory=1000000 Gres=gpu:a100:8 Feature=gpu State=UNKNOWN
PartitionName=batch Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
END
  for partition in "${@:2}"; do
    [ "$partition" = batch ] || printf 'PartitionName=%s Nodes=n1,n2 MaxTime=INFINITE State=UP\n' "$partition" >>"$slurm/slurm.conf"
  done
  printf 'Name=gpu Type=a100 File=%s/dev/gpu[0-7]\n' "$slurm" >"$slurm/gres.conf"
  printf '%s\n' "$plugin" >"$slurm/plugstack.conf"
  export SLURM_CONF=$slurm/slurm.conf
  slurmctld -D >"$slurm/slurmctld.out" 2>&1 &
  stop+=($!)
  for node in n1 n2; do
    mkdir -p "$slurm/run-$node"
    printf '127.0.0.1 localhost n1 n2\n' >"$slurm/hosts"
    # A host name, a /run and a /tmp of its own: files there are named by job and step number only.
    unshare --mount --uts bash -c '
      hostname "$1"
      mount --make-rprivate /
      mount --bind "$2/hosts" /etc/hosts
      mount -t tmpfs tmpfs /run
      exec slurmd -D -N "$1"' _ "$node" "$slurm" >"$slurm/slurmd-$node.out" 2>&1 &
    stop+=($!)
  done
  local tries
  for ((tries = 0; tries < 100; ++tries)); do
    [ "$(sinfo -h -N -p batch -t idle -o %N 2>/dev/null | sort -u | wc -l)" = 2 ] && return
    sleep 0.3
  done
  sinfo -N -l >&2 || true
  tail -n 15 "$slurm"/*.log "$slurm"/*.out >&2
  fail "SLURM did not come up"
}

wait_for_job() {
  local tries state
  for ((tries = 0; tries < 400; ++tries)); do
    state=$(scontrol show job "$1" 2>/dev/null | sed -n 's/.*JobState=\([A-Z_]*\).*/\1/p' | sort -u | tr '\n' ' ')
    case " $state" in
      *" PENDING "* | *" RUNNING "* | *" COMPLETING "* | *" CONFIGURING "*) sleep 0.3 ;;
      *)
        printf '%s%s\n' "$state" "$(scontrol show job "$1" | sed -n 's/.* ExitCode=\([0-9:]*\).*/\1/p' | sort -u | tr '\n' ' ')"
        return
        ;;
    esac
  done
  scontrol show job "$1" >&2
  fail "job $1 did not end"
}
