#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "dateline/export.h"
#include "dateline/people.h"
#include "dateline/profile.h"

namespace dateline {

/// What becomes of an article whose id the index already has.
enum class OnDuplicate { replace, skip, error };

/// How changes get into the database of an index.
enum class WriteMethod {
  automatic,  ///< small additions in place, large ones by rewriting
  in_place,   ///< takes least room on disk, and least time for few articles
  rewrite,    ///< what is added is built apart and merged with what there is into a new database:
              ///< many times as fast for many articles, but each commit copies the database, which
              ///< is there twice meanwhile
};

struct WriterOptions {
  OnDuplicate on_duplicate = OnDuplicate::replace;
  WriteMethod method = WriteMethod::automatic;
  /// Settled when the index is made, lean if nothing is said. Of an index that there is, only what
  /// it has may be said (rebuild_index can change it).
  std::optional<Profile> profile{};
  /// For all that is not written yet. Articles written in place are committed when they reach a
  /// part of it, or earlier where smaller batches are faster.
  std::size_t memory_bytes = std::size_t{512} << 20;
  /// Threads that articles are prepared and written on, the calling one among them, of which a
  /// rewriting writer has two for itself from 3 on. While it merges lists it works on three, unless
  /// this is 1: then everything is done on the calling one. 0: one for each core. The index is the
  /// same.
  unsigned threads = 0;
  /// A rewriting writer commits by itself when so many bytes of text were added, or half as many as
  /// there were before if that is more: what a kill can cost. Each commit copies the database.
  std::uint64_t commit_bytes = std::uint64_t{2} << 30;
  /// How long to wait for another writer before LockedError.
  std::chrono::milliseconds lock_timeout{2000};
  /// A code that is_language. Stems articles that name no language of their own; what stands in
  /// the language facet is Article::language alone (IngestOptions::language fills that).
  std::string default_language = "en";
  /// People whose names and aliases are known for certain: articles that name them by whatever
  /// alias, given or found by an Annotator, have their keys and labels. The index keeps what is
  /// said here, for later writers and for readers; of an alias the latest word counts. An alias
  /// that several claim links to nothing (see person_claims).
  std::vector<AuthorityPerson> people{};
};

enum class AddOutcome { added, replaced, skipped };

/// Seconds of a writer's work since it was opened, on all its threads.
struct WriterTimes {
  double documents = 0;  ///< putting articles into tables and memory, taking articles away
  double merge = 0;      ///< putting all lists together, and what was added with what was there
  double segments = 0;   ///< making segments and merging them
  double commit = 0;     ///< the rest of commits: metadata, waiting for the disk
  double waiting = 0;    ///< one thread for another
};

/// An article analysed and ready to be written: the part of the work that may be done on any
/// thread.
class DATELINE_EXPORT PreparedArticle {
 public:
  PreparedArticle(PreparedArticle&&) noexcept;
  PreparedArticle& operator=(PreparedArticle&&) noexcept;
  ~PreparedArticle();
  const Article& article() const;

 private:
  friend class IndexWriter;
  struct Impl;
  explicit PreparedArticle(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Writes one index. One writer at a time holds an index (LockedError for the second); readers are
/// never blocked and see the last commit.
///
/// Nothing is durable before `commit()`; after it, everything up to it survives a kill or power
/// loss. The writer also commits by itself when its buffer is full. Destroying it without
/// `commit()` drops what was not committed. After an exception from `add`, `remove` or `commit`
/// other than InvalidArgumentError the writer is dead: open a new one, which begins at the last
/// commit.
///
/// `prepare` may be called from many threads at once; everything else from one at a time.
class DATELINE_EXPORT IndexWriter {
 public:
  /// Opens the index in folder `path`; a folder that is absent or empty becomes an empty index at
  /// once. Throws LockedError, CorruptError, VersionError, or InvalidArgumentError for a folder
  /// that holds something else, a replica, an index of another profile, or a default language
  /// that is none.
  static IndexWriter open(const std::filesystem::path& path, const WriterOptions& options = {});

  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;
  ~IndexWriter();

  /// What is refused with InvalidArgumentError is left as it was, here and in `add`.
  PreparedArticle prepare(Article&& article) const;
  AddOutcome add(PreparedArticle&& article);
  /// As `add(prepare(article))`.
  AddOutcome add(Article article);
  /// False if the index has no article of that id.
  bool remove(std::string_view id);

  /// Makes all changes so far durable and visible.
  void commit();

  WriterTimes times() const;

 private:
  struct Impl;
  explicit IndexWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// What `check` found wrong, a line each; empty: the index is sound.
struct CheckReport {
  std::vector<std::string> problems;
  std::uint64_t articles = 0;
  /// Every problem is one of segments, which rebuild_index makes anew.
  bool rebuild_mends = false;
  /// False: this process may not write the index. It was checked article by article, without the
  /// structure of its files, which Xapian opens for writing, and without the writer's lock: what a
  /// writer did meanwhile looks like damage.
  bool locked = true;
};

/// Verifies the structure of the index in `path` and that each article's terms, values and record
/// agree, and its segments with them. Reads everything: about as long as indexing without analysis.
/// Takes the writer's lock where the index can be written.
DATELINE_EXPORT CheckReport check_index(const std::filesystem::path& path);

/// Rewrites the index as small as it goes, in place or as a new index in `destination`, which must
/// not exist. In place the old files are gone afterwards; readers that have them open go on
/// undisturbed, and their room on disk is free when they turn to the new; a replica throws
/// InvalidArgumentError then. Takes the writer's lock.
DATELINE_EXPORT void compact_index(const std::filesystem::path& path,
                                   const std::filesystem::path& destination = {});

/// Told how many articles are done, of how many in all. What it throws ends the work.
using ArticleProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

/// Makes the segments of the index anew from the articles that its database stores; the database
/// too if its terms are of another analyser than this library's (articles keep their people), if it
/// is to have another profile, or if another program has changed what the articles do not account
/// for. Readers go on meanwhile. Takes the writer's lock. Throws CorruptError if an article cannot
/// be read; the index is as it was then. `on_progress` is called for each article.
///
/// Of a replica that xapian-replicate keeps only segments are made, beside its database: throws
/// InvalidArgumentError, VersionError or CorruptError where that had to be rewritten,
/// ErrorCode::unavailable if it was changed meanwhile.
DATELINE_EXPORT void rebuild_index(const std::filesystem::path& path,
                                   std::optional<Profile> profile = std::nullopt,
                                   const ArticleProgress& on_progress = {});

}  // namespace dateline
