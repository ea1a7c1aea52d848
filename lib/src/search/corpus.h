#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/facet_fields.h"
#include "base/lending_pool.h"
#include "search/buffers.h"
#include "search/corpus_term.h"
#include "search/damping.h"
#include "search/facet_numbers.h"
#include "search/impact_reader.h"
#include "search/remembered.h"
#include "search/term_cache.h"
#include "store/segment/segment_set.h"

namespace dateline::search {

/// The segments of one commit with their statistics, and the lists that were used last.
/// Thread-safe; no lock is held while lists are unpacked or read.
class Corpus {
 public:
  /// Keeps up to `cache_bytes` of unpacked lists; none is made whole that would take an eighth.
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

  /// The lists of `name`. Throws CorruptError for a damaged segment.
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
  bool is_worth_unpacking(const CorpusTerm& term) const;
  enum class Form { packed, whole };
  std::shared_ptr<const CorpusTerm> load(const std::string& name, Form form) const;
  /// To unpack in.
  struct Workspace {
    Scratch<std::uint32_t> ordinals;
    ImpactReader impacts;
  };
  void unpack(const Part& part, Form form, Workspace& workspace, CorpusTerm::InSegment& out) const;

  std::shared_ptr<const store::SegmentSet> set_;
  std::vector<Part> parts_;
  double average_length_ = 0;
  std::size_t most_whole_bytes_;  ///< of one list
  store::DayZone days_{INT32_MAX, INT32_MIN};
  mutable ListMemory memory_;  ///< before what is in it
  mutable TermCache cache_;
  mutable Remembered remembered_;
  mutable base::LendingPool<Workspace> workspaces_;
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
