#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "annotate/country_gazetteer.h"
#include "annotate/name_evidence.h"
#include "annotate/name_lexicon.h"
#include "annotate/name_stretches.h"
#include "annotate/words.h"

namespace dateline::annotate {

/// One text of an article.
struct NameText {
  const WordList* words = nullptr;
  TextKind kind = TextKind::body;
};

/// A property of a word in its place, hashed.
using NameFeature = std::uint32_t;

/// What a trained tagger is told about the words of one article: the word and its neighbours, their
/// shapes and affixes, what stands between them, what the word lists know, and what the rest of the
/// article says of the same word (Chieu and Ng, "Named Entity Recognition: A Maximum Entropy
/// Approach Using Global Information", 2002). Training and tagging both read it here.
///
/// A change of what is told, or of the hashes, raises `name_feature_version`: models trained before
/// no longer fit.
class NameFeatures {
 public:
  /// Reads all texts; they must outlive this.
  NameFeatures(std::span<const NameText> texts, const CountryGazetteer& gazetteer,
               const NameLexicon& lexicon);

  std::size_t text_count() const { return texts_.size(); }
  const WordList& words(std::size_t text) const { return *texts_[text].words; }
  /// The stretches of one text in which names are looked for, in order.
  std::span<const NameStretch> stretches(std::size_t text) const { return texts_[text].stretches; }
  /// Whether a stretch is no more than a word of the language that begins a sentence: "The".
  bool is_opening(std::size_t text, const NameStretch& stretch) const;
  /// The features of one word of a stretch, in place of what `out` holds.
  void list(std::size_t text, std::size_t word, std::vector<NameFeature>& out) const;

 private:
  struct Text {
    const WordList* words = nullptr;
    TextKind kind = TextKind::body;
    std::vector<NameStretch> stretches;
    std::vector<NameWord> facts;  // of every word
  };

  std::vector<Text> texts_;
  NameEvidence evidence_;
};

inline constexpr std::uint32_t name_feature_version = 1;

}  // namespace dateline::annotate
