# ai: one client for all providers of language models. What it knows of them stands in /etc/ai/providers.json.
# A key is read when it is needed and goes to curl through its standard input: no argument ever holds one.

config=${AI_CONFIG:-/etc/ai/providers.json}

usage() {
  cat <<'TEXT'
Usage: ai [OPTION]... [QUESTION]...
Asks a language model and prints its answer. Without words, the question is read from standard input.

  -p, --provider NAME   ask this provider only
  -m, --model MODEL     ask for this model, with -p or of the first provider
  -s, --system TEXT     say how the model should answer
  -f, --file FILE       put the contents of FILE under the question; - is standard input
  -t, --timeout SECONDS give up on a provider after so long
  -n, --no-fallback     do not ask another provider when one fails
  -j, --json            print provider, model and answer as JSON
  -l, --list            list the providers in the order they are asked
  -M, --models          list the models of the first provider, or of that of -p
  -h, --help            show this text

Exit status: 0 answered, 1 nobody answered, 2 not asked rightly.
TEXT
}

say() { printf 'ai: %s\n' "$*" >&2; }

refuse() {
  say "$*"
  exit 2
}

provider='' model='' system='' file='' timeout='' fallback='' json='' action=ask
words=()

while [ $# -gt 0 ]; do
  option=$1
  shift
  case $option in
    -p | --provider | -m | --model | -s | --system | -f | --file | -t | --timeout)
      [ $# -gt 0 ] || refuse "$option wants a value; see ai --help."
      value=$1
      shift
      case $option in
        -p | --provider) provider=$value ;;
        -m | --model) model=$value ;;
        -s | --system) system=$value ;;
        -f | --file) file=$value ;;
        *) timeout=$value ;;
      esac
      ;;
    -n | --no-fallback) fallback=false ;;
    -j | --json) json=true ;;
    -l | --list) action=list ;;
    -M | --models) action=models ;;
    -h | --help)
      usage
      exit 0
      ;;
    --)
      words+=("$@")
      break
      ;;
    -?*) refuse "there is no option $option; see ai --help." ;;
    *) words+=("$option") ;;
  esac
done

[ -r "$config" ] || refuse "cannot read $config: is features.ai.client enabled on this host?"
jq -e '.providers | type == "object"' "$config" >/dev/null 2>&1 || refuse "$config is not a list of providers."

# A provider's field, or nothing.
field() { jq -r --arg name "$1" --arg field "$2" '.providers[$name][$field] // empty' "$config"; }
setting() { jq -r --arg field "$1" '.[$field] | if . == null then empty else . end' "$config"; }

mapfile -t order < <(jq -r '.order[]' "$config")
[ "${#order[@]}" -gt 0 ] || refuse "this host has no provider: enable features.ai.anthropic, openai, gemini or ollama."

known() {
  local name
  for name in "${order[@]}"; do
    [ "$name" != "$1" ] || return 0
  done
  return 1
}

if [ -n "$provider" ]; then
  known "$provider" || refuse "there is no provider called $provider here; there are: ${order[*]}."
  order=("$provider")
fi
timeout=${timeout:-$(setting timeout)}
timeout=${timeout:-120}
[[ $timeout =~ ^[1-9][0-9]*$ ]] || refuse "a timeout is a number of seconds, not $timeout."
fallback=${fallback:-$(setting fallback)}

work=$(mktemp -d "${TMPDIR:-/tmp}/ai.XXXXXXXX")
trap 'rm -rf "$work"' EXIT

# call NAME METHOD URL: the answer goes to $work/answer; on failure, the reason to $work/reason.
call() {
  local name=$1 method=$2 url=$3 key_file key='' status code=0
  key_file=$(field "$name" keyFile)
  if [ -n "$key_file" ]; then
    if [ ! -r "$key_file" ]; then
      echo "its key $key_file cannot be read (are you in the group that may?)" >"$work/reason"
      return 1
    fi
    key=$(tr -d '\r\n' <"$key_file")
    if [ -z "$key" ]; then
      echo "its key $key_file is empty" >"$work/reason"
      return 1
    fi
    case $key in
      *[\"\\]*)
        echo "its key $key_file has characters that no key has" >"$work/reason"
        return 1
        ;;
    esac
  fi

  status=$(
    {
      # Words of curl's own configuration; printf is part of the shell, so nothing of this is in the process list.
      printf 'header = "content-type: application/json"\n'
      case $(field "$name" api) in
        anthropic) printf 'header = "anthropic-version: 2023-06-01"\n' ;;
      esac
      if [ -n "$key" ]; then
        case $(field "$name" api) in
          anthropic) printf 'header = "x-api-key: %s"\n' "$key" ;;
          gemini) printf 'header = "x-goog-api-key: %s"\n' "$key" ;;
          *) printf 'header = "authorization: Bearer %s"\n' "$key" ;;
        esac
      fi
      [ "$method" = GET ] || printf 'data-binary = "@%s"\n' "$work/request"
    } | curl --config - --silent --show-error --request "$method" --connect-timeout 10 --max-time "$timeout" \
      --output "$work/answer" --write-out '%{http_code}' "$url" 2>"$work/curl"
  ) || code=$?

  if [ "$code" -ne 0 ]; then
    if [ "$code" -eq 28 ]; then
      echo "no answer within $timeout seconds" >"$work/reason"
    else
      sed -e 's/^curl: ([0-9]*) //' "$work/curl" | head -n 1 >"$work/reason"
    fi
    return 1
  fi
  if [ "$status" -lt 200 ] || [ "$status" -ge 300 ]; then
    {
      printf 'HTTP %s' "$status"
      jq -r '(if type == "array" then .[0] else . end) | .error? | (.message? // .) | select(type == "string")
        | ": " + gsub("\\s+"; " ")[:300]' "$work/answer" 2>/dev/null || true
    } | tr -d '\n' >"$work/reason"
    return 1
  fi
  if ! jq -e . "$work/answer" >/dev/null 2>&1; then
    echo "its answer is not JSON" >"$work/reason"
    return 1
  fi
}

# models NAME: what the provider offers, one a line.
models() {
  local name=$1 url
  url=$(field "$name" url)
  case $(field "$name" api) in
    anthropic) call "$name" GET "$url/v1/models?limit=1000" && jq -r '.data[]?.id' "$work/answer" ;;
    gemini) call "$name" GET "$url/v1beta/models?pageSize=1000" && jq -r '.models[]?.name | sub("^models/"; "")' "$work/answer" ;;
    ollama) call "$name" GET "$url/api/tags" && jq -r '.models[]?.name' "$work/answer" ;;
    openai) call "$name" GET "$url/models" && jq -r '.data[]?.id' "$work/answer" ;;
    *)
      echo "its kind of API is not known to this client" >"$work/reason"
      return 1
      ;;
  esac
}

# ask NAME MODEL: the model's words go to $work/text.
# shellcheck disable=SC2016 # What looks like shell variables are jq's.
ask() {
  local name=$1 asked=$2 url api path request pick
  url=$(field "$name" url)
  api=$(field "$name" api)
  case $api in
    anthropic)
      path=/v1/messages
      request='{model: $model, max_tokens: $limit, messages: [{role: "user", content: $question}]}
        + if $system == "" then {} else {system: $system} end'
      pick='[.content[]? | select(.type == "text").text] | join("")'
      ;;
    gemini)
      path=/v1beta/models/$asked:generateContent
      request='{contents: [{role: "user", parts: [{text: $question}]}]}
        + if $system == "" then {} else {systemInstruction: {parts: [{text: $system}]}} end'
      pick='[.candidates[0]?.content?.parts[]? | select(.thought != true) | .text // empty] | join("")'
      ;;
    ollama | openai)
      path=/chat/completions
      request='{model: $model, stream: false, messages:
        ((if $system == "" then [] else [{role: "system", content: $system}] end)
          + [{role: "user", content: $question}])}'
      pick='.choices[0]?.message?.content // ""'
      if [ "$api" = ollama ]; then
        path=/api/chat
        pick='.message?.content // ""'
      fi
      ;;
    *)
      echo "its kind of API is not known to this client" >"$work/reason"
      return 1
      ;;
  esac

  jq -n --arg model "$asked" --argjson limit "$(field "$name" maxTokens | grep . || echo 4096)" \
    --rawfile question "$work/question" --rawfile system "$work/system" "$request" >"$work/request"
  call "$name" POST "$url$path" || return 1
  if ! jq -j "$pick" "$work/answer" >"$work/text" 2>/dev/null || [ ! -s "$work/text" ]; then
    {
      printf 'it answered without words'
      jq -r '(.promptFeedback?.blockReason? // .candidates[0]?.finishReason? // .stop_reason?
        // .choices[0]?.finish_reason? // empty) | " (" + . + ")"' "$work/answer" 2>/dev/null || true
    } | tr -d '\n' >"$work/reason"
    return 1
  fi
  if jq -e '[.stop_reason?, .candidates[0]?.finishReason?, .choices[0]?.finish_reason?, .done_reason?]
    | any(. == "max_tokens" or . == "MAX_TOKENS" or . == "length")' "$work/answer" >/dev/null 2>&1; then
    say "$name: the answer was cut off at the length it may have."
  fi
}

if [ "$action" = list ]; then
  for name in "${order[@]}"; do
    key_file=$(field "$name" keyFile)
    if [ -z "$key_file" ]; then
      state='no key needed'
    elif [ -r "$key_file" ]; then
      state='key there'
    else
      state='key not readable'
    fi
    model=$(field "$name" model)
    printf '%s\t%s\t%s\t%s\n' "$name" "${model:-(first of its list)}" "$state" "$(field "$name" url)"
  done
  exit 0
fi

if [ "$action" = models ]; then
  name=${order[0]}
  models "$name" && exit 0
  say "$name: $(cat "$work/reason")"
  exit 1
fi

if [ "${#words[@]}" -gt 0 ]; then
  printf '%s\n' "${words[*]}" >"$work/question"
else
  [ "$file" != - ] || refuse 'standard input is the file already: give the question as words.'
  if [ -t 0 ] && [ -z "$file" ]; then
    refuse 'no question; see ai --help.'
  fi
  [ -t 0 ] || cat >"$work/question"
fi
if [ -n "$file" ]; then
  if [ "$file" = - ]; then
    { echo && cat; } >>"$work/question"
  elif [ -r "$file" ] && [ ! -d "$file" ]; then
    { echo && cat -- "$file"; } >>"$work/question"
  else
    refuse "cannot read $file."
  fi
fi
grep -q '[^[:space:]]' "$work/question" 2>/dev/null || refuse 'the question is empty; see ai --help.'
printf '%s' "$system" >"$work/system"

tried=0
for name in "${order[@]}"; do
  asked=$(field "$name" model)
  # A model that was named belongs to the first provider; the others answer with their own.
  if [ "$tried" -eq 0 ] && [ -n "$model" ]; then
    asked=$model
  fi
  tried=$((tried + 1))

  : >"$work/reason"
  if [ -z "$asked" ]; then
    if models "$name" >"$work/models"; then
      asked=$(head -n 1 "$work/models")
      [ -n "$asked" ] || echo 'it offers no model' >"$work/reason"
    fi
  fi
  if [ -n "$asked" ] && ask "$name" "$asked"; then
    if [ "$json" = true ]; then
      jq -n --arg provider "$name" --arg model "$asked" --rawfile answer "$work/text" \
        '{provider: $provider, model: $model, answer: $answer}'
    else
      cat "$work/text"
      [ -z "$(tail -c 1 "$work/text")" ] || echo
    fi
    exit 0
  fi

  say "$name: $(cat "$work/reason")"
  if [ "$fallback" = false ]; then
    break
  elif [ "$tried" -lt "${#order[@]}" ]; then
    say "asking ${order[$tried]} instead."
  fi
done

say 'nobody answered.'
exit 1
