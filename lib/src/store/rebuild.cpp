#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "store/article_terms.h"
#include "store/content_check.h"
#include "store/guard.h"
#include "store/index_folder.h"
#include "store/index_lock.h"
#include "store/new_database.h"
#include "store/people.h"
#include "store/record.h"
#include "store/segment/rebuild_segments.h"
#include "store/segment/segment_files.h"
#include "store/segment/segment_keeper.h"
#include "store/settings.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_buffered_bytes = WriterOptions{}.memory_bytes;

/// Writes a database anew from the articles that another stores.
class DatabaseRebuild {
 public:
  DatabaseRebuild(const Xapian::Database& source, const fs::path& index, std::uint32_t number)
      : source_(source),
        where_(index.string()),
        documents_(store::make_database(index, number)),
        segments_(index, documents_->stamp(), store::metadata_of(*documents_)) {}

  void run() {
    copy_metadata();
    people_.emplace(store::metadata_of(*documents_), where_);
    for (auto each = source_.postlist_begin({}); each != source_.postlist_end({}); ++each) {
      add(source_.get_document(*each).get_data(), fmt::format("{}: document {}", where_, *each));
      const std::size_t buffered = documents_->buffered_bytes();
      if (buffered >= documents_->batch_bytes() ||
          buffered + segments_.memory_bytes() >= most_buffered_bytes) {
        commit();
      }
    }
    commit();
  }

  void remove_unused_segments() const { segments_.remove_unused(); }

 private:
  // What authority files and earlier articles have settled about people stays; forms and bearers
  // are counted again. So is all else of the library's own.
  void copy_metadata() {
    constexpr std::string_view ours = "dateline.";
    for (auto each = source_.metadata_keys_begin(); each != source_.metadata_keys_end(); ++each) {
      const std::string key = *each;
      std::string value = source_.get_metadata(key);
      if (key.starts_with(store::person_metadata_prefix)) {
        store::PersonEntry entry = store::decode_person(value, where_);
        entry.forms.clear();
        entry.bearers.clear();
        value = entry.empty() ? std::string{} : store::encode(entry);
      } else if (key.starts_with(ours)) {
        continue;
      }
      documents_->set_metadata(key, value);
    }
  }

  void add(const std::string& record, const std::string& where) {
    const store::StoredArticle stored = store::decode_record(record, where, unpacker_);
    const store::Document document = terms_.document(stored.article, stored.analysis_language);
    if (documents_->contains(document.id_term)) {
      throw CorruptError(
          fmt::format("{}: another article has the id '{}' too. Index the articles "
                      "into a new folder",
                      where, stored.article.id));
    }
    segments_.add(documents_->add(document), document, stored.article);
    people_->add(stored.article);
    languages_.add(stored.analysis_language);
    text_.add(stored.article);
  }

  void commit() {
    const store::MetadataWriter write = store::metadata_into(*documents_);
    people_->save(write);
    languages_.write(write);
    text_.write(write);
    segments_.write(store::next_commit(documents_->stamp()), write);
    documents_->commit();
  }

  const Xapian::Database& source_;
  std::string where_;
  std::unique_ptr<store::DocumentWriter> documents_;
  store::SegmentKeeper segments_;
  store::ArticleTerms terms_;
  store::RecordUnpacker unpacker_;
  std::optional<store::People> people_;
  store::LanguageCounts languages_;
  store::TextSize text_;
};

void rebuild_database(const Xapian::Database& source, const fs::path& index,
                      std::uint32_t current) {
  const std::uint32_t next = current + 1;
  const fs::path made = store::database_path(index, next);
  std::optional<DatabaseRebuild> rebuild;
  store::removing_on_failure(made, [&] {
    rebuild.emplace(source, index, next);
    rebuild->run();
    store::sync_to_disk(made);
  });
  store::set_current_database(index, next);
  store::remove_other_databases(index, next);
  rebuild->remove_unused_segments();
}

// Files alone can be made anew beside a database that is as the library left it.
bool is_as_written(const Xapian::Database& database, const store::SegmentList& list) {
  if (list.broken.empty() && list.stamp == store::stamp_of(database)) return true;
  bool sound = true;
  store::check_content(database, [&](const std::string&) { sound = false; });
  return sound;
}

void rebuild_files(const store::SegmentList& before, const fs::path& index, std::uint32_t current) {
  Xapian::WritableDatabase database(store::database_path(index, current).string(), Xapian::DB_OPEN);
  store::make_segment_folder(index);
  store::sync_to_disk(index);
  const fs::path folder = store::segment_folder(index);
  store::SegmentList list;
  for (const std::string& name : store::rebuild_segments(database, folder, index.string())) {
    list.segments.push_back(store::describe(*store::Segment::open(folder / name)));
  }
  for (const store::ListedSegment& each : before.segments) {
    if (!list.names(each.name)) list.retired.push_back(each.name);
  }
  list.stamp = store::next_commit(store::stamp_of(database));
  list.rebuilt = list.stamp.revision;
  const auto write = [&](const std::string& key, const std::string& value) {
    database.set_metadata(key, value);
  };
  for (const store::ListedSegment& each : list.segments) write(store::deleted_key(each.name), {});
  store::write_segment_list(list, before, write);
  database.commit();
  store::remove_other_segments(index, list);
}

void rebuild(const fs::path& index, std::uint32_t current) {
  const Xapian::Database database{store::database_path(index, current).string()};
  const store::MetadataReader read = store::metadata_of(database);
  store::Settings settings = store::read_settings(read);
  const bool same_terms = settings.analyser == store::current_settings().analyser;
  settings.analyser = store::current_settings().analyser;
  store::require_current(settings, index.string());
  const store::OpenSegments before = store::open_segments(index, store::stamp_of(database), read);
  if (same_terms && is_as_written(database, before.list)) {
    rebuild_files(before.list, index, current);
  } else {
    rebuild_database(database, index, current);
  }
}

}  // namespace

void rebuild_index(const fs::path& path) {
  store::guard(fmt::format("{}: rebuilding", path.string()), [&] {
    store::current_database(path);
    const store::IndexLock lock{path, WriterOptions{}.lock_timeout};
    const std::uint32_t current = store::current_database(path);
    store::remove_other_databases(path, current);
    rebuild(path, current);
  });
}

}  // namespace dateline
