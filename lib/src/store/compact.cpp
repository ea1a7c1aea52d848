#include <thread>

#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "store/guard.h"
#include "store/index_folder.h"
#include "store/index_lock.h"
#include "store/merge_databases.h"
#include "store/segment/segment_files.h"
#include "store/settings.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

/// An index and one of its databases.
struct Place {
  fs::path index;
  fs::path database;
};

// As few segments as can be, in place of those of `from`, listed and stamped in the database of
// `to`, which has the same articles. What cannot be used there cannot be used here.
store::SegmentList compact_segments(const Place& from, const Place& to) {
  const Xapian::Database source{from.database.string()};
  const store::OpenSegments before =
      store::open_segments(from.index, store::stamp_of(source), store::metadata_of(source));
  store::make_segment_folder(to.index);
  store::SegmentList list;
  list.broken = before.problem;
  try {
    if (before.set) {
      list.segments = store::merge_all(*before.set, store::segment_folder(to.index));
    }
  } catch (const CorruptError& error) {
    list.broken = error.what();
  }
  Xapian::WritableDatabase target{to.database.string(), Xapian::DB_OPEN};
  list.stamp = store::next_commit(store::stamp_of(target));
  const std::string deleted = store::deleted_key({});
  for (auto each = source.metadata_keys_begin(deleted); each != source.metadata_keys_end(deleted);
       ++each) {
    target.set_metadata(*each, {});
  }
  store::write_segment_list(list, {}, [&](const std::string& key, const std::string& value) {
    target.set_metadata(key, value);
  });
  target.commit();
  return list;
}

store::SegmentList compact(const Place& from, const Place& to) {
  store::WorkClock clock;
  store::merge_databases({.sources = {&from.database, 1},
                          .threads = std::thread::hardware_concurrency(),
                          .clock = clock},
                         to.database);
  store::SegmentList list = compact_segments(from, to);
  store::sync_to_disk(to.database);
  return list;
}

Place place(const fs::path& index, std::uint32_t number) {
  return {index, store::database_path(index, number)};
}

void compact_in_place(const fs::path& index, std::uint32_t number) {
  store::remove_other_databases(index, number);
  const std::uint32_t next = number + 1;
  const Place to = place(index, next);
  store::SegmentList list;
  store::removing_on_failure(to.database, [&] { list = compact(place(index, number), to); });
  store::set_current_database(index, next);
  // Readers keep the files that they have open; who opens the index now is sent to the new ones.
  store::remove_other_databases(index, next);
  store::remove_other_segments(index, list);
}

void compact_into(const Place& from, const fs::path& destination) {
  if (!fs::create_directory(destination)) {
    throw InvalidArgumentError(
        fmt::format("{}: exists already: name a new folder", destination.string()));
  }
  store::removing_on_failure(destination, [&] {
    compact(from, place(destination, 1));
    store::set_current_database(destination, 1);
  });
}

}  // namespace

void compact_index(const fs::path& path, const fs::path& destination) {
  store::guard(fmt::format("{}: compacting", path.string()), [&] {
    if (destination.empty()) {
      store::own_database(path);
    } else {
      store::current_database(path);
    }
    const store::IndexLock lock{path, WriterOptions{}.lock_timeout};
    const fs::path current = store::current_database(path).path;
    const Xapian::Database database{current.string()};
    store::require_current(store::read_settings(store::metadata_of(database)), path.string());
    if (destination.empty()) {
      compact_in_place(path, store::own_database(path));
    } else {
      compact_into({path, current}, destination);
    }
  });
}

}  // namespace dateline
