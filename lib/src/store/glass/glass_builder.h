#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "store/document.h"
#include "store/glass/deflater.h"
#include "store/term_list.h"
#include "store/work_clock.h"

namespace dateline::store::glass {

struct GlassBuilderOptions {
  /// Bytes for postings until they go to a temporary file, and for reading them back. The builder
  /// takes about a MiB more, the metadata, and what one document needs. At most 1 GiB is used, and
  /// from 64 MiB on more makes little difference.
  std::size_t memory = std::size_t{64} << 20U;
  Deflate records = Deflate::where_smaller;
  /// Term lists and posting lists: a sixth less, and a third, for 6 us a document.
  Deflate lists = Deflate::where_smaller;
  /// False for terms that only the sink of `finish` gets: they have neither wdf nor a place in the
  /// database. Empty: true for all.
  std::function<bool(std::string_view term)> stores{};
  /// 1: everything on the calling thread. 2: merging is shared with two of the builder's own, while
  /// documents are added on the calling one, as another makes them. More: two of the builder's own
  /// add documents, one to lists and one to tables; those that wait take half of `memory` beside it.
  unsigned threads = 1;
  /// Told what time goes to, on all threads; null: nobody. Outlives the builder.
  WorkClock* clock = nullptr;
};

/// Whether this Xapian is one whose databases the builder was compared with; otherwise nothing is
/// known of what it reads, and databases must be written through Xapian.
bool is_tested_with(std::string_view xapian_version);

/// Makes a new Xapian database (glass) of documents that come in the order of their docids, five
/// to ten times as fast as Xapian::WritableDatabase: tables are written in the order of their keys,
/// postings and positions after one merge of runs, all else as it comes. The result is what Xapian
/// would have written, entry by entry, packed more tightly, and can be searched, changed and
/// compacted by any Xapian program.
///
/// The files do not depend on the number of threads. For one thread at a time. It takes no lock:
/// only this builder may know of the folder until `finish` returns. Up to then there is no database
/// there, and temporary files have no names. Members throw InvalidArgumentError for what no
/// database can hold, IoError and std::filesystem::filesystem_error where the disk refuses; after
/// any exception the builder is of no more use.
class GlassBuilder {
 public:
  /// Makes `folder`, which must not exist (InvalidArgumentError), inside a folder that does. Throws
  /// VersionError if the Xapian in use is not tested.
  explicit GlassBuilder(std::filesystem::path folder, const GlassBuilderOptions& options = {});
  GlassBuilder(GlassBuilder&&) noexcept;
  GlassBuilder& operator=(GlassBuilder&&) = delete;
  /// Removes the folder unless `finish` has returned.
  ~GlassBuilder();

  /// `docid` is above all before. With several threads what is wrong with a document may be thrown
  /// by a later call.
  void add(std::uint32_t docid, std::shared_ptr<const Document> document);
  void add(std::uint32_t docid, Document&& document);
  /// As in Xapian: a key has 1 to 253 bytes, the last value holds, an empty one takes it away. Kept
  /// in memory.
  void set_metadata(std::string_view key, std::string_view value);
  /// Gets every term, stored or not, with all its postings, in order of bytes, one call at a time,
  /// from another thread if there are several. The list may be changed; it is valid for the time of
  /// the call.
  using TermSink = std::function<void(TermList& list)>;
  /// Returns when the whole database is on the disk. Nothing may be called afterwards.
  void finish(const TermSink& terms = {});

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace dateline::store::glass
