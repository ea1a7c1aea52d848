# Runs the tests of one file: harness.sh FILE. Wants TEST_BUILD, the folder of the built programs;
# TEST_UPDATE, if not empty, makes the golden files anew.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
input=$here/input
indexer=$TEST_BUILD/indexer/indexer
query_tool=$TEST_BUILD/query-tool/query-tool
unset DATELINE_INDEX NO_COLOR
export LC_ALL=C
# While it checks a database, Xapian 1.4.22 frees an object with another size than it was allocated with.
export ASAN_OPTIONS=${ASAN_OPTIONS:-new_delete_type_mismatch=0}

# run COMMAND...: leaves its exit code in $code, its output in the files out and err.
run() {
  code=0
  "$@" >out 2>err || code=$?
}

fail() {
  printf '    %s\n' "$*"
  failed=1
}

# expect CODE COMMAND...
expect() {
  local wanted=$1
  shift
  run "$@"
  if [[ $code != "$wanted" ]]; then
    fail "exit code $code, not $wanted, of: ${*/#$TEST_BUILD\//}"
    sed 's/^/      /' err
  fi
}

# contains FILE TEXT; lacks FILE TEXT; is_empty FILE
contains() {
  grep -qF -- "$2" "$1" || fail "'$2' is not in $1: $(head -c 600 "$1")"
}
lacks() {
  ! grep -qF -- "$2" "$1" || fail "'$2' is in $1: $(grep -F -- "$2" "$1" | head -c 600)"
}
is_empty() {
  [[ ! -s $1 ]] || fail "$1 is not empty: $(head -c 600 "$1")"
}

# same ACTUAL WANTED
same() {
  [[ $1 == "$2" ]] || fail "'$1' is not '$2'"
}

# What differs from run to run, or is another test's business, becomes a letter.
normalised() {
  sed -E -e 's/"took_us":[0-9]+/"took_us":T/' \
    -e 's/\([0-9.]+ ms\)/(T ms)/' \
    -e 's/"confidence":0[0-9.]*/"confidence":C/g' \
    -e 's/"score":-?[0-9.e+-]+/"score":S/g' \
    -e 's/ -?[0-9.e+-]+ dateline$/ S dateline/' "$1"
}

# golden NAME COMMAND...: exits with 0 and prints what golden/NAME has.
golden() {
  local file=$here/golden/$1
  shift
  expect 0 "$@"
  if [[ -n $TEST_UPDATE ]]; then
    normalised out >"$file"
  elif ! normalised out | diff -u "$file" - >difference; then
    fail "standard output of: ${*/#$TEST_BUILD\//}"
    sed 's/^/      /' difference
  fi
}

. "$1"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if declare -F set_up >/dev/null; then
  mkdir "$folder/shared" && cd "$folder/shared" || exit 1
  failed=0
  set_up
  ((failed == 0)) || exit 1
fi
shared=$folder/shared

subject=${1##*/}
status=0
for test in $(declare -F | sed -n 's/^declare -f test_//p'); do
  mkdir "$folder/$test" && cd "$folder/$test" || exit 1
  failed=0
  "test_$test"
  if ((failed)); then
    status=1
    printf 'FAILED %s: %s\n' "${subject%_test.sh}" "${test//_/ }"
  else
    printf 'passed %s: %s\n' "${subject%_test.sh}" "${test//_/ }"
  fi
done
exit $status
