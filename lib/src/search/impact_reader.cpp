#include "search/impact_reader.h"

#include <algorithm>
#include <array>

#include "search/damping.h"
#include "search/wide_kernels.h"
#include "store/segment/damaged_segment.h"

namespace dateline::search {
namespace {

// Four are divided at a time.
template <class DampingAt>
void compute_four_by_four(const std::uint32_t* wdfs, std::size_t count, const DampingAt& damping_at,
                          float* out) {
  constexpr std::size_t lanes = 4;
  const auto wdf_at = [&](std::size_t i) {
    return static_cast<float>(static_cast<std::int32_t>(wdfs[i]));
  };
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    std::array<float, lanes> dampings;  // NOLINT(*-member-init): written before read
    std::array<float, lanes> wdf;       // NOLINT(*-member-init)
    for (std::size_t j = 0; j < lanes; ++j) dampings[j] = damping_at(i + j);
    for (std::size_t j = 0; j < lanes; ++j) wdf[j] = wdf_at(i + j);
    for (std::size_t j = 0; j < lanes; ++j) out[i + j] = wdf[j] / (dampings[j] + wdf[j]);
  }
  for (; i < count; ++i) out[i] = wdf_at(i) / (damping_at(i) + wdf_at(i));
}

}  // namespace

// From wdfs_.
void ImpactReader::compute(const InSegment& list, const std::uint32_t* ordinals, std::size_t count,
                           float* out) {
  static const wide::Impacts of_16 = wide::impacts_of_16();
  const float* const all = list.damping->all_for(static_cast<std::uint32_t>(count));
  const std::uint32_t* const wdfs = wdfs_.data();
  if (all != nullptr && of_16 != nullptr) {
    of_16(wdfs, ordinals, all, count, out);
  } else if (all != nullptr) {
    compute_four_by_four(
        wdfs, count, [&](std::size_t i) { return all[ordinals[i]]; }, out);
  } else {
    const Damping& damping = *list.damping;
    compute_four_by_four(
        wdfs, count, [&](std::size_t i) { return damping.of(ordinals[i]); }, out);
  }
}

void ImpactReader::read(const InSegment& list, InSegment::Run run, Ordinals ordinals, float* out) {
  // What is between wdf and impact stays in the nearest cache.
  constexpr std::size_t piece = 8 * std::size_t{store::posting_block};
  wdfs_.resize(piece);
  for (std::size_t at = run.begin; at < run.end;) {
    const std::size_t end = std::min(run.end, (at / piece + 1) * piece);
    list.postings.wdfs(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end),
                       wdfs_.data());
    const std::size_t done = at - run.begin;
    compute(list, ordinals.data() + done, end - at, out + done);
    at = end;
  }
}

ImpactReader::Stretch ImpactReader::stretch(const InSegment& list, std::uint32_t begin,
                                            std::uint32_t end) {
  const InSegment::Run run = list.run(begin, end);
  const std::span words(list.bits.words + begin / 64, (std::size_t{end} - begin + 63) / 64);
  const Ordinals ordinals = list_bits(words, begin, ordinals_);
  if (run.end - run.begin != ordinals.size()) {
    throw store::DamagedSegmentError("a list of postings is damaged");
  }
  impacts_.resize(ordinals.size());
  read(list, run, ordinals, impacts_.data());
  return {ordinals, impacts_};
}

void ImpactReader::find(const InSegment& list, Ordinals ordinals) {
  places_.resize(ordinals.size() + 1);
  found_.resize(ordinals.size() + 1);
  std::uint32_t* const places = places_.data();
  std::uint32_t* const found = found_.data();
  std::size_t count = 0;
  if (list.is_dense()) {
    for (std::uint32_t i = 0; i < ordinals.size(); ++i) {
      places[count] = list.bits.rank(ordinals[i]);
      found[count] = i;
      count += list.bits.test(ordinals[i]) ? 1 : 0;
    }
  } else {
    const Ordinals all = list.unpacked.ordinals;
    std::size_t at = 0;
    for (std::uint32_t i = 0; i < ordinals.size(); ++i) {
      at = gallop(all, at, ordinals[i]);
      if (at == all.size()) break;
      places[count] = static_cast<std::uint32_t>(at);
      found[count] = i;
      count += all[at] == ordinals[i] ? 1 : 0;
    }
  }
  places_.resize(count);
  found_.resize(count);
}

void ImpactReader::add(const InSegment& list, Ordinals ordinals, float* scores, float weight) {
  find(list, ordinals);
  const std::size_t count = found_.size();
  wdfs_.resize(count);
  list.postings.wdfs_at(places_, wdfs_.data());
  ordinals_.resize(count);
  for (std::size_t i = 0; i < count; ++i) ordinals_[i] = ordinals[found_[i]];
  impacts_.resize(count);
  compute(list, ordinals_.data(), count, impacts_.data());
  for (std::size_t i = 0; i < count; ++i) scores[found_[i]] += weight * impacts_[i];
}

}  // namespace dateline::search
