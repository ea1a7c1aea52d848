# A replica that xapian-replicate keeps: searched, given segments, changed by nobody else.

# The programs of the package xapian-tools.
can_replicate() {
  command -v xapian-replicate >/dev/null && command -v xapian-replicate-server >/dev/null &&
    return 0
  echo '    skipped: xapian-replicate is not installed'
  return 1
}

# Copies what is new of master/news to the folder replica.
replicate() {
  local try server port
  for ((try = 0; try < 50; ++try)); do
    port=$((20000 + RANDOM % 20000))
    xapian-replicate-server --interface 127.0.0.1 --port $port --one-shot master >/dev/null 2>&1 &
    server=$!
    sleep 0.1
    # Until it listens; another program may have the port.
    while kill -0 $server 2>/dev/null; do
      if xapian-replicate --host 127.0.0.1 --port $port --master news --one-shot --quiet replica \
        2>/dev/null; then
        wait $server
        return 0
      fi
      sleep 0.1
    done
  done
  fail 'nothing was replicated'
}

# Adds an article with the id $1 to the index that is copied, in a way that changes can be told.
grow() {
  printf '{"id":"%s","body":"more gas"}\n' "$1" |
    XAPIAN_MAX_CHANGESETS=10 expect 0 "$indexer" add master/news - --no-annotate
}

# expect_hits NUMBER WARNING: a search for gas; an empty WARNING: none.
expect_hits() {
  expect 0 "$query_tool" search replica gas --format json
  contains out "\"total\":$1,"
  if [[ -n $2 ]]; then contains out "$2"; else contains out '"warnings":[]'; fi
}

test_a_replica_gets_segments_by_rebuild() {
  can_replicate || return 0
  expect 0 "$indexer" add master/news "$input/articles.jsonl" --no-annotate
  replicate
  expect_hits 2 "'indexer rebuild'"
  expect 0 "$indexer" rebuild replica
  expect_hits 2 ''
  expect 0 "$indexer" check replica

  grow one
  replicate
  expect_hits 3 'xapian-replicate has brought revision'
  contains out "'indexer rebuild' makes the segments anew"
  expect 0 "$indexer" rebuild replica
  expect_hits 3 ''

  # The replication goes on where it was, with changes alone.
  grow two
  local folder
  folder=$(echo replica/replica_*)
  replicate
  same "$(echo replica/replica_*)" "$folder"
  expect_hits 4 'xapian-replicate has brought revision'

  # A new database is copied as a whole, into the other folder.
  expect 0 "$indexer" compact master/news
  replicate
  test ! -e "$folder" || fail 'the same folder'
  expect_hits 4 'xapian-replicate has brought another database'
  expect 0 "$indexer" rebuild replica
  expect_hits 4 ''
  expect 0 "$indexer" check replica
}

test_nothing_else_changes_a_replica() {
  can_replicate || return 0
  expect 0 "$indexer" add master/news "$input/articles.jsonl" --no-annotate
  replicate
  expect 0 "$indexer" rebuild replica
  cp -r replica before
  expect 2 "$indexer" add replica "$input/articles.jsonl"
  contains err 'is a replica'
  expect 2 "$indexer" remove replica gas-1
  contains err 'is a replica'
  expect 2 "$indexer" compact replica
  contains err "'indexer compact replica DEST'"
  expect 2 "$indexer" rebuild replica --profile full
  contains err 'is a replica'
  diff -r --exclude lock before replica >difference || fail "it was changed: $(cat difference)"
  expect 0 "$indexer" compact replica own
  expect 0 "$indexer" check own
  expect 0 "$indexer" remove own gas-1
}
