#include "search/seen.h"

#include <algorithm>
#include <tuple>

namespace dateline::search {
namespace {

bool shows(const text::Token& token, const Highlights::Word& word) {
  return word.stems.contains(token.stem) ||
         (!token.accented_stem.empty() && word.stems.contains(token.accented_stem)) ||
         word.exact.contains(token.word);
}

bool stands_at(const std::vector<const text::Token*>& by_place, std::size_t at,
               const std::vector<std::string>& run) {
  if (at + run.size() > by_place.size()) return false;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (by_place[at + i]->word != run[i]) return false;
  }
  return true;
}

}  // namespace

std::vector<Seen> find_highlights(const text::TokenList& tokens, const Highlights& highlights) {
  std::vector<Seen> out;
  std::vector<const text::Token*> parts;
  std::vector<const text::Token*> joined;
  for (const text::Token& token : tokens) {
    (token.joined ? joined : parts).push_back(&token);
    for (std::size_t i = 0; i < highlights.words.size(); ++i) {
      if (shows(token, highlights.words[i])) out.push_back({token.from, token.to, i});
    }
  }
  for (std::size_t p = 0; p < highlights.phrases.size(); ++p) {
    const auto& run = highlights.phrases[p];
    const std::size_t what = highlights.words.size() + p;
    for (std::size_t at = 0; at < parts.size(); ++at) {
      if (!stands_at(parts, at, run)) continue;
      for (std::size_t i = 0; i < run.size(); ++i) {
        out.push_back({parts[at + i]->from, parts[at + i]->to, what});
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const Seen& a, const Seen& b) {
    return std::tie(a.from, a.to, a.what) < std::tie(b.from, b.to, b.what);
  });
  return out;
}

}  // namespace dateline::search
