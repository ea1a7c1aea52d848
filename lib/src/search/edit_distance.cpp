#include "search/edit_distance.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline::search {

namespace {

constexpr std::size_t bits = 64;

}  // namespace

std::u32string characters(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const base::DecodedCharacter next = base::decode_utf8(text, at);
    out += next.character;
    at += next.length;
  }
  return out;
}

std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit) {
  const std::size_t too_far = limit + 1;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return too_far;
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    // Cells further than `limit` off the diagonal cannot end within it.
    const std::size_t from = i > limit ? i - limit : 1;
    const std::size_t to = std::min(b.size(), i + limit);
    std::fill(row.begin(), row.end(), too_far);
    if (i <= limit) row[0] = i;
    std::size_t best = row[0];
    for (std::size_t j = from; j <= to; ++j) {
      std::size_t cost = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost = std::min({cost, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) cost = std::min(cost, before_last[j - 2] + 1);
      row[j] = std::min(cost, too_far);
      best = std::min(best, row[j]);
    }
    if (best > limit) return too_far;
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], too_far);
}

WordDistance::WordDistance(std::string_view wanted, std::size_t limit)
    : wanted_(characters(wanted)), limit_(limit) {
  for (std::size_t i = 0; i < std::min(wanted_.size(), bits); ++i) {
    const char32_t character = wanted_[i];
    const std::uint64_t place = std::uint64_t{1} << i;
    if (character < ascii_places_.size()) {
      ascii_places_[character] |= place;
      continue;
    }
    auto known = std::find_if(other_places_.begin(), other_places_.end(),
                              [&](const auto& each) { return each.first == character; });
    if (known == other_places_.end()) {
      known = other_places_.insert(other_places_.end(), {character, 0});
    }
    known->second |= place;
  }
}

std::uint64_t WordDistance::places(char32_t character) const {
  if (character < ascii_places_.size()) return ascii_places_[character];
  for (const auto& [known, where] : other_places_) {
    if (known == character) return where;
  }
  return 0;
}

std::size_t WordDistance::to(std::string_view word) const {
  const std::size_t too_far = limit_ + 1;
  // A character takes one to four bytes.
  if (word.size() + limit_ < wanted_.size() || word.size() > 4 * (wanted_.size() + limit_)) {
    return too_far;
  }
  if (wanted_.empty() || wanted_.size() > bits) {
    return edit_distance(wanted_, characters(word), limit_);
  }
  // Names as in the paper: differences down a column (v) and along a row (h), positive and
  // negative.
  const std::uint64_t last_row = std::uint64_t{1} << (wanted_.size() - 1);
  std::uint64_t vp = ~std::uint64_t{0};
  std::uint64_t vn = 0;
  std::uint64_t d0 = 0;
  std::uint64_t matches_before = 0;
  std::size_t distance = wanted_.size();
  for (std::size_t at = 0; at < word.size();) {
    std::uint64_t matches = 0;
    if (const auto byte = static_cast<unsigned char>(word[at]); byte < ascii_places_.size()) {
      matches = ascii_places_[byte];
      ++at;
    } else {
      const base::DecodedCharacter next = base::decode_utf8(word, at);
      matches = places(next.character);
      at += next.length;
    }
    const std::uint64_t swaps = ((~d0 & matches) << 1U) & matches_before;
    d0 = (((matches & vp) + vp) ^ vp) | matches | vn | swaps;
    std::uint64_t hp = vn | ~(d0 | vp);
    std::uint64_t hn = d0 & vp;
    distance += (hp & last_row) != 0 ? 1 : 0;
    distance -= (hn & last_row) != 0 ? 1 : 0;
    // What is left of the word takes off one for each character at most.
    if (distance > limit_ + (word.size() - at)) return too_far;
    hp = (hp << 1U) | 1U;
    hn <<= 1U;
    vp = hn | ~(d0 | hp);
    vn = hp & d0;
    matches_before = matches;
  }
  return std::min(distance, too_far);
}

bool matches_pattern(std::u32string_view text, std::u32string_view pattern) {
  constexpr std::size_t none = std::u32string_view::npos;
  std::size_t t = 0;
  std::size_t p = 0;
  std::size_t star = none;  // the last * met, and the text it gave back up to
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == U'*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == U'?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != none) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == U'*') ++p;
  return p == pattern.size();
}

}  // namespace dateline::search
