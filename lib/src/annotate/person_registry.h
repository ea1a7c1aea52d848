#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/person_candidates.h"
#include "dateline/article.h"

namespace dateline::annotate {

/// The candidates of one field, with the words they stand in.
struct FieldCandidates {
  TextField field = TextField::body;
  const WordList* words = nullptr;
  std::vector<NameCandidate> candidates;
};

/// A person of one article.
struct FoundPerson {
  std::string label;  ///< the fullest form in the article, without titles
  NameStrength strength = NameStrength::none;
  float probability = 0;    ///< of the likeliest mention; 0 where rules found them
  std::vector<Span> spans;  ///< every mention; fields in the order given
};

/// Joins the mentions of an article to people: a surname, with or without title, to the full name
/// that it ends; forms with and without initials to each other. A surname that two people share
/// goes to the one named last. In order of first mention.
std::vector<FoundPerson> join_mentions(std::span<const FieldCandidates> fields);

}  // namespace dateline::annotate
