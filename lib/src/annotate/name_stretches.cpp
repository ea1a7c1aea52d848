#include "annotate/name_stretches.h"

#include <algorithm>

namespace dateline::annotate {
namespace {

// "van der", "de la", "bin al".
constexpr std::size_t most_particles = 3;

class StretchFinder {
 public:
  StretchFinder(const WordList& words, const NameLexicon& lexicon)
      : words_(words), lexicon_(lexicon) {}

  std::vector<NameStretch> find() const {
    std::vector<NameStretch> stretches;
    for (std::size_t at = 0; at < words_.size(); ++at) {
      if (!is_name_like(at)) continue;
      // Never back into the stretch before: it would have taken these words itself.
      const std::size_t first = stretches.empty() ? 0 : stretches.back().last + 1;
      const NameStretch stretch{before_particles(first, at), end_from(at)};
      stretches.push_back(stretch);
      at = stretch.last;
    }
    return stretches;
  }

 private:
  bool is_name_like(std::size_t at) const { return words_[at].capital; }
  bool is_particle(std::size_t at) const {
    return !words_[at].capital && (lexicon_.traits(words_[at]) & trait::particle) != 0;
  }
  bool adjoins(std::size_t at) const {
    return words_[at].before == Gap::space || words_[at].before == Gap::hyphen;
  }
  bool begins_sentence(std::size_t at) const {
    return words_[at].before == Gap::sentence || words_[at].before == Gap::line;
  }

  // "van der Pas", "al-Assad".
  std::size_t before_particles(std::size_t least, std::size_t at) const {
    std::size_t first = at;
    while (first > least && at - first < most_particles && adjoins(first) &&
           is_particle(first - 1)) {
      --first;
    }
    return first;
  }

  std::size_t end_from(std::size_t at) const {
    std::size_t last = at;
    while (last + 1 < words_.size() && !begins_sentence(last + 1)) {
      const std::size_t next = last + 1;
      if (is_name_like(next) || (words_[next].before == Gap::hyphen && words_[next].letters)) {
        last = next;
        continue;
      }
      const std::size_t behind = next_name_like(next);
      if (behind == next) break;
      last = behind;
    }
    return last;
  }

  // The capitalised word behind one small word or some particles; `from` itself if there is none.
  std::size_t next_name_like(std::size_t from) const {
    std::size_t at = from;
    while (at + 1 < words_.size() && at - from < most_particles && adjoins(at) &&
           (at == from || is_particle(at))) {
      ++at;
      if (!adjoins(at)) return from;
      if (is_name_like(at)) return at;
    }
    return from;
  }

  const WordList& words_;
  const NameLexicon& lexicon_;
};

}  // namespace

std::vector<NameStretch> name_stretches(const WordList& words, const NameLexicon& lexicon) {
  return StretchFinder(words, lexicon).find();
}

}  // namespace dateline::annotate
