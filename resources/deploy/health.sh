#!/bin/sh
# Looks at what a system is said to be healthy by, again and again until all of it holds or the time is over.
#
#   health.sh SECONDS KIND VALUE [KIND VALUE…]
#
#   unit NAME       systemd has it running, or it was a oneshot that ended well
#   port NUMBER     something listens on this TCP port, on whatever address
#   url URL         answers below 400; 401 and 403 are answers of something that works, too
#   command TEXT    a line for sh that ends with 0
#
# Changes nothing. Says at last, a line for each: "@health INDEX ok|bad|unknown WORDS". Unknown is what this host has no
# means to look at.
set -u
PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin
export PATH
limit=$1
shift

clock() { # sets now: seconds of a clock that nobody sets
  read -r now _ 2>/dev/null </proc/uptime || now=$(date +%s)
  now=${now%%.*}
}

has() { command -v "$1" >/dev/null 2>&1; }

within() { # SECONDS COMMAND…
  if has timeout; then timeout "$@"; else
    shift
    "$@"
  fi
}

look_at_unit() { # NAME
  if ! has systemctl; then
    state=unknown words='there is no systemctl here'
    return
  fi
  load='' active='' kind='' result=''
  told=$(within 10 systemctl show --property=LoadState,ActiveState,Type,Result -- "$1" 2>/dev/null)
  while IFS='=' read -r key value; do
    case $key in
    LoadState) load=$value ;;
    ActiveState) active=$value ;;
    Type) kind=$value ;;
    Result) result=$value ;;
    esac
  done <<LINES
$told
LINES
  case $load,$active,$kind,$result in
  loaded,active,* | loaded,reloading,* | loaded,refreshing,* | loaded,inactive,oneshot,success) ;;
  loaded,activating,*) state=bad words='is still starting' ;;
  loaded,*) state=bad words="is ${active:-nothing systemd tells}" ;;
  ,*) state=bad words='systemd does not answer' ;;
  *) state=bad words="is ${load}" ;;
  esac
}

look_at_port() { # NUMBER
  if ! [ -r /proc/net/tcp ]; then
    state=unknown words='there is no /proc/net/tcp here'
    return
  fi
  # Local address, remote address, and 0A for a socket that listens.
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    grep -qE "^ *[0-9]+: [0-9A-F]+:$(printf '%04X' "$1") [0-9A-F]+:0000 0A " || { state=bad words='nothing listens'; }
}

look_at_url() { # URL
  if has curl; then
    told=$(curl --silent --show-error --noproxy '*' --proto '=http,https' --max-time 5 --output /dev/null \
      --write-out '%{http_code}' --url "$1" 2>&1)
    code=$?
    [ "$code" = 0 ] || state=bad words="does not answer (curl: exit code $code)"
    case $code,$told in
    0,[123]* | 0,401 | 0,403) ;;
    0,*) state=bad words="answers with status $told" ;;
    esac
  elif has wget; then
    within 5 wget -q -O /dev/null -T 5 "$1" >/dev/null 2>&1 || { state=bad words='does not answer well'; }
  else
    state=unknown words='there is neither curl nor wget here'
  fi
}

look_at_command() { # TEXT
  within 20 sh -c "$1" >/dev/null 2>&1 </dev/null
  code=$?
  [ "$code" = 0 ] || { state=bad words="ends with exit code $code"; }
}

look() { # KIND VALUE…: sets report, and pending where something does not hold
  index=0
  while [ $# -ge 2 ]; do
    state=ok words=holds
    case $1 in
    unit | port | url | command) "look_at_$1" "$2" ;;
    *) state=unknown words='nobody knows how to look at it' ;;
    esac
    [ "$state" != bad ] || pending=yes
    report="$report@health $index $state $words
"
    index=$((index + 1))
    shift 2
  done
}

clock
until=$((now + limit))
while :; do
  report='' pending=''
  look "$@"
  clock
  if [ -z "$pending" ] || [ "$now" -ge "$until" ]; then break; fi
  sleep 1
done
printf '%s' "$report"
