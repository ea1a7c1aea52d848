#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "dateline/article.h"
#include "store/database_writer.h"
#include "store/document.h"
#include "store/people.h"
#include "store/segment/segment_keeper.h"
#include "store/settings.h"
#include "store/work_clock.h"

namespace dateline::store {

/// All that an index holds, changed in step: the database, the segments, and what is counted over
/// all articles. For one thread at a time, under the index's lock. Members throw what
/// DatabaseWriter throws; after any exception it is of no more use. Destroying it drops what was
/// not committed.
class IndexContent {
 public:
  /// Goes on with database `number` of `index`.
  IndexContent(std::filesystem::path index, std::uint32_t number, const WriterOptions& options,
               Takeover takeover = Takeover::commit);
  IndexContent(const IndexContent&) = delete;
  IndexContent& operator=(const IndexContent&) = delete;

  const DatabaseWriter& documents() const { return documents_; }
  People& people() { return people_; }

  bool contains(const std::string& id_term);
  /// `document` is that of `article`, whose people are settled, analysed in `language`.
  void add(const std::shared_ptr<const Document>& document, const Article& article,
           const std::string& language);
  /// False if there was no such document.
  bool remove(const std::string& id_term);

  /// Bytes of text that were added since the last commit.
  std::uint64_t added_text() const { return text_.bytes() - committed_text_; }
  std::uint64_t committed_text() const { return committed_text_; }
  /// Whether a commit is due: memory, or a segment, is full, or more had better wait.
  bool is_full() const;

  /// Makes all changes durable and visible, all at once.
  void commit();
  WriterTimes times() const { return clock_.times(); }
  /// Between commits: removes the files that none of the last two commits needs.
  void remove_unused() const { segments_.remove_unused(); }

 private:
  void forget(const std::string& record);

  std::string where_;
  WorkClock clock_;
  std::size_t memory_bytes_;
  DatabaseWriter documents_;
  SegmentKeeper segments_;
  People people_;
  LanguageCounts languages_;
  TextSize text_;
  std::uint64_t committed_text_;
};

}  // namespace dateline::store
