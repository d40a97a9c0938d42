# shellcheck shell=bash
# Brings the policy of this fleet to the tailnet.
#
#   tailnet-policy show     prints the policy of the fleet
#   tailnet-policy fetch    prints the policy the tailnet has
#   tailnet-policy diff     shows what a push would change; exit code 1 if anything
#   tailnet-policy test     has Tailscale try the policy, its tests included, and changes nothing
#   tailnet-policy push     tests, shows the difference, asks, and sends it
#
# Set by the wrapper: TAILNET_POLICY (the file), TAILNET (a name, or - for the key's own), TAILNET_KEY_FILE
# (an API access token with the right to write the policy). TAILNET_API is for trying it on a server of one's own.

policy=${TAILNET_POLICY:?}
tailnet=${TAILNET:?}
key_file=${TAILNET_KEY_FILE:?}
api=${TAILNET_API:-https://api.tailscale.com/api/v2}
url=$api/tailnet/$tailnet/acl

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

die() {
  printf 'tailnet-policy: %s\n' "$*" >&2
  exit 2
}

# Answers are kept in $work/body, their headers in $work/headers. The key never stands in an argument, where every
# user of the host could read it.
ask() { # METHOD URL [CURL ARGUMENT…]
  local method=$1 address=$2 code
  shift 2
  [ -r "$key_file" ] || die "cannot read the key in $key_file; run it as root"
  code=$(printf 'header = "Authorization: Bearer %s"\n' "$(<"$key_file")" |
    curl --silent --show-error --max-time 30 --config - --request "$method" \
      --header 'Accept: application/json' --output "$work/body" --dump-header "$work/headers" \
      --write-out '%{http_code}' "$@" "$address") || die "cannot reach $address"
  case $code in
  2*) ;;
  401 | 403) die "the key in $key_file may not do this (HTTP $code)" ;;
  412) die "somebody changed the tailnet's policy in the meantime: look at the difference again" ;;
  *) die "HTTP $code: $(jq -r '.message // empty' "$work/body" 2>/dev/null || true)" ;;
  esac
}

fetch() {
  ask GET "$url"
  jq --sort-keys . "$work/body" >"$work/theirs"
  jq --sort-keys . "$policy" >"$work/ours"
  etag=$(sed -n 's/^[Ee][Tt][Aa][Gg]: *\(.*[^[:space:]]\)[[:space:]]*$/\1/p' "$work/headers")
}

# Tailscale answers 200 with an empty object where all is well, and 200 with a message where it is not.
try() {
  ask POST "$url/validate" --header 'Content-Type: application/json' --data-binary "@$policy"
  if [ "$(jq -r 'has("message")' "$work/body")" = true ]; then
    jq -r '.message, (.data // [] | .[] | .user as $user | .errors[]? | "  \($user): \(.)")' "$work/body" >&2
    return 1
  fi
  echo "Tailscale accepts the policy, and its tests pass."
}

case ${1:-} in
show) jq . "$policy" ;;
fetch)
  fetch
  cat "$work/theirs"
  ;;
diff)
  fetch
  diff -u --label tailnet --label fleet "$work/theirs" "$work/ours"
  ;;
test) try ;;
push)
  try
  fetch
  if diff -u --label tailnet --label fleet "$work/theirs" "$work/ours"; then
    echo "The tailnet has this policy already."
    exit 0
  fi
  if [ "${2:-}" != --yes ]; then
    read -r -p "Send it? [y/N] " answer
    [ "$answer" = y ] || die "nothing was changed"
  fi
  # Only if the tailnet still has what was compared with.
  ask POST "$url" --header 'Content-Type: application/json' ${etag:+--header "If-Match: $etag"} \
    --data-binary "@$policy"
  echo "Sent."
  ;;
*)
  sed -n 's/^# \{0,3\}\(tailnet-policy .*\)/\1/p' "$0" >&2
  exit 2
  ;;
esac
