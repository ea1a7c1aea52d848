#include "search/edit_distance.h"

#include <algorithm>
#include <vector>

namespace dateline::search {

std::u32string characters(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    if (byte < 0x80) {
      out += byte;
    } else if (byte < 0xC0 && !out.empty()) {
      out.back() = out.back() << 6U | (byte & 0x3FU);
    } else {
      // Of a sequence of n bytes the first has n ones, a zero, and the highest bits.
      const unsigned mask = byte < 0xE0 ? 0x1F : byte < 0xF0 ? 0x0F : 0x07;
      out += static_cast<char32_t>(byte & mask);
    }
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
