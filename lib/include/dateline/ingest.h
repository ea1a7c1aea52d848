#pragma once

#include <cstdint>
#include <functional>

#include "dateline/annotator.h"
#include "dateline/export.h"
#include "dateline/index_writer.h"
#include "dateline/reader.h"

namespace dateline {

/// Seconds of work spent in each stage, added up over all threads. Threads that share a core count
/// while they wait for it.
struct StageTimes {
  double read = 0;  ///< bytes to articles
  double annotate = 0;
  double analyse = 0;  ///< articles to what is written of them
  /// Of the run alone, the commit at its end included.
  WriterTimes write;
};

/// Seconds that the threads of the stages waited for one another.
struct StageWaits {
  double read = 0;   ///< those that would have read, since what was read was not written
  double work = 0;   ///< those that annotate and analyse, together, for something read
  double write = 0;  ///< the calling thread, for anything to do
};

struct IngestReport {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t skipped = 0;  ///< duplicates under OnDuplicate::skip
  std::uint64_t rejected = 0;
  std::uint64_t text_bytes = 0;  ///< of headlines and bodies, UTF-8
  bool stopped = false;          ///< somebody asked to stop; all before it is committed
  StageTimes times;
  StageWaits waits;
};

struct IngestOptions {
  /// Threads, the calling one among them, which writes, and annotates and analyses like the others
  /// while there is nothing to write; 0: one for each core.
  unsigned threads = 0;
  /// Null: values stay as the archive gives them.
  const Annotator* annotator = nullptr;
  /// A code that is_language, the language of articles that name none, as if they named it; empty:
  /// as the annotator or the writer decides.
  std::string language{};
  /// False leaves the last commit to the caller, who has more to add: one commit for many inputs.
  bool commit_at_end = true;
  /// Called on the calling thread for every record that is no article, or none that the writer
  /// takes, in input order.
  std::function<void(const Rejection&)> on_reject{};
  /// Called on the calling thread every so often; false stops the run after a commit.
  std::function<bool(const IngestReport&, const ReaderProgress&)> on_progress{};
};

/// Reads everything that `reader` has into `writer` and commits it. Articles are written in input
/// order, whatever the number of threads. An article that the writer refuses (InvalidArgumentError:
/// a duplicate under OnDuplicate::error, a text beyond its limit) is rejected like a record that
/// cannot be read; whatever else it throws ends the run, and what was committed stays. An Error
/// with ErrorCode::cancelled out of the reader's stream, a finder or a callback stops the run as
/// `on_progress` does, when all that was read before is written. Throws
/// InvalidArgumentError for a language that is none.
DATELINE_EXPORT IngestReport ingest(ArticleReader& reader, IndexWriter& writer,
                                    const IngestOptions& options = {});

/// Annotates everything that `reader` has, on several threads, and hands each record to `sink` on
/// the calling thread in input order. `sink` returns false to stop; ErrorCode::cancelled as above.
DATELINE_EXPORT void annotate_all(ArticleReader& reader, const Annotator& annotator,
                                  unsigned threads, const std::function<bool(Record&)>& sink);

}  // namespace dateline
