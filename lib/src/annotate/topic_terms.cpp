#include "annotate/topic_terms.h"

#include <algorithm>

#include "base/hash.h"

namespace dateline::annotate {
namespace {

void merge_equal(std::vector<TopicTerm>& terms) {
  std::sort(terms.begin(), terms.end(),
            [](const TopicTerm& a, const TopicTerm& b) { return a.hash < b.hash; });
  std::size_t kept = 0;
  for (const TopicTerm& each : terms) {
    if (kept > 0 && terms[kept - 1].hash == each.hash) {
      terms[kept - 1].count += each.count;
    } else {
      terms[kept++] = each;
    }
  }
  terms.resize(kept);
}

bool is_number(std::string_view word) {
  return word.front() >= '0' && word.front() <= '9';
}

}  // namespace

std::uint32_t hash_of_stem(std::string_view stem) {
  return static_cast<std::uint32_t>(base::hash64(stem));
}

const std::vector<TopicTerm>& TopicTermCounter::count(const Article& article,
                                                      std::string_view language) {
  terms_.clear();
  places_.clear();
  append(article.headline, TextField::headline, language, headline_weight);
  append(article.body, TextField::body, language, 1);
  merge_equal(terms_);
  return terms_;
}

const std::vector<TopicTerm>& TopicTermCounter::phrase(std::string_view text,
                                                       std::string_view language) {
  terms_.clear();
  places_.clear();
  append(text, TextField::body, language, 1);
  if (terms_.size() == 3) terms_ = {terms_[2]};
  return terms_;
}

void TopicTermCounter::append(std::string_view text, TextField field, std::string_view language,
                              std::uint32_t weight) {
  analyzer_.analyze(text, language, tokens_);
  const auto add = [&](std::uint32_t hash, std::uint32_t from, std::uint32_t to) {
    terms_.push_back({hash, weight});
    places_.push_back({hash, {field, from, to}});
  };
  bool follows = false;
  std::uint32_t last = 0;
  std::uint32_t last_from = 0;
  for (const text::Token& token : tokens_) {
    if (token.joined || is_number(token.word)) continue;
    if (token.stop_word) {
      follows = false;
      continue;
    }
    const std::uint32_t hash = hash_of_stem(token.stem);
    add(hash, token.from, token.to);
    if (follows) add(hash_of_pair(last, hash), last_from, token.to);
    follows = true;
    last = hash;
    last_from = token.from;
  }
}

}  // namespace dateline::annotate
