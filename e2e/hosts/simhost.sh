#!/bin/bash
# Simulated NixOS hosts for tests, as root on any Linux with iproute2, util-linux, openssh-server and Nix.
#
#   simhost.sh up DIR NAME...      make and boot hosts; their closure is a small registered first generation,
#                                  or $SIM_CLOSURE (a store path of this machine's store). With $SIM_USER one logs in
#                                  as that user, who has the real sudo (with the password $SIM_PASSWORD, else none)
#                                  and reaches the store through a nix-daemon; root then cannot log in
#   simhost.sh stop|start DIR NAME   power off, boot
#   simhost.sh unplug|plug DIR NAME  cable out, cable in
#   simhost.sh up? DIR NAME            ends with 0 while the host is up, else with 3
#   simhost.sh slow DIR NAME RATE      its line takes no more than RATE (as of tc, such as 8mbit), each way
#   simhost.sh down DIR            remove everything
#
# Every host has a real sshd on port 22 of its own network namespace, its own mount, pid, ipc and uts namespaces, and
# its own /nix with database. /usr is the machine's, read-only. Names of the bridge and its subnet are taken so that
# several runs can live side by side; DIR/hosts.json tells them.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
practice=$here/../../resources/practice
verb=${1:?verb}
dir=${2:?folder}
shift 2

die() {
  echo "simhost: $*" >&2
  exit 1
}
alive() { # a zombie that nobody reaps counts as dead
  local state
  [ -s "$dir/$1/pid" ] && state=$(sed 's/.*) //' "/proc/$(cat "$dir/$1/pid")/stat" 2>/dev/null) && [ "${state%% *}" != Z ]
}

take_network() {
  local attempt id
  for attempt in $(seq 50); do
    id=$((RANDOM % 16000))
    # 100.64.0.0/10 is shared address space (RFC 6598): no home or office network is shadowed.
    net=100.$((64 + id / 256)).$((id % 256))
    ip -o -4 address show | grep -q " $net\." && continue
    if ip link add "sim$id" type bridge 2>/dev/null; then
      ip address add "$net.1/24" dev "sim$id"
      ip link set "sim$id" up
      echo "$id $net" >"$dir/network"
      return
    fi
  done
  die "no free network after $attempt attempts"
}

make_root() { # name address
  local name=$1 root=$dir/$1/root folder
  mkdir -p "$root"/{usr,proc,dev,sys,tmp,home,root/.ssh,run/sshd,var/{empty,log,lib},nix/store,nix/var/nix/profiles/per-user/root,nix/var/nix/gcroots} \
    "$root"/etc/{ssh,nix,practice,practice-fakes}
  for folder in bin sbin lib lib32 lib64 libx32; do
    if [ -L "/$folder" ]; then ln -sfn "$(readlink "/$folder")" "$root/$folder"; fi
  done
  chmod 1777 "$root/tmp"
  chmod 700 "$root/root" "$root/root/.ssh"
  if [ -e /etc/alternatives ]; then cp -a /etc/alternatives "$root/etc/"; fi
  printf 'root:x:0:0:System administrator:/root:/bin/bash\nsshd:x:994:994::/var/empty:/bin/false\nnobody:x:65534:65534::/:/bin/false\n' >"$root/etc/passwd"
  printf 'root:*:19000::::::\nsshd:!:19000::::::\n' >"$root/etc/shadow"
  chmod 600 "$root/etc/shadow"
  printf 'root:x:0:\nsshd:x:994:\nnogroup:x:65534:\n' >"$root/etc/group"
  printf 'passwd: files\ngroup: files\nshadow: files\nhosts: files\n' >"$root/etc/nsswitch.conf"
  printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
  echo "$name" >"$root/etc/hostname"
  printf 'NAME=NixOS\nID=nixos\nVERSION_ID="25.11"\nPRETTY_NAME="NixOS 25.11, simulated for tests"\n' >"$root/etc/os-release"
  : >"$root/etc/NIXOS"
  user=root user_home=/root
  printf 'experimental-features = nix-command flakes\nsandbox = false\nbuild-users-group =\nsubstituters =\ntrusted-users = root %s\n' "${SIM_USER:-}" >"$root/etc/nix/nix.conf"
  if [ -n "${SIM_USER:-}" ]; then make_user "$name" "$root"; fi
  ssh-keygen -q -t ed25519 -N '' -C "root@$name" -f "$root/etc/ssh/ssh_host_ed25519_key"
  mkdir -p "$root$user_home/.ssh"
  cp "$dir/id_ed25519.pub" "$root$user_home/.ssh/authorized_keys"
  chmod 600 "$root$user_home/.ssh/authorized_keys"
  if [ -n "${SIM_USER:-}" ]; then chown -R 1000:1000 "$root$user_home"; fi
  cat >"$root/etc/ssh/sshd_config" <<S
Port 22
ListenAddress $2
HostKey /etc/ssh/ssh_host_ed25519_key
PidFile none
UsePAM no
PermitRootLogin prohibit-password
PasswordAuthentication no
PrintMotd no
UseDNS no
MaxStartups 100
SetEnv PATH=/etc/practice-fakes:/run/current-system/sw/bin:$nix_bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
Subsystem sftp internal-sftp
S
  cp "$practice"/{first-generation.nix,switch-to-configuration} "$root/etc/practice/"
  cp "$practice"/fakes/* "$root/etc/practice-fakes/"
  # sshd is process 1 here and knows no "boot again": both ways out are a host that is down.
  printf '#!/bin/sh\nkill -TERM 1\n' | tee "$root/etc/practice-fakes/reboot" >"$root/etc/practice-fakes/poweroff"
  chmod 755 "$root"/etc/practice-fakes/*
  # The practice stand-in lets everybody be root; here that is what is tried.
  if [ -n "${SIM_USER:-}" ]; then rm "$root/etc/practice-fakes/sudo"; fi
}

make_user() { # name root: a user who may become root by sudo
  local root=$2 hash='*'
  user=$SIM_USER user_home=/home/$SIM_USER
  if [ -n "${SIM_PASSWORD:-}" ]; then hash=$(openssl passwd -6 -stdin <<<"$SIM_PASSWORD"); fi
  mkdir -p "$root$user_home" "$root/etc/pam.d"
  echo "$SIM_USER:x:1000:1000::$user_home:/bin/bash" >>"$root/etc/passwd"
  echo "$SIM_USER:$hash:19000::::::" >>"$root/etc/shadow"
  echo "$SIM_USER:x:1000:" >>"$root/etc/group"
  # sudo wants to know the host by name.
  echo "127.0.0.1 $1" >>"$root/etc/hosts"
  printf 'auth required pam_unix.so\naccount required pam_unix.so\nsession required pam_permit.so\n' >"$root/etc/pam.d/sudo"
  cat >"$root/etc/sudoers" <<S
Defaults secure_path="/etc/practice-fakes:/run/current-system/sw/bin:$nix_bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
root ALL=(ALL:ALL) ALL
$SIM_USER ALL=(ALL:ALL) $([ -n "${SIM_PASSWORD:-}" ] || echo NOPASSWD:) ALL
S
  chmod 440 "$root/etc/sudoers"
}

in_root() { # name command...: what the host itself would run before it is up
  local root=$dir/$1/root
  shift
  unshare --mount --propagation private sh -c '
    set -e
    root=$1
    shift
    mount --rbind /usr "$root/usr"
    mount --rbind /dev "$root/dev"
    mount --rbind /proc "$root/proc"
    exec chroot "$root" env -i HOME=/root USER=root NIX_CONF_DIR=/etc/nix "$@"
  ' sh "$root" "PATH=/etc/practice-fakes:$nix_bin:/usr/bin:/bin:/usr/sbin:/sbin" "$@"
}

first_generation() { # name
  local root=$dir/$1/root system
  if [ -n "${SIM_CLOSURE:-}" ]; then
    nix --extra-experimental-features nix-command copy --no-check-sigs --to "local?root=$root" "$SIM_CLOSURE"
    system=$SIM_CLOSURE
  else
    system=$(in_root "$1" nix-build --no-out-link --argstr host "$1" --argstr path /usr/bin:/bin /etc/practice/first-generation.nix 2>"$dir/$1/build.log") ||
      die "cannot build the first generation of $1: $(cat "$dir/$1/build.log")"
  fi
  in_root "$1" nix-env --profile /nix/var/nix/profiles/system --set "$system"
}

boot() { # name: what a boot does to /run, then sshd as process 1
  local name=$1 root=$dir/$1/root system
  alive "$name" && return
  system=$root/nix/var/nix/profiles/$(readlink "$root/nix/var/nix/profiles/system")
  # A host whose systems write a boot entry starts that, as a boot loader would.
  if [ -s "$root/boot/entry" ]; then ln -sfn "$(cat "$root/boot/entry")" "$root/boot/system"; system=$root/boot/system; fi
  rm -rf "$root/run"
  mkdir -p "$root/run/sshd" "$root/run/practice/units"
  ln -s "$(readlink "$system")" "$root/run/current-system"
  ln -s "$(readlink "$system")" "$root/run/booted-system"
  setsid ip netns exec "$(netns "$name")" unshare --mount --uts --ipc --pid --fork --kill-child --propagation private sh -c '
    set -e
    root=$1
    hostname "$2"
    mount --rbind /usr "$root/usr"
    mount -o remount,bind,ro "$root/usr"
    mount --rbind /dev "$root/dev"
    mount -t proc proc "$root/proc"
    # The kernel is that of the machine and does not start anew; a boot of a simulated host has a boot id of its own.
    cat /proc/sys/kernel/random/uuid >"$root/run/boot-id"
    mount --bind "$root/run/boot-id" "$root/proc/sys/kernel/random/boot_id"
    if [ -n "${SIM_USER:-}" ]; then
      PATH=$3:$PATH chroot "$root" "$3/nix-daemon" >/dev/null 2>&1 </dev/null &
    fi
    exec chroot "$root" /usr/sbin/sshd -D -e -f /etc/ssh/sshd_config
  ' sh "$root" "$name" "$nix_bin" >"$dir/$name/sshd.log" 2>&1 </dev/null &
  echo $! >"$dir/$name/pid"
  disown
}

wait_up() { # name
  local attempt address
  address=$(cat "$dir/$1/address")
  for attempt in $(seq 250); do
    (exec 3<>"/dev/tcp/$address/22") 2>/dev/null && return
    sleep 0.02
  done
  die "$1 is not up after $attempt attempts: $(cat "$dir/$1/sshd.log")"
}

halt() { # name
  if alive "$1"; then
    kill -KILL -- "-$(cat "$dir/$1/pid")" 2>/dev/null || kill -KILL "$(cat "$dir/$1/pid")"
    for _ in $(seq 100); do
      alive "$1" || break
      sleep 0.02
    done
  fi
  rm -f "$dir/$1/pid"
}

netns() { echo "sim$(cut -d' ' -f1 "$dir/network")-$(cat "$dir/$1/number")"; }
cable() { echo "sim$(cut -d' ' -f1 "$dir/network")v$(cat "$dir/$1/number")"; }

up() {
  local name number=0 space bridge address key
  [ $# -gt 0 ] || die "no host was named"
  mkdir -p "$dir"
  [ -e "$dir/network" ] && die "$dir is in use"
  take_network
  bridge=sim$(cut -d' ' -f1 "$dir/network")
  ssh-keygen -q -t ed25519 -N '' -C simulated-hosts -f "$dir/id_ed25519"
  for name in "$@"; do
    [[ $name =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]*$ ]] || die "bad host name: $name"
    number=$((number + 1))
    address=$net.$((10 + number))
    mkdir -p "$dir/$name"
    echo $number >"$dir/$name/number"
    echo "$address" >"$dir/$name/address"
    echo "$name" >>"$dir/names"
    space=$(netns "$name")
    ip netns add "$space"
    ip link add "$(cable "$name")" type veth peer name eth0 netns "$space"
    ip link set "$(cable "$name")" master "$bridge" up
    ip -n "$space" address add "$address/24" dev eth0
    ip -n "$space" link set eth0 up
    ip -n "$space" link set lo up
    make_root "$name" "$address"
    first_generation "$name"
    boot "$name"
    key=$(cut -d' ' -f1,2 "$dir/$name/root/etc/ssh/ssh_host_ed25519_key.pub")
    echo "$address $key" >>"$dir/known_hosts"
    printf 'Host %s\n  HostName %s\n  User %s\n  IdentityFile "%s/id_ed25519"\n  IdentitiesOnly yes\n  IdentityAgent none\n  UserKnownHostsFile "%s/known_hosts"\n  GlobalKnownHostsFile none\n  UpdateHostKeys no\n  ConnectTimeout 5\n\n' \
      "$name" "$address" "$user" "$dir" "$dir" >>"$dir/ssh_config"
    printf '%s{"name":"%s","address":"%s","port":22,"user":"%s","hostKey":"%s"}' "$([ $number = 1 ] || echo ,)" "$name" "$address" "$user" "$key" >>"$dir/hosts.part"
  done
  printf '{"bridge":"%s","hosts":[%s]}\n' "$bridge" "$(cat "$dir/hosts.part")" >"$dir/hosts.json"
  rm "$dir/hosts.part"
  for name in "$@"; do wait_up "$name"; done
}

down() {
  local name bridge
  [ -d "$dir" ] || return 0
  if [ -e "$dir/network" ]; then
    while read -r name; do
      halt "$name"
      ip netns del "$(netns "$name")" 2>/dev/null || :
    done < <(cat "$dir/names" 2>/dev/null)
    bridge=sim$(cut -d' ' -f1 "$dir/network")
    ip link del "$bridge" 2>/dev/null || :
  fi
  # All mounts are inside the hosts' own namespaces; should one ever be here, removing would reach through it.
  if grep -q " $dir/" /proc/self/mounts; then die "there are mounts below $dir"; fi
  rm -rf --one-file-system "$dir"
}

[ "$(id -u)" = 0 ] || die "simulated hosts need root"
nix_bin=$(dirname "$(readlink -f "$(command -v nix-store)")")
case $verb in
up)
  trap 'status=$?; [ $status = 0 ] || down' EXIT
  up "$@"
  ;;
down) down ;;
stop) halt "${1:?name}" ;;
start)
  boot "${1:?name}"
  wait_up "$1"
  ;;
unplug) ip link set "$(cable "${1:?name}")" down ;;
'up?') alive "${1:?name}" || exit 3 ;;
slow)
  ip netns exec "$(netns "${1:?name}")" tc qdisc replace dev eth0 root tbf rate "${2:?rate}" burst 32kbit latency 400ms
  tc qdisc replace dev "$(cable "$1")" root tbf rate "$2" burst 32kbit latency 400ms
  ;;
plug) ip link set "$(cable "${1:?name}")" up ;;
*) die "unknown: $verb" ;;
esac
