#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dateline/article.h"
#include "dateline/export.h"

namespace dateline {

/// A record that could not be read as an article. Nothing of it is lost: `raw` is what stood there.
struct Rejection {
  std::string file;          ///< path, with "!member" for a file inside an archive
  std::uint64_t record = 0;  ///< from 1 within the file; 0: the file as a whole
  std::string reason;
  std::string raw;  ///< the bytes of the record; empty: the file itself could not be read
};

/// One record of an archive: an article, or why it is none.
struct Record {
  std::string file;
  std::uint64_t number = 0;
  std::variant<Article, Rejection> content;
  /// The bytes that an article was read from, for who has to reject it later; empty for a
  /// rejection, which has them itself.
  std::string raw{};

  const Article* article() const { return std::get_if<Article>(&content); }
  Article* article() { return std::get_if<Article>(&content); }
  const Rejection* rejection() const { return std::get_if<Rejection>(&content); }
};

struct ReaderOptions {
  std::string format = "auto";  ///< a name of `formats()`, or "auto": by content, file by file
  std::string id_prefix{};      ///< put before every id
  /// Files that are passed over where they are found below the input, by whatever name: what the
  /// caller itself writes there.
  std::vector<std::filesystem::path> passed_over{};
};

/// How far a reader has come. Bytes are those of the files as stored (compressed where they are).
struct ReaderProgress {
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;  ///< 0: unknown (a stream)
  std::uint64_t records = 0;      ///< articles and rejections
  /// Files that are no part of the archive: hidden ones and backups, README and schema files, links
  /// and devices inside packages, files without content, those of ReaderOptions::passed_over; an
  /// index counts as one.
  std::uint64_t files_passed_over = 0;
};

struct FormatInfo {
  std::string_view name;  ///< "jsonl"
  std::string_view description;
};

/// The formats that can be read, by name.
DATELINE_EXPORT std::vector<FormatInfo> formats();

/// Reads articles from files, folders (recursively, in order of name) and streams, plain or
/// compressed (.gz .bz2 .xz .zst) or packed (.tar .zip); what they are is told by content, never
/// by name. Bytes become UTF-8 here. A range of Record: errors are values, one bad record never
/// ends the reading.
///
/// Below a folder and inside packages, names that begin with a dot, editors' leftovers ("a~",
/// "#a#"), schemas (.dtd, .xsd), "README" and the label lists of Reuters-21578 are passed over and
/// counted, and so are folders that hold an index of this library or of Xapian; a file that is
/// itself the input is always read. Packages inside packages are taken apart too.
///
/// Ids: the archive's own; else made from the path below the input (the name of a file that is the
/// input), the member and the record number (for a stream: from the record's content), so that the
/// same archive gives the same ids wherever it lies.
///
/// A record of more than 16 MiB is rejected. Where a file breaks off (a truncated gzip, an
/// unreadable disk), what stands before comes as usual, then one rejection of the file. An Error
/// that a stream throws out of its reading (exceptions() with badbit, ErrorCode::cancelled) is
/// thrown on; what had come of the record is dropped.
///
/// Memory: one record and a buffer, and the names of the folders on the way. Not for use from two
/// threads at once.
class DATELINE_EXPORT ArticleReader {
 public:
  /// Throws NotFoundError if `path` does not exist, InvalidArgumentError for an unknown format.
  static ArticleReader open(const std::filesystem::path& path, const ReaderOptions& options = {});
  /// `stream` must outlive the reader; `name` stands for it in errors.
  static ArticleReader open(std::istream& stream, std::string name,
                            const ReaderOptions& options = {});

  ArticleReader(ArticleReader&&) noexcept;
  ArticleReader& operator=(ArticleReader&&) noexcept;
  ~ArticleReader();

  /// Fills `record` with the next one; false at the end.
  bool next(Record& record);

  /// The first call looks up the sizes of all files below the input.
  ReaderProgress progress() const;

  class Iterator {
   public:
    using value_type = Record;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    explicit Iterator(ArticleReader* reader) : reader_(reader) { ++*this; }
    Record& operator*() const { return *record_; }
    Record* operator->() const { return record_.get(); }
    Iterator& operator++() {
      record_ = std::make_shared<Record>();
      if (!reader_->next(*record_)) reader_ = nullptr;
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return reader_ == nullptr; }

   private:
    ArticleReader* reader_ = nullptr;
    std::shared_ptr<Record> record_;
  };
  /// A single-pass range: reading begins where the last call ended.
  Iterator begin() { return Iterator(this); }
  std::default_sentinel_t end() const { return {}; }

 private:
  struct Impl;
  explicit ArticleReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
