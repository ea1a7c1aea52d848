#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "store/article_terms.h"
#include "store/content_check.h"
#include "store/guard.h"
#include "store/index_content.h"
#include "store/index_folder.h"
#include "store/index_lock.h"
#include "store/new_database.h"
#include "store/people.h"
#include "store/record.h"
#include "store/segment/rebuild_segments.h"
#include "store/segment/segment_files.h"
#include "store/settings.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

// What authority files and earlier articles have settled about people stays; forms and bearers are
// counted again. So is all else of the library's own.
void copy_metadata(const Xapian::Database& source, std::string_view where,
                   const store::MetadataWriter& write) {
  constexpr std::string_view ours = "dateline.";
  for (auto each = source.metadata_keys_begin(); each != source.metadata_keys_end(); ++each) {
    const std::string key = *each;
    std::string value = source.get_metadata(key);
    if (key.starts_with(store::person_metadata_prefix)) {
      store::PersonEntry entry = store::decode_person(value, where);
      entry.forms.clear();
      entry.bearers.clear();
      value = entry.empty() ? std::string{} : store::encode(entry);
    } else if (key.starts_with(ours)) {
      continue;
    }
    write(key, value);
  }
}

void require_new(const store::DatabaseWriter& documents, const std::string& id_term,
                 const std::string& id, const std::string& where) {
  if (!documents.contains(id_term)) return;
  throw CorruptError(fmt::format(
      "{}: another article has the id '{}' too. Index the articles into a new folder", where, id));
}

/// Tells of each article of a database as it is done.
class Progress {
 public:
  Progress(const Xapian::Database& database, const ArticleProgress& tell)
      : all_(database.get_doccount()), tell_(tell) {}
  void article_done() {
    ++done_;
    if (tell_) tell_(done_, all_);
  }

 private:
  std::uint64_t done_ = 0;
  std::uint64_t all_;
  const ArticleProgress& tell_;
};

void add_articles(const Xapian::Database& source, const std::string& where, store::IndexContent& to,
                  const ArticleProgress& on_progress) {
  store::ArticleTerms terms;
  store::RecordUnpacker unpacker;
  Progress progress(source, on_progress);
  for (auto each = source.postlist_begin({}); each != source.postlist_end({}); ++each) {
    const std::string document_name = fmt::format("{}: document {}", where, *each);
    const store::StoredArticle stored = store::decode_record(
        source.get_document(*each, Xapian::DOC_ASSUME_VALID).get_data(), document_name, unpacker);
    const auto document = std::make_shared<const store::Document>(
        terms.document(stored.article, stored.analysis_language));
    require_new(to.documents(), document->id_term, stored.article.id, document_name);
    to.add(document, stored.article, stored.analysis_language);
    progress.article_done();
    if (to.is_full()) to.commit();
  }
  to.commit();
}

/// What an index has at its last commit.
struct Committed {
  std::uint32_t database;
  const store::SegmentList& segments;
};

void remove_unfinished(const fs::path& index, const Committed& committed) {
  store::remove_other_databases(index, committed.database);
  store::remove_other_segments(index, committed.segments);
}

// Writes a database anew from the articles that another stores.
void rebuild_database(const Xapian::Database& source, const fs::path& index,
                      const Committed& committed, Profile profile,
                      const ArticleProgress& on_progress) {
  const std::uint32_t begun = committed.database + 1;
  std::unique_ptr<store::IndexContent> content;
  try {
    store::make_database(index, begun, profile, [&](const store::MetadataWriter& write) {
      copy_metadata(source, index.string(), write);
    });
    const WriterOptions options{.threads = std::max(1U, std::thread::hardware_concurrency())};
    content = std::make_unique<store::IndexContent>(index, begun, options, store::Takeover::caller);
    add_articles(source, index.string(), *content, on_progress);
    store::sync_to_disk(store::database_path(index, content->documents().number()));
  } catch (...) {
    content.reset();
    try {
      remove_unfinished(index, committed);
    } catch (const fs::filesystem_error&) {
      // What stopped the work is the thing to report; the next writer removes the rest.
    }
    throw;
  }
  store::set_current_database(index, content->documents().number());
  store::remove_other_databases(index, content->documents().number());
  content->remove_unused();
}

// Files alone can be made anew beside a database that is as the library left it.
bool is_as_written(const Xapian::Database& database, const store::SegmentList& list) {
  if (list.broken.empty() && list.stamp == store::stamp_of(database)) return true;
  bool sound = true;
  store::check_content(database, [&](const std::string&) { sound = false; });
  return sound;
}

// Durable when this returns.
std::vector<store::ListedSegment> make_files(const Xapian::Database& database,
                                             const fs::path& index,
                                             const ArticleProgress& on_progress) {
  store::make_segment_folder(index);
  store::sync_to_disk(index);
  const fs::path folder = store::segment_folder(index);
  Progress progress(database, on_progress);
  const auto on_article = [&] { progress.article_done(); };
  std::vector<store::ListedSegment> out;
  for (const std::string& name :
       store::rebuild_segments(database, folder, index.string(), {.on_article = on_article})) {
    out.push_back(store::describe(*store::Segment::open(folder / name)));
  }
  return out;
}

void rebuild_files(const store::SegmentList& before, const fs::path& index, const fs::path& current,
                   const ArticleProgress& on_progress) {
  Xapian::WritableDatabase database(current.string(), Xapian::DB_OPEN);
  store::SegmentList list;
  list.segments = make_files(database, index, on_progress);
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

[[noreturn]] void throw_overtaken(const fs::path& index) {
  throw Error(ErrorCode::unavailable,
              fmt::format("{}: the replica was changed while its segments were made. Stop "
                          "xapian-replicate for as long as 'indexer rebuild' takes, and try again",
                          index.string()));
}

// Nothing is written to the database.
void rebuild_beside(const Xapian::Database& database, const fs::path& index,
                    const ArticleProgress& on_progress) {
  store::SegmentList list;
  list.stamp = store::stamp_of(database);
  list.rebuilt = static_cast<std::uint64_t>(
      std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count());
  try {
    list.segments = make_files(database, index, on_progress);
    const Xapian::Database newest{store::current_database(index).path.string()};
    if (store::stamp_of(newest) != list.stamp) throw_overtaken(index);
  } catch (const Xapian::DatabaseModifiedError&) {
    throw_overtaken(index);
  }
  store::write_list_beside(index, list);
  store::remove_other_segments(index, list);
}

// What only a change of the database could give.
[[noreturn]] void refuse_to_rewrite(const fs::path& index, bool same_profile, bool same_analyser) {
  if (!same_profile) throw InvalidArgumentError(store::not_for_replicas(index));
  if (!same_analyser) {
    throw VersionError(fmt::format(
        "{}: the terms of this replica are of another analyser than that of this library. Run "
        "'indexer rebuild' on the index that it is copied from, and replicate that",
        index.string()));
  }
  throw CorruptError(fmt::format(
      "{}: the database of this replica is not as the library writes one. Run 'indexer check' and "
      "'indexer rebuild' on the index that it is copied from, and replicate that",
      index.string()));
}

void rebuild(const fs::path& index, const store::CurrentDatabase& current,
             std::optional<Profile> wanted, const ArticleProgress& on_progress) {
  const Xapian::Database database{current.path.string()};
  const store::MetadataReader read = store::metadata_of(database);
  store::Settings settings = store::read_settings(read);
  const Profile present = store::profile_of(settings);
  const Profile profile = wanted.value_or(present);
  const std::string analyser =
      std::exchange(settings.analyser, store::current_settings(profile).analyser);
  store::require_current(settings, index.string());
  const bool same_analyser = analyser == settings.analyser;
  const bool same_terms = same_analyser && profile == present;
  const store::OpenSegments before = store::open_segments(index, store::stamp_of(database), read);
  const bool files_suffice = same_terms && is_as_written(database, before.list);
  if (current.is_replica) {
    if (!files_suffice) refuse_to_rewrite(index, profile == present, same_analyser);
    rebuild_beside(database, index, on_progress);
    return;
  }
  const Committed committed{store::own_database(index), before.list};
  remove_unfinished(index, committed);
  if (files_suffice) {
    rebuild_files(before.list, index, current.path, on_progress);
  } else {
    rebuild_database(database, index, committed, profile, on_progress);
  }
}

}  // namespace

void rebuild_index(const fs::path& path, std::optional<Profile> profile,
                   const ArticleProgress& on_progress) {
  store::guard(fmt::format("{}: rebuilding", path.string()), [&] {
    store::current_database(path);
    const store::IndexLock lock{path, WriterOptions{}.lock_timeout};
    const store::CurrentDatabase current = store::current_database(path);
    rebuild(path, current, profile, on_progress);
  });
}

}  // namespace dateline
