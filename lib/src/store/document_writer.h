#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "store/document.h"
#include "store/segment/segment_list.h"

namespace dateline::store {

/// Puts documents into the database of an index: the one thing that differs between ways of
/// writing. For one thread at a time. Members throw Xapian's exceptions; after any the writer is of
/// no more use. Destroying it drops what was not committed.
class DocumentWriter {
 public:
  virtual ~DocumentWriter() = default;

  /// Sees changes that are not committed, as the members below do.
  virtual bool contains(const std::string& id_term) = 0;
  /// Adds under a document number that was never used before, greater than all others, and gives
  /// it. `contains` must be false.
  virtual std::uint32_t add(const Document& document) = 0;
  struct Removed {
    std::uint32_t docid = 0;
    std::string record;
  };
  /// What was removed; nothing if there was no such document.
  virtual std::optional<Removed> remove(const std::string& id_term) = 0;

  virtual std::string metadata(const std::string& key) = 0;
  virtual void set_metadata(const std::string& key, const std::string& value) = 0;

  virtual Stamp stamp() const = 0;
  /// About the memory that changes since the last commit take.
  virtual std::size_t buffered_bytes() const = 0;
  /// How much is best buffered before a commit, if memory were no matter.
  virtual std::size_t batch_bytes() const = 0;
  /// Makes all changes durable and visible, all at once.
  virtual void commit() = 0;
};

/// Writes through Xapian::WritableDatabase into `database`, which is made if it does not exist.
std::unique_ptr<DocumentWriter> open_xapian_writer(const std::filesystem::path& database);

}  // namespace dateline::store
