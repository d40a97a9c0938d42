
address_now() { ip -o -4 addr show scope global 2>/dev/null | sed -n 's/.* inet \([0-9.]*\).*/\1/p' | head -n 1; }

set_up_network() {
  head_line 'Network'
  address=$(address_now)
  if [ -n "$address" ]; then
    say "This computer is at $address. From elsewhere: ssh root@$address"
    if [ -r /etc/ssh/ssh_host_ed25519_key.pub ] && have ssh-keygen; then
      say "Its key: $(ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d ' ' -f 2)"
    fi
    return
  fi
  say 'There is no network yet.'
  if [ "$system" != - ]; then say "None is needed: the system of $host is on board."; fi
  if [ -n "$yes" ] || [ -n "$dry" ]; then return; fi
  if have nmtui && ask_yes 'Join one now?' yes; then nmtui-connect; fi
  address=$(address_now)
  if [ -z "$address" ] && [ "$system" = - ]; then
    ask_yes 'Still none, and the system has to be fetched. Go on all the same?' no || give_up 'Connect a cable, or join a network.'
  fi
}
