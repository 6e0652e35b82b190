# SPDX-License-Identifier: Apache-2.0
# How the scripts speak: headings, failures, and progress of long steps. Everything goes to stderr.

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

die() {
  printf '\n%s\n' "error: $*" >&2
  exit 1
}

# long_step TITLE COMMAND...: runs a command with its output in a log, tells every ten seconds how far it
# is, and shows the log's end when it fails.
long_step() {
  local title=$1 log started=$SECONDS pid told=0
  shift
  mkdir -p "$VITRINE_ROOT/build/logs"
  log="$VITRINE_ROOT/build/logs/$(tr -cs '[:alnum:]\n' '-' <<<"$title").log"
  say "$title"
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  # A background command does not get the terminal's Ctrl-C.
  trap 'kill "$pid" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    if ((SECONDS - started >= told + 10)); then
      told=$((SECONDS - started))
      printf '    %3d s  %s\n' "$told" "$(tail -c 300 "$log" | tr '\r' '\n' | tail -n 1)" >&2
    fi
  done
  trap - INT TERM
  if ! wait "$pid"; then
    tail -n 40 "$log" >&2
    die "$title failed after $((SECONDS - started)) s; the whole log is $log"
  fi
  if ((SECONDS - started >= 2)); then
    printf '    done in %d s\n' "$((SECONDS - started))" >&2
  fi
}
