#!/usr/bin/env bash
# run_tour.sh ROOT BUILD: indexes the sample archive with the programs of the build folder, runs the
# commands in the console blocks of ROOT/README.md and prints the page with what they answer.
#   --check   compares instead, times aside, and fails if the page says something else
#   --update  writes the page
set -euo pipefail
action=--print
if [[ $1 == --* ]]; then
  action=$1
  shift
fi
build=$(realpath "$2")
cd "$1"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PATH=$build/indexer:$build/query-tool:$PATH
export DATELINE_INDEX=$scratch/index
export LC_ALL=C  # countries are named in English
indexer add @ examples/archive 2>"$scratch/log" || {
  cat "$scratch/log" >&2
  exit 1
}

while IFS= read -r line; do
  # What followed a command before is replaced.
  [[ -n ${inside:-} && $line != '$ '* && $line != '```' ]] && continue
  printf '%s\n' "$line"
  case $line in
    '```console') inside=yes ;;
    '```') inside= ;;
    '$ '*) [[ -z ${inside:-} ]] || bash -c "${line#'$ '}" 2>&1 </dev/null ;;
  esac
done <README.md >"$scratch/README.md"

# timeless FILE: the page with all times alike.
timeless() { sed -E 's/\([0-9.]+ ms\)/(N ms)/' "$1"; }

case $action in
  --print) cat "$scratch/README.md" ;;
  --update) cat "$scratch/README.md" >README.md ;;
  --check)
    if ! diff <(timeless README.md) <(timeless "$scratch/README.md"); then
      printf 'README.md shows (<) what the programs no longer answer (>); "%s --update %s %s" mends it\n' \
        "tests/docs/run_tour.sh" "$1" "$build" >&2
      exit 1
    fi
    ;;
esac
