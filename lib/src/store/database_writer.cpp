#include "store/database_writer.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "base/hash.h"
#include "dateline/error.h"
#include "store/glass/glass_builder.h"
#include "store/index_folder.h"
#include "store/merge_databases.h"
#include "store/pending_documents.h"
#include "store/schema.h"
#include "store/settings.h"
#include "store/unfinished_folder.h"
#include "store/xapian_writer.h"

namespace dateline::store {
namespace fs = std::filesystem;
namespace {

using glass::GlassBuilder;

// Xapian's buffer is a map of maps: each posting costs the more the more there are, so batches
// begin small (18,000 wire stories take 0.7 times as long in batches of 16 MiB as in one). A commit
// costs the more the larger the database is, so batches grow with it.
constexpr std::size_t smallest_batch = std::size_t{16} << 20U;
constexpr std::uint64_t database_bytes_per_batch_byte = 8;

// Merging takes as long for so many bytes of the database as writing in place for a packed byte:
// with 200,000 articles (0.95 GB) 5 to 14 s by Xapian's compaction, and a third of the processor's
// time by our own tables, where 8,000 more take 11 s in place. Whatever the size, it takes the time
// that Xapian needs for some 100 articles.
constexpr std::uint64_t merged_bytes_per_packed_byte = 24;
constexpr std::uint64_t least_merged_bytes = 10'000'000;

// Removing takes as much of Xapian's memory as adding: see buffered_size.
constexpr std::size_t xapian_bytes_of_removal = std::size_t{32} << 10U;
constexpr std::size_t removals_between_flushes = 4096;

/// Which documents that are not committed have which id. Ids are told apart by their hashes.
class AddedIds {
 public:
  std::optional<std::uint32_t> find(const std::string& id_term) const {
    const auto found = docids_.find(base::hash128(id_term));
    return found == docids_.end() ? std::nullopt : std::optional(found->second);
  }
  void add(const std::string& id_term, std::uint32_t docid) {
    docids_.insert_or_assign(base::hash128(id_term), docid);
  }
  void remove(const std::string& id_term) { docids_.erase(base::hash128(id_term)); }
  std::size_t memory() const {
    constexpr std::size_t node_and_bucket = 56;
    return docids_.size() * node_and_bucket;
  }

 private:
  struct Hash {
    std::size_t operator()(const base::Hash128& hash) const { return hash.low; }
  };
  std::unordered_map<base::Hash128, std::uint32_t, Hash> docids_;
};

class RemovedDocids {
 public:
  bool contains(std::uint32_t docid) const { return docid < bits_.size() && bits_[docid]; }
  void add(std::uint32_t docid) {
    if (docid >= bits_.size()) bits_.resize(std::size_t{docid} + 1);
    bits_[docid] = true;
    docids_.push_back(docid);
  }
  const std::vector<std::uint32_t>& docids() const { return docids_; }
  std::size_t count_up_to(std::uint32_t last) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(docids_, [&](std::uint32_t each) { return each <= last; }));
  }

 private:
  std::vector<bool> bits_;
  std::vector<std::uint32_t> docids_;
};

}  // namespace

class DatabaseWriter::State {
 public:
  State(fs::path index, std::uint32_t number, const DatabaseWriterOptions& options,
        WorkClock& clock)
      : index_(std::move(index)),
        clock_(clock),
        options_(options),
        can_build_(options.method != WriteMethod::in_place &&
                   glass::is_tested_with(Xapian::version_string())),
        number_(number),
        database_(database_path(index_, number)),
        profile_(profile_of(read_settings(metadata_of(committed())))),
        uncommitted_(committed()),
        pending_(profile_) {}

  std::uint32_t number() const { return number_; }
  const Xapian::Database& committed() const { return database_.database(); }

  std::optional<std::uint32_t> find(const std::string& id_term) const {
    if (const auto added = uncommitted_.ids.find(id_term)) return added;
    if (uncommitted_.is_first) return std::nullopt;
    const Xapian::PostingIterator found = committed().postlist_begin(id_term);
    if (found == committed().postlist_end(id_term)) return std::nullopt;
    const std::uint32_t docid = *found;
    return uncommitted_.removed.contains(docid) ? std::nullopt : std::optional(docid);
  }

  std::uint32_t add(const std::shared_ptr<const Document>& document) {
    if (uncommitted_.last_docid == UINT32_MAX) {
      throw InvalidArgumentError(fmt::format(
          "{}: all numbers of documents are used up, since a replaced article gets a new one. "
          "Index the archive into a new folder",
          index_.string()));
    }
    const std::uint32_t docid = ++uncommitted_.last_docid;
    uncommitted_.ids.add(document->id_term, docid);
    if (part_) {
      part_->add(docid, document);
    } else {
      pending_.add(*document);
      if (wants_part()) begin_part();
    }
    return docid;
  }

  std::optional<std::uint32_t> remove(const std::string& id_term) {
    const auto docid = find(id_term);
    if (!docid) return std::nullopt;
    uncommitted_.removed.add(*docid);
    uncommitted_.ids.remove(id_term);
    return docid;
  }

  std::size_t memory_bytes() const {
    return pending_.bytes() + uncommitted_.ids.memory() + (part_ ? builder_memory() : 0);
  }

  bool builds_part() const { return part_.has_value(); }

  bool is_batch_full() const {
    if (part_) return false;
    const std::uint64_t best = std::max<std::uint64_t>(
        smallest_batch, database_.table_bytes() / database_bytes_per_batch_byte);
    const std::size_t bytes =
        pending_.xapian_bytes() + uncommitted_.removed.docids().size() * xapian_bytes_of_removal;
    return bytes >= std::min<std::uint64_t>(best, options_.memory_bytes);
  }

  Stamp prepare_commit(const Sinks& sinks) {
    if (part_) {
      const WorkClock::Span span(clock_, Work::merge);
      build_next(sinks);
    } else {
      const WorkClock::Span span(clock_, Work::documents);
      std::uint32_t docid = last_docid();
      pending_.for_each([&](Document& each) {
        std::erase_if(each.terms, [this](const Document::Term& term) {
          return !schema::is_in_database(profile_, term.name);
        });
        database_.add(++docid, each);
      });
      take_away(sinks, 0, database_);
    }
    return next_commit(stamp_of(target().database()));
  }

  void set_metadata(const std::string& key, const std::string& value) {
    target().set_metadata(key, value);
  }

  void commit() {
    target().commit();
    if (next_) {
      take_over();
    } else {
      written_in_place_ += pending_.bytes();
    }
    pending_.clear();
    uncommitted_ = Uncommitted{committed()};
  }

 private:
  /// What was done since the last commit, but for the documents themselves.
  struct Uncommitted {
    explicit Uncommitted(const Xapian::Database& committed)
        : is_first(committed.get_doccount() == 0), last_docid(committed.get_lastdocid()) {}
    bool is_first;  ///< nothing is committed
    std::uint32_t last_docid;
    AddedIds ids;
    RemovedDocids removed;
  };

  /// A database that is to take the place of the present one.
  struct Next {
    Next(const fs::path& index, std::uint32_t database_number)
        : number(database_number), folder(database_path(index, database_number)) {}
    std::uint32_t number;
    UnfinishedFolder folder;
    std::optional<XapianWriter> writer;
  };

  std::uint32_t last_docid() const { return committed().get_lastdocid(); }
  XapianWriter& target() { return next_ ? *next_->writer : database_; }

  // When this writer has written as much in place as a merge would have cost, it would have been
  // better to merge, and if as much follows it will be.
  bool wants_part() const {
    if (!can_build_) return false;
    if (options_.method == WriteMethod::rewrite) return true;
    return (written_in_place_ + pending_.bytes()) * merged_bytes_per_packed_byte >=
           database_.table_bytes() + least_merged_bytes;
  }

  std::uint32_t part_number() const { return number_ + 1; }

  void begin_part() {
    part_.emplace(database_path(index_, part_number()),
                  glass::GlassBuilderOptions{.memory = builder_memory(),
                                             .records = glass::Deflate::never,
                                             .stores =
                                                 [profile = profile_](std::string_view term) {
                                                   return schema::is_in_database(profile, term);
                                                 },
                                             .threads = options_.threads,
                                             .clock = &clock_});
    std::uint32_t docid = last_docid();
    pending_.for_each([&](Document& each) { part_->add(++docid, std::move(each)); });
    pending_.clear();
  }

  std::size_t builder_memory() const {
    return std::min(options_.memory_bytes / 2, glass::GlassBuilderOptions{}.memory);
  }

  void build_next(const Sinks& sinks) {
    const bool replaces_all =
        uncommitted_.removed.count_up_to(last_docid()) == committed().get_doccount();
    if (!replaces_all) return merge_with_part(sinks);
    next_.emplace(index_, part_number());
    copy_metadata(*part_);
    part_->finish(sinks.terms);
    part_.reset();
    next_->writer.emplace(next_->folder.path());
    take_away(sinks, last_docid(), *next_->writer);
  }

  void merge_with_part(const Sinks& sinks) {
    const UnfinishedFolder part{database_path(index_, part_number())};
    next_.emplace(index_, part_number() + 1);
    part_->finish(sinks.terms);
    part_.reset();
    const std::array sources{database_path(index_, number_), part.path()};
    const auto& removed = uncommitted_.removed;
    std::function<bool(std::uint32_t)> is_removed;
    if (!removed.docids().empty()) {
      is_removed = [&removed](std::uint32_t docid) { return removed.contains(docid); };
    }
    merge_databases({.sources = sources,
                     .removed = removed.docids(),
                     .is_removed = is_removed,
                     .threads = options_.threads,
                     .clock = clock_},
                    next_->folder.path());
    const Xapian::Database added{part.path().string()};
    for (const std::uint32_t docid : removed.docids()) {
      const Xapian::Database& from = docid <= last_docid() ? committed() : added;
      sinks.removed(from.get_document(docid).get_data());
    }
    next_->writer.emplace(next_->folder.path());
  }

  void copy_metadata(GlassBuilder& to) const {
    for (auto key = committed().metadata_keys_begin(); key != committed().metadata_keys_end();
         ++key) {
      to.set_metadata(*key, committed().get_metadata(*key));
    }
  }

  /// Removes from `writer`, which has no documents up to `gone`.
  void take_away(const Sinks& sinks, std::uint32_t gone, XapianWriter& writer) {
    const WorkClock::Span span(clock_, Work::documents);
    std::size_t count = 0;
    for (const std::uint32_t docid : uncommitted_.removed.docids()) {
      const Xapian::Database& from = docid <= gone ? committed() : writer.database();
      sinks.removed(from.get_document(docid).get_data());
      if (docid <= gone) continue;
      writer.remove(docid);
      // Nobody sees what becomes of a new database.
      if (next_ && ++count % removals_between_flushes == 0) writer.commit();
    }
  }

  void take_over() {
    const bool is_current = options_.takeover == Takeover::commit;
    sync_to_disk(next_->folder.path());
    next_->folder.keep();
    if (is_current) set_current_database(index_, next_->number);
    const std::uint32_t before = std::exchange(number_, next_->number);
    database_ = std::move(*next_->writer);
    next_.reset();
    written_in_place_ = 0;
    // Readers keep the files that they have open; who opens the index now is sent to the new ones.
    if (is_current) {
      remove_other_databases(index_, number_);
    } else {
      fs::remove_all(database_path(index_, before));
    }
  }

  fs::path index_;
  WorkClock& clock_;
  DatabaseWriterOptions options_;
  bool can_build_;
  std::uint32_t number_;
  XapianWriter database_;
  Profile profile_;
  Uncommitted uncommitted_;
  PendingDocuments pending_;  ///< added documents until there is a part
  std::optional<GlassBuilder> part_;
  std::optional<Next> next_;  ///< from `prepare_commit` to `commit`
  std::uint64_t written_in_place_ = 0;
};

DatabaseWriter::DatabaseWriter(fs::path index, std::uint32_t number,
                               const DatabaseWriterOptions& options, WorkClock& clock)
    : state_(std::make_unique<State>(std::move(index), number, options, clock)) {}
DatabaseWriter::DatabaseWriter(DatabaseWriter&&) noexcept = default;
DatabaseWriter& DatabaseWriter::operator=(DatabaseWriter&&) noexcept = default;
DatabaseWriter::~DatabaseWriter() = default;

std::uint32_t DatabaseWriter::number() const {
  return state_->number();
}

Stamp DatabaseWriter::stamp() const {
  return stamp_of(state_->committed());
}

std::string DatabaseWriter::metadata(const std::string& key) const {
  return state_->committed().get_metadata(key);
}

bool DatabaseWriter::contains(const std::string& id_term) const {
  return state_->find(id_term).has_value();
}

std::uint32_t DatabaseWriter::add(const std::shared_ptr<const Document>& document) {
  return state_->add(document);
}

std::optional<std::uint32_t> DatabaseWriter::remove(const std::string& id_term) {
  return state_->remove(id_term);
}

bool DatabaseWriter::is_batch_full() const {
  return state_->is_batch_full();
}

std::size_t DatabaseWriter::memory_bytes() const {
  return state_->memory_bytes();
}

bool DatabaseWriter::builds_part() const {
  return state_->builds_part();
}

Stamp DatabaseWriter::prepare_commit(const Sinks& sinks) {
  return state_->prepare_commit(sinks);
}

void DatabaseWriter::set_metadata(const std::string& key, const std::string& value) {
  state_->set_metadata(key, value);
}

void DatabaseWriter::commit() {
  state_->commit();
}

}  // namespace dateline::store
