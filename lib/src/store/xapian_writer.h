#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include <xapian.h>

#include "store/document.h"

namespace dateline::store {

/// Changes a database in place, through Xapian::WritableDatabase. For one thread at a time. Members
/// throw Xapian's exceptions, std::system_error where the disk is full; after any the writer is of
/// no more use. Destroying it drops what was not committed.
class XapianWriter {
 public:
  /// Opens `database`, which is made if it does not exist, and takes Xapian's lock of it.
  explicit XapianWriter(const std::filesystem::path& database);
  XapianWriter(XapianWriter&&) noexcept;
  XapianWriter& operator=(XapianWriter&&) noexcept;
  ~XapianWriter();

  /// Sees changes that are not committed.
  const Xapian::Database& database() const;
  /// Of the tables, as of the last commit.
  std::uint64_t table_bytes() const;

  /// `docid` is above all that were ever in the database.
  void add(std::uint32_t docid, const Document& document);
  /// There is such a document.
  void remove(std::uint32_t docid);
  void set_metadata(const std::string& key, const std::string& value);
  /// Makes all changes durable and visible, all at once.
  void commit();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace dateline::store
