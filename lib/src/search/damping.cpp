#include "search/damping.h"

#include "base/bm25.h"

namespace dateline::search {

float Damping::of(std::uint32_t ordinal) const {
  return static_cast<float>(base::bm25_damping(segment_->length(ordinal), factor_));
}

const float* Damping::all_for(std::uint32_t postings) const {
  if (const float* known = known_.load(std::memory_order_acquire)) return known;
  if (asked_.fetch_add(postings, std::memory_order_relaxed) + postings < segment_->size()) {
    return nullptr;
  }
  std::call_once(made_, [&] {
    all_.reserve(segment_->size());
    for (const std::uint32_t length : segment_->lengths()) {
      all_.push_back(static_cast<float>(base::bm25_damping(length, factor_)));
    }
    known_.store(all_.data(), std::memory_order_release);
  });
  return all_.data();
}

}  // namespace dateline::search
