// What the evaluator does article by article: positions, and exact weights.
#include <algorithm>
#include <array>
#include <bit>

#include "base/bm25.h"
#include "search/engine.h"
#include "search/evaluator.h"
#include "search/meeting.h"
#include "search/proximity.h"
#include "store/segment/position_cursor.h"

namespace dateline::search {
namespace {

using Op = Plan::Op;

}  // namespace

std::optional<std::size_t> Evaluator::place(const InSegment& list, std::uint32_t ordinal) const {
  if (list.size() == 0) return std::nullopt;
  if (list.is_dense()) {
    if (!list.bits.test(ordinal)) return std::nullopt;
    return list.bits.rank(ordinal);
  }
  const auto& ordinals = list.unpacked.ordinals;
  const auto found = std::ranges::lower_bound(ordinals, ordinal);
  if (found == ordinals.end() || *found != ordinal) return std::nullopt;
  return static_cast<std::size_t>(found - ordinals.begin());
}

double Evaluator::posting_weight(const MatchNode& node, std::size_t at,
                                 std::uint32_t ordinal) const {
  const double average = corpus_->average_length();
  const std::uint32_t length = corpus_->parts()[segment_].segment->length(ordinal);
  const double damping = base::bm25_damping(length, average == 0 ? 0 : 1 / average);
  const double wdf = list_of(*node.term).postings.wdf(static_cast<std::uint32_t>(at));
  return node.weight * (wdf / (damping + wdf));
}

std::optional<double> Evaluator::weight(const MatchNode& node, std::uint32_t ordinal) {
  const auto part = [&](std::size_t i) { return weight(node.parts[i], ordinal); };
  switch (node.op) {
    case Op::nothing:
    case Op::scaled:
      return std::nullopt;
    case Op::everything:
      return 0;
    case Op::term: {
      const auto at = place(list_of(*node.term), ordinal);
      if (!at) return std::nullopt;
      return node.weighs ? posting_weight(node, *at, ordinal) : 0;
    }
    case Op::bonus:
      return part(0) ? std::optional(node.weight) : std::nullopt;
    case Op::without:
      return part(1) ? std::nullopt : part(0);
    case Op::with_weight: {
      const auto wanted = part(0);
      if (!wanted || !node.parts[1].weighs) return wanted;
      return *wanted + part(1).value_or(0);
    }
    default:
      break;
  }
  double sum = 0;
  double best = 0;
  std::size_t count = 0;
  for (const MatchNode& each : node.parts) {
    const auto own = weight(each, ordinal);
    if (!own) continue;
    ++count;
    sum += *own;
    best = std::max(best, *own);
  }
  switch (node.op) {
    case Op::any_of:
      return count > 0 ? std::optional(sum) : std::nullopt;
    case Op::best_of:
      return count > 0 ? std::optional(best) : std::nullopt;
    case Op::at_least:
      return count >= node.count ? std::optional(sum) : std::nullopt;
    default:
      break;
  }
  if (count < node.parts.size()) return std::nullopt;
  Scratch<std::uint32_t> one{ordinal};
  if (node.op == Op::phrase) keep_phrase(node, one);
  if (node.op == Op::near) keep_near(node, one);
  return one.empty() ? std::nullopt : std::optional(sum);
}

// Of the places where the first word stands those are kept that each further word follows.
bool Evaluator::stands_as_phrase(std::span<const CorpusTerm* const> terms, std::uint32_t ordinal,
                                 std::vector<std::uint32_t>& starts) {
  starts.clear();
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const InSegment& list = list_of(*terms[i]);
    const auto at = place(list, ordinal);
    if (!at || !list.has_positions) {
      starts.clear();
      return false;
    }
    const auto index = static_cast<std::uint32_t>(*at);
    if (i == 0) {
      list.positions.read(index, starts);
      continue;
    }
    list.positions.read(index, positions_);
    std::size_t kept = 0;
    auto next = positions_.begin();
    for (const std::uint32_t start : starts) {
      const auto wanted = start + static_cast<std::uint32_t>(i);
      while (next != positions_.end() && *next < wanted) ++next;
      if (next == positions_.end()) break;
      starts[kept] = start;
      kept += *next == wanted ? 1 : 0;
    }
    starts.resize(kept);
    if (starts.empty()) return false;
  }
  return !starts.empty();
}

namespace {

/// Finds the place of one ordinal after the other in a list that has them all.
class PlaceFinder {
 public:
  explicit PlaceFinder(const CorpusTerm::InSegment& list) : list_(&list) {}

  std::uint32_t operator()(std::uint32_t ordinal) {
    if (list_->is_dense()) return list_->bits.rank(ordinal);
    at_ = gallop(list_->unpacked.ordinals, at_, ordinal);
    return static_cast<std::uint32_t>(at_);
  }

 private:
  const CorpusTerm::InSegment* list_;
  std::size_t at_ = 0;
};

using store::PositionCursor;
using Positions = PositionCursor::Positions;

// Cuts `starts` to those that `positions` has a word for, `distance` words on.
std::size_t keep_followed(std::uint32_t* starts, std::size_t count, const Positions& positions,
                          std::uint32_t distance) {
  std::size_t kept = 0;
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t wanted = starts[i] + distance;
    while (next < positions.size() && positions[next] < wanted) ++next;
    if (next == positions.size()) return kept;
    starts[kept] = starts[i];
    kept += positions[next] == wanted ? 1 : 0;
  }
  return kept;
}

// Where words would have to begin for the row to begin at their positions; moved on by one, since
// a word may stand first and the row be looked for from the word behind it.
Numbers beginnings(const Positions& positions, std::int32_t behind) {
  return {positions.sums(), positions.size(),
          positions.added() + static_cast<std::uint32_t>(behind)};
}

/// Whether words may stand in a row. Of few positions each is looked for among those of the other
/// words, many at a time. Else a bit for each place where the row may begin as one word has it,
/// which the next word takes or leaves; places count modulo the number of bits: beyond it a yes
/// wants a closer look. No branch depends on a position, which makes either several times as fast
/// as a merge.
class RowTest {
 public:
  /// Whether every answer so far is certain.
  bool is_exact() const { return last_ < places; }

  /// Whether there is a row of two.
  bool may_follow(const Positions& first, const Positions& second) {
    if (first.size() == 0 || second.size() == 0) return false;
    note_last(first, 2);
    note_last(second, 1);
    if (meeting_ != nullptr &&
        std::min(first.size(), second.size()) * std::uint64_t{vectors(first, second)} <
            meeting_->worth_bits) {
      const Numbers a = beginnings(first, 0);
      const Numbers b = beginnings(second, 1);
      return a.count <= b.count ? meeting_->two(a, b) : meeting_->two(b, a);
    }
    return first.size() <= second.size() ? meet(first, 1, second, 0) : meet(second, 0, first, 1);
  }

  /// The same of three, after may_follow of the first two: the third is so far behind the first, or
  /// one before it.
  bool may_be_row(const Positions& first, const Positions& second, const Positions& third,
                  std::int32_t third_behind) {
    if (third.size() == 0) return false;
    note_last(third, 1);
    if (meeting_ != nullptr &&
        first.size() * std::uint64_t{vectors(second, third)} < meeting_->worth_bits) {
      return meeting_->three(beginnings(first, 0), beginnings(second, 1),
                             beginnings(third, third_behind));
    }
    set(first, 0);
    for (std::uint32_t i = 0; i < second.size(); ++i) {
      const std::uint32_t at = second[i] - 1;
      both_[word(at)] |= bits_[word(at)] & bit(at);
    }
    std::uint64_t found = 0;
    for (std::uint32_t i = 0; i < third.size(); ++i) {
      const std::uint32_t at = third[i] - static_cast<std::uint32_t>(third_behind);
      found |= both_[word(at)] & bit(at);
    }
    clear(bits_, first, 0);
    clear(both_, second, UINT32_MAX);
    return found != 0;
  }

 private:
  static constexpr std::uint32_t places = 4096;
  std::uint32_t vectors(const Positions& a, const Positions& b) const {
    const std::uint32_t most_left = meeting_->lanes - 1;
    return ((a.size() + most_left) >> lane_bits_) + ((b.size() + most_left) >> lane_bits_);
  }
  using Bits = std::array<std::uint64_t, places / 64>;

  static std::size_t word(std::uint32_t at) { return at % places / 64; }
  static std::uint64_t bit(std::uint32_t at) { return std::uint64_t{1} << (at % 64); }

  void note_last(const Positions& positions, std::uint32_t on) {
    last_ = std::max(last_, positions[positions.size() - 1] + on);
  }
  void set(const Positions& positions, std::uint32_t on) {
    for (std::uint32_t i = 0; i < positions.size(); ++i) {
      bits_[word(positions[i] + on)] |= bit(positions[i] + on);
    }
  }
  static void clear(Bits& bits, const Positions& positions, std::uint32_t on) {
    for (std::uint32_t i = 0; i < positions.size(); ++i) bits[word(positions[i] + on)] = 0;
  }

  // Whether a position of `few` and one of `many` are equal when each is moved on.
  bool meet(const Positions& few, std::uint32_t few_on, const Positions& many,
            std::uint32_t many_on) {
    set(few, few_on);
    std::uint64_t found = 0;
    for (std::uint32_t i = 0; i < many.size(); ++i) {
      const std::uint32_t at = many[i] + many_on;
      found |= bits_[word(at)] >> (at % 64);
    }
    clear(bits_, few, few_on);
    return (found & 1U) != 0;
  }

  const Meeting* meeting_ = meeting();
  int lane_bits_ = meeting_ == nullptr ? 0 : std::countr_zero(meeting_->lanes);
  Bits bits_{};
  Bits both_{};
  std::uint32_t last_ = 0;
};

/// The positions of one word of a phrase in one article after the other.
class PhraseWord {
 public:
  /// In about so many articles.
  PhraseWord(const CorpusTerm::InSegment& list, std::size_t articles)
      : place_(list),
        positions_(list.positions, articles * sparse >= list.size()
                                       ? PositionCursor::Reading::most
                                       : PositionCursor::Reading::few) {}

  Positions in(std::uint32_t ordinal) { return positions_.at(place_(ordinal)); }

 private:
  static constexpr std::size_t sparse = 12;

  PlaceFinder place_;
  PositionCursor positions_;
};

// Whether the words of a phrase stand in a row anywhere in the article. `starts` is memory to work
// in.
bool stand_in_row(std::vector<PhraseWord>& words, std::uint32_t ordinal,
                  std::vector<std::uint32_t>& starts) {
  const Positions first = words[0].in(ordinal);
  starts.resize(first.size());
  for (std::uint32_t i = 0; i < first.size(); ++i) starts[i] = first[i];
  std::size_t left = first.size();
  for (std::size_t i = 1; i < words.size() && left > 0; ++i) {
    left = keep_followed(starts.data(), left, words[i].in(ordinal), static_cast<std::uint32_t>(i));
  }
  return left > 0;
}

// Where the two words of a phrase begin that stand side by side and have the fewest postings.
std::size_t rarest_pair(const MatchNode& phrase) {
  const auto articles = [&](std::size_t at) {
    return phrase.parts[at].term->articles + phrase.parts[at + 1].term->articles;
  };
  std::size_t out = 0;
  for (std::size_t i = 1; i + 1 < phrase.parts.size(); ++i) {
    if (articles(i) < articles(out)) out = i;
  }
  return out;
}

}  // namespace

// The list has articles with all the words: what is left to see is where. First whether those two
// may stand side by side that are in the fewest articles, then a third, then exactly.
void Evaluator::keep_phrase(const MatchNode& node, Scratch<std::uint32_t>& list) {
  std::vector<PhraseWord> words;
  for (const MatchNode& each : node.parts) {
    const InSegment& postings = list_of(*each.term);
    if (!postings.has_positions) list.clear();
    words.emplace_back(postings, list.size());
  }
  const std::size_t pair = rarest_pair(node);
  const std::size_t third = pair + 2 < words.size() ? pair + 2 : pair - 1;
  const std::int32_t third_behind = third > pair ? 2 : -1;
  RowTest test;
  std::size_t kept = 0;
  for (const std::uint32_t ordinal : list) {
    list[kept] = ordinal;
    const Positions first = words[pair].in(ordinal);
    const Positions second = words[pair + 1].in(ordinal);
    if (!test.may_follow(first, second)) continue;
    if (words.size() > 2 &&
        !test.may_be_row(first, second, words[third].in(ordinal), third_behind)) {
      continue;
    }
    const bool is_certain = words.size() <= 3 && test.is_exact();
    kept += is_certain || stand_in_row(words, ordinal, starts_) ? 1 : 0;
  }
  list.resize(kept);
}

bool Evaluator::stands_near(const MatchNode& node, std::uint32_t ordinal) {
  std::vector<Occurrence> occurrences;
  for (unsigned i = 0; i < node.operands.size(); ++i) {
    for (const auto& run : node.operands[i]) {
      if (!stands_as_phrase(run, ordinal, starts_)) continue;
      for (const std::uint32_t start : starts_) {
        occurrences.push_back({start, start + static_cast<std::uint32_t>(run.size()) - 1, i});
      }
    }
  }
  return stand_close(std::move(occurrences), static_cast<unsigned>(node.operands.size()),
                     node.distance, node.ordered);
}

void Evaluator::keep_near(const MatchNode& node, Scratch<std::uint32_t>& list) {
  std::size_t kept = 0;
  for (const std::uint32_t ordinal : list) {
    list[kept] = ordinal;
    kept += stands_near(node, ordinal) ? 1 : 0;
  }
  list.resize(kept);
}

}  // namespace dateline::search
