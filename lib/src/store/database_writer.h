#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "dateline/index_writer.h"
#include "store/document.h"
#include "store/segment/segment_list.h"
#include "store/term_list.h"
#include "store/work_clock.h"

namespace dateline::store {

/// Who makes an index use a database that a commit has made anew.
enum class Takeover {
  commit,  ///< the commit itself; all other databases are removed
  caller,  ///< its own predecessors alone are removed
};

struct DatabaseWriterOptions {
  WriteMethod method = WriteMethod::automatic;
  /// For what is not committed; what is added is more wherever that is, the rest goes to disk.
  std::size_t memory_bytes = std::size_t{256} << 20U;
  unsigned threads = 1;  ///< as GlassBuilderOptions has them
  Takeover takeover = Takeover::commit;
};

/// Puts documents into the database of an index, in one of two ways.
///
/// In place: what was added waits, packed, and is written by Xapian at the commit.
/// Rewriting: as soon as it is clear that this is faster, or as `method` says, what was added and
/// what follows is the beginning of a part, a database of its own that GlassBuilder writes as
/// documents come. The commit merges it with the present database into a new one, which takes over
/// by a rename of the stub file: readers see all of the commit or nothing. Whatever ends the writer
/// before, it leaves folders that nothing names, which the next one removes.
///
/// For one thread at a time, under the index's lock. Members throw Xapian's exceptions, Error and
/// std::system_error; after any the writer is of no more use. Destroying it drops what was not
/// committed. Beside `memory_bytes` it takes some 56 bytes for each document that is added and a
/// bit for each document number where any is removed, until the commit.
class DatabaseWriter {
 public:
  /// Goes on with database `number` of `index`; takes Xapian's lock of it.
  /// `clock`, which outlives it, is told what time goes to.
  DatabaseWriter(std::filesystem::path index, std::uint32_t number,
                 const DatabaseWriterOptions& options, WorkClock& clock);
  DatabaseWriter(DatabaseWriter&&) noexcept;
  DatabaseWriter& operator=(DatabaseWriter&&) noexcept;
  ~DatabaseWriter();

  /// The database of the last commit.
  std::uint32_t number() const;
  Stamp stamp() const;
  std::string metadata(const std::string& key) const;

  /// Sees changes that are not committed.
  bool contains(const std::string& id_term) const;
  /// Adds under a document number that was never used before, greater than all others, and gives
  /// it. `contains` must be false.
  std::uint32_t add(const std::shared_ptr<const Document>& document);
  /// The document number of what was removed; nothing if there was no such document.
  std::optional<std::uint32_t> remove(const std::string& id_term);

  /// About what is held of documents that are not committed.
  std::size_t memory_bytes() const;
  /// Whether more had better wait for a commit: changes in place take the longer the more there
  /// are. Never true of a part.
  bool is_batch_full() const;
  /// Whether what was added since the last commit is in a part.
  bool builds_part() const;

  struct Sinks {
    /// Gets the record of each document that was removed.
    std::function<void(const std::string& record)> removed;
    /// Gets, if there is a part, all terms that were added, as GlassBuilder::TermSink does.
    std::function<void(TermList& list)> terms;
  };
  /// Writes documents, all but for the last step, and gives the state that `commit` will bring
  /// about. Up to `commit` only `set_metadata` may be called.
  Stamp prepare_commit(const Sinks& sinks);
  void set_metadata(const std::string& key, const std::string& value);
  /// Makes all changes durable and visible, all at once; of a database that was made anew
  /// `takeover` says what becomes of it.
  void commit();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace dateline::store
