#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/facet_fields.h"
#include "search/facet_numbers.h"
#include "search/remembered.h"
#include "store/segment/segment_set.h"

namespace dateline::search {

/// The postings of one term in one segment, unpacked: what the matcher's loops run over.
struct UnpackedList {
  /// Of a short list.
  std::vector<std::uint32_t> ordinals;
  /// Of a list with bits, where it has impacts: ordinals modulo `slice_size`.
  std::vector<std::uint16_t> places;
  /// wdf / (damping + wdf): what BM25 makes of a posting, but for the weight of the term. Empty
  /// where all are 0. One more than there are postings: reading behind the last is allowed.
  std::vector<float> impacts;
  float greatest = 0;  ///< impact
  /// The greatest impact among the articles of each `score_range`; for lists with impacts of so
  /// many articles that most ranges have one.
  std::vector<float> maxima;
  /// Bits of a list of many articles (see `dense_share`), where the segment has none.
  std::vector<std::uint64_t> words;
  std::vector<std::uint32_t> ranks;

  std::size_t bytes() const;
};

/// Articles are matched in slices of so many ordinals: what a slice needs fits a core's cache, and
/// a deadline ends a search between two.
inline constexpr std::uint32_t slice_size = std::uint32_t{1} << 16U;

/// Scores are bounded for so many articles at a time.
inline constexpr std::uint32_t score_range = 128;

/// A list of at least this share of a segment's articles is tested and counted by bits.
inline constexpr std::uint32_t dense_share = 32;

/// A term in all segments of a commit.
struct CorpusTerm {
  struct InSegment {
    store::PostingList postings;  ///< empty where the segment does not have the term
    store::PositionList positions;
    bool has_positions = false;
    UnpackedList unpacked;
    store::RankedBits bits;      ///< of the segment or of `unpacked`; null for a short list
    std::uint32_t articles = 0;  ///< of the segment

    std::uint32_t size() const { return postings.size(); }
    bool is_dense() const { return bits.words != nullptr; }
    /// Which of the postings have ordinals of [begin, end): both multiples of 64, or the number of
    /// articles.
    struct Run {
      std::size_t begin = 0;
      std::size_t end = 0;
    };
    Run run(std::uint32_t begin, std::uint32_t end) const;
  };
  std::vector<InSegment> segments;
  /// To be called before positions are read. Throws CorruptError; see PositionList::is_sound.
  void need_positions() const;

  std::uint64_t articles = 0;  ///< that have it and are not deleted
  /// Weight of a posting whose impact is 1; 0 for a term without wdf.
  double weight = 0;

  std::size_t bytes() const;
};

/// bm25_damping of each article of a segment. Thread-safe.
class Damping {
 public:
  /// `factor` is one over the average length, 0 if that is 0.
  Damping(const store::Segment& segment, double factor) : segment_(&segment), factor_(factor) {}

  float of(std::uint32_t ordinal) const;
  /// Of all articles. The first call costs a pass over them.
  const float* all() const;

 private:
  const store::Segment* segment_;
  double factor_;
  mutable std::once_flag made_;
  mutable std::vector<float> all_;
};

/// The segments of one commit with their statistics, and the lists that were used last.
/// Thread-safe; no lock is held while lists are unpacked or read.
class Corpus {
 public:
  /// Keeps up to `cache_bytes` of unpacked lists.
  /// Throws CorruptError.
  Corpus(std::shared_ptr<const store::SegmentSet> set, std::size_t cache_bytes);
  ~Corpus();

  struct Part {
    const store::Segment* segment = nullptr;
    const store::DeletedBits* deleted = nullptr;  ///< null: none
    std::unique_ptr<const Damping> damping;
    bool is_deleted(std::uint32_t ordinal) const {
      return deleted != nullptr && ((*deleted)[ordinal / 64] >> (ordinal % 64) & 1U) != 0;
    }
  };

  const store::SegmentSet& set() const { return *set_; }
  const std::vector<Part>& parts() const { return parts_; }
  double average_length() const { return average_length_; }

  /// The lists of `name`, unpacked. Throws CorruptError for a damaged segment.
  std::shared_ptr<const CorpusTerm> term(const std::string& name) const;

  /// How many articles have the term; reads its lists only if that takes it.
  std::uint64_t articles(const std::string& name) const;

  /// First and last day (base::day_number) of all articles, deleted ones included; first > last:
  /// none has a date.
  store::DayZone days() const { return days_; }

  Remembered& remembered() const { return remembered_; }

  /// Made at the first call for a group of facet fields.
  const FacetNumbers& facet_numbers(std::uint32_t group) const;

 private:
  class Cache;
  std::shared_ptr<const CorpusTerm> load(const std::string& name) const;

  std::shared_ptr<const store::SegmentSet> set_;
  std::vector<Part> parts_;
  double average_length_ = 0;
  store::DayZone days_{INT32_MAX, INT32_MIN};
  std::unique_ptr<Cache> cache_;
  mutable Remembered remembered_;
  struct Facets {
    std::once_flag made;
    std::unique_ptr<FacetNumbers> numbers;
  };
  mutable std::array<Facets, base::facet_groups> facets_;
};

/// The corpora of the commits that are being searched. Thread-safe.
class Corpora {
 public:
  explicit Corpora(std::size_t cache_bytes) : cache_bytes_(cache_bytes) {}

  /// That of `set`, made where it is new; searches of older commits go on meanwhile. Null without
  /// segments, or on a machine that the matcher's loops do not run on. Throws CorruptError.
  std::shared_ptr<const Corpus> of(const std::shared_ptr<const store::SegmentSet>& set);

 private:
  std::shared_ptr<const Corpus> find(const store::SegmentSet& set);

  std::size_t cache_bytes_;
  std::mutex making_;
  std::mutex mutex_;
  /// Of the last two commits: readers go over from one to the next one by one.
  std::shared_ptr<const Corpus> newer_;
  std::shared_ptr<const Corpus> older_;
};

}  // namespace dateline::search
