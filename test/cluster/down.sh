#!/usr/bin/env bash
# down.sh DIR: ends what up.sh DIR started, by process id, and removes DIR.
set -u
dir=${1:?the directory given to up.sh}
[ -d "$dir/pid" ] || exit 0
running() {
  local file
  for file in "$dir"/pid/*; do kill -0 "$(cat "$file")" 2>/dev/null && return 0; done
  return 1
}
signal() { for file in "$dir"/pid/*; do kill "-$1" "$(cat "$file")" 2>/dev/null; done; }
# Nothing here is worth a slow end: one second, then KILL.
signal TERM
for _ in 1 2 3 4 5 6 7 8 9 10; do
  running || break
  sleep 0.1
done
signal KILL
rm -rf "$dir"
