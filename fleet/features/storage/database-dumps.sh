# Copies SQLite databases that are in use, and PostgreSQL where POSTGRESQL=yes.
# database-dumps METRICS FOLDER [DATABASE…]    METRICS takes the numbers for node exporter, where it exists

metrics=${1:?usage: database-dumps METRICS FOLDER [DATABASE…]}
folder=${2:?usage: database-dumps METRICS FOLDER [DATABASE…]}
shift 2
failed=0
numbers=""

mkdir --parents -- "$folder"

note() { # NAME SUCCESS FILE
  local bytes=0
  if [ -f "$3" ]; then
    bytes=$(stat --format %s -- "$3")
  fi
  numbers+="snowfleet_database_dump_success{database=\"$1\"} $2"$'\n'
  numbers+="snowfleet_database_dump_timestamp_seconds{database=\"$1\"} $(date +%s)"$'\n'
  numbers+="snowfleet_database_dump_bytes{database=\"$1\"} $bytes"$'\n'
}

whole() { # DATABASE
  # Plex orders and searches by rules of its own, which SQLite does not have here; that is no damage.
  case $(sqlite3 "$1" 'PRAGMA quick_check;' 2>&1) in
    ok | *"tokenizer"* | *"collation sequence"*) return 0 ;;
    *) return 1 ;;
  esac
}

copy() { # DATABASE
  # The whole path, so that two services with a database of the same name do not share a copy.
  local name=${1#/}
  name=${name//\//-}
  local target="$folder/$name"
  rm --force -- "$target.new"
  if sqlite3 -cmd ".timeout 60000" "$1" ".backup '$target.new'" && whole "$target.new"; then
    mv -- "$target.new" "$target"
    note "$1" 1 "$target"
  else
    echo "database-dumps: could not copy $1; the copy of before stays" >&2
    rm --force -- "$target.new"
    note "$1" 0 "$target"
    failed=1
  fi
}

for pattern in "$@"; do
  while IFS= read -r database; do
    if [ -n "$database" ]; then
      copy "$database"
    fi
  done < <(compgen -G "$pattern" || true)
done

if [ "${POSTGRESQL:-no}" = yes ]; then
  target="$folder/postgresql.sql"
  if runuser --user postgres -- pg_dumpall --clean --if-exists > "$target.new"; then
    mv -- "$target.new" "$target"
    note postgresql 1 "$target"
  else
    echo "database-dumps: pg_dumpall failed; the dump of before stays" >&2
    rm --force -- "$target.new"
    note postgresql 0 "$target"
    failed=1
  fi
fi

if [ -d "$metrics" ]; then
  new="$metrics/database-dumps.prom.$$"
  # One metric's lines have to stand together.
  printf '%s' "$numbers" | sort > "$new"
  chmod 0644 "$new"
  mv -- "$new" "$metrics/database-dumps.prom"
fi
exit "$failed"
