#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "dateline/article.h"
#include "store/document.h"
#include "store/segment/segment_set.h"
#include "store/term_list.h"

namespace dateline::store {

/// Gathers articles and writes them as one segment. For one thread at a time.
class SegmentBuilder {
 public:
  /// Of a file in `folder`, which exists.
  explicit SegmentBuilder(std::filesystem::path folder);
  SegmentBuilder(SegmentBuilder&&) noexcept;
  SegmentBuilder& operator=(SegmentBuilder&&) noexcept;
  ~SegmentBuilder();

  /// `document` as it goes into the database under `docid`, `article` what it was made of (settled,
  /// as its record has it). Document numbers ascend: throws Error (internal) if not.
  void add(std::uint32_t docid, const Document& document, const Article& article);

  /// From now on `add` passes over terms, and forgets those that it had: somebody else inverts the
  /// same articles and hands in all lists before `write`.
  void await_terms();
  /// Awaited terms come sorted by bytes, after the last article. The documents' numbers follow one
  /// another without gaps; they become ordinals in `list`.
  void add_terms(TermList& list);

  std::uint32_t size() const;
  /// About the memory that is held.
  std::size_t memory_bytes() const;

  /// Writes the segment and makes file and folder durable. Gives the name of the file, which is
  /// made of a hash of its content: a file of that name that is there already is the same. The
  /// builder is empty afterwards. A segment needs one article at least. Throws
  /// std::filesystem::filesystem_error; what was begun is removed then.
  std::string write();
  /// The same as a file without a name: see SegmentWriter::write_unnamed.
  std::shared_ptr<const Segment> write_unnamed();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Writes the articles of `segments` that are not deleted as one segment, as SegmentBuilder would,
/// byte for byte, from the segments alone. Their document numbers ascend from one segment to the
/// next. Throws CorruptError for a damaged segment.
std::string merge_segments(std::span<const LiveSegment> segments,
                           const std::filesystem::path& folder);

}  // namespace dateline::store
