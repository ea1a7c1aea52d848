#include "random_documents.h"

#include <algorithm>
#include <map>
#include <set>

using dateline::store::Document;

RandomDocuments::RandomDocuments(std::uint64_t seed) : random_(seed) {
  const std::size_t size = one_in(3) ? 10 : 3000;
  while (vocabulary_.size() < size) vocabulary_.push_back(term());
  most_terms_ = one_in(2) ? 5 : 80;
  most_value_bytes_ = one_in(4) ? 5000 : 40;
  largest_gap_ = one_in(3) ? 5'000'000 : 3;
  has_positions_ = !one_in(4);
}

std::size_t RandomDocuments::below(std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random_);
}

std::string RandomDocuments::bytes(std::size_t most) {
  std::string out(below(most + 1), '\0');
  for (char& each : out) each = static_cast<char>(below(256));
  return out;
}

// A zero byte counts twice.
std::string RandomDocuments::term() {
  constexpr std::size_t longest = 245;
  if (one_in(20)) {
    std::string out(1 + below(longest), static_cast<char>('a' + below(2)));
    if (one_in(2)) out.resize(longest, 'z');
    return out;
  }
  if (one_in(20)) {
    std::string out = std::string(1 + below(5), '\0') + bytes(100);
    if (one_in(2)) out += '\0';
    return out;
  }
  std::string out;
  for (std::size_t left = 1 + below(8); left > 0; --left) {
    out += static_cast<char>('a' + below(6));
  }
  return out;
}

std::size_t RandomDocuments::count() {
  if (one_in(8)) return below(3);
  return below(most_terms_ > 10 ? 300 : 1200);
}

std::uint32_t RandomDocuments::docid_after(std::uint32_t docid) {
  return docid + 1 + static_cast<std::uint32_t>(one_in(10) ? below(largest_gap_) : 0);
}

std::vector<std::uint32_t> RandomDocuments::positions() {
  std::set<std::uint32_t> out;
  const std::size_t limit = one_in(10) ? 4'294'967'295 : 2000;
  for (std::size_t left = 1 + below(one_in(10) ? 300 : 4); left > 0; --left) {
    out.insert(static_cast<std::uint32_t>(below(limit)));
  }
  return {out.begin(), out.end()};
}

void RandomDocuments::add_terms(Document& document) {
  struct Term {
    std::uint32_t wdf = 0;
    std::vector<std::uint32_t> positions;
  };
  std::map<std::string, Term> terms;
  for (std::size_t left = below(most_terms_); left > 0; --left) {
    // The first of the vocabulary are in most documents.
    const std::size_t common =
        one_in(2) ? vocabulary_.size() : std::min<std::size_t>(8, vocabulary_.size());
    const std::string& name = vocabulary_[below(common)];
    Term term;
    if (!one_in(3)) term.wdf = static_cast<std::uint32_t>(below(one_in(20) ? 100'000 : 5));
    if (has_positions_ && one_in(2)) {
      term.positions = positions();
      // xapian-check takes positions in a document of length 0 for damage, whoever wrote it.
      term.wdf = std::max(term.wdf, 1U);
    }
    terms.try_emplace(name, std::move(term));
  }
  for (const auto& [name, term] : terms) document.add_term(name, term.wdf, term.positions);
}

Document RandomDocuments::document() {
  Document out;
  if (one_in(30)) return out;
  add_terms(out);
  for (const std::uint32_t slot : slots) {
    if (!one_in(3)) continue;
    std::string value = bytes(one_in(5) ? most_value_bytes_ : 8);
    if (!value.empty()) out.values.push_back({slot, std::move(value)});
  }
  if (one_in(100)) {
    out.record = bytes(200'000);
  } else if (one_in(2)) {
    out.record = bytes(60);
  } else {
    out.record = std::string(below(3000), 'x');
  }
  return out;
}
