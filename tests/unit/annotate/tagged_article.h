#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "annotate/name_lexicon.h"
#include "annotate/tagged_candidates.h"

namespace dateline::annotate {

/// An article in which a tagger, so the test says, took the words in braces for people's names:
/// "{Lind} said {Harlan} rose".
class TaggedArticle {
 public:
  TaggedArticle(std::string_view headline, std::string_view body, float probability = 0.9F)
      : probability_(probability) {
    read(headline, 0);
    read(body, 1);
    for (std::size_t each = 0; each < 2; ++each) {
      candidates.push_back(
          tagged_candidates(names_[each], words_[each], texts[each].kind, name_lexicon()));
    }
  }

  /// The candidates as they are written, headline first.
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (std::size_t text = 0; text < 2; ++text) {
      for (const NameCandidate& each : candidates[text]) {
        const WordList& words = words_[text];
        const std::uint32_t from = words[each.units.front().first].from;
        all.push_back(written_[text].substr(from, words[each.units.back().last].to - from));
      }
    }
    return all;
  }

 private:
  void read(std::string_view marked, std::size_t text) {
    std::vector<std::pair<std::size_t, std::size_t>> spans;
    for (const char each : marked) {
      if (each == '{') {
        spans.emplace_back(written_[text].size(), 0);
      } else if (each == '}') {
        spans.back().second = written_[text].size();
      } else {
        written_[text] += each;
      }
    }
    words_[text].assign(written_[text]);
    for (const auto& [from, to] : spans) names_[text].push_back(tagged(words_[text], from, to));
  }

  TaggedName tagged(const WordList& words, std::size_t from, std::size_t to) const {
    TaggedName name{words.size(), 0, probability_};
    for (std::size_t at = 0; at < words.size(); ++at) {
      if (words[at].from < from || words[at].to > to) continue;
      name.first = std::min(name.first, at);
      name.last = at;
    }
    return name;
  }

  float probability_;
  std::array<std::string, 2> written_;
  std::array<WordList, 2> words_;
  std::array<std::vector<TaggedName>, 2> names_;

 public:
  std::array<NameText, 2> texts{NameText{&words_[0], TextKind::heading},
                                NameText{&words_[1], TextKind::body}};
  std::vector<std::vector<NameCandidate>> candidates;
};

}  // namespace dateline::annotate
