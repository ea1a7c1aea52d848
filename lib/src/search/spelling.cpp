#include "search/spelling.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "base/text_fields.h"
#include "search/edit_distance.h"
#include "search/word_list.h"

namespace dateline::search {
namespace {

std::size_t edits_allowed(std::u32string_view word) {
  const auto is_digit = [](char32_t each) { return each >= U'0' && each <= U'9'; };
  if (word.size() <= 2 || std::any_of(word.begin(), word.end(), is_digit)) return 0;
  return word.size() <= 4 ? 1 : 2;
}

/// The best so far of the words that pass by.
class Nearest {
 public:
  explicit Nearest(const DoubtedWord& doubted)
      : doubted_(&doubted),
        distance_(doubted.word, edits_allowed(characters(doubted.word))),
        edits_(distance_.limit() + 1) {}

  void consider(std::string_view word, TermCursor& at) {
    if (word == doubted_->word) return;
    const std::size_t edits = distance_.to(word);
    if (edits > distance_.limit()) return;
    const std::uint64_t articles = at.articles();
    if (articles <= doubted_->more_than) return;
    const bool better = edits != edits_ ? edits < edits_ : articles > articles_;
    if (!better) return;
    word_ = std::string(word);
    edits_ = edits;
    articles_ = articles;
  }
  std::optional<std::string> word() && { return std::move(word_); }

 private:
  const DoubtedWord* doubted_;
  WordDistance distance_;
  std::optional<std::string> word_;
  std::size_t edits_;
  std::uint64_t articles_ = 0;
};

/// Copies a tree with other words in it. Nodes without operands stay as they are.
class Replacer {
 public:
  explicit Replacer(const Replacements& replacements) : replacements_(&replacements) {}

  query::NodePtr replaced(const query::Node& node) const {
    query::Node copy = node;
    std::visit(*this, copy.content);
    return std::make_shared<const query::Node>(std::move(copy));
  }

  void operator()(query::Word& word) const {
    const auto found = replacements_->find(word.text);
    if (found != replacements_->end()) word.text = found->second;
  }
  void operator()(query::Group& group) const {
    for (auto& clause : group.clauses) clause.operand = replaced(*clause.operand);
  }
  template <class Content>
  void operator()(Content& content) const {
    if constexpr (requires { content.operands; }) {
      for (auto& each : content.operands) each = replaced(*each);
    } else if constexpr (requires { content.operand; }) {
      content.operand = replaced(*content.operand);
    }
  }

 private:
  const Replacements* replacements_;
};

}  // namespace

std::vector<std::optional<std::string>> nearest_words(Vocabulary& vocabulary,
                                                      const std::vector<DoubtedWord>& words,
                                                      Deadline& deadline) {
  std::vector<Nearest> search;
  for (const DoubtedWord& each : words) search.emplace_back(each);
  const base::TextFieldInfo& body = *base::find_text_field("body");
  for_each_word(vocabulary, body, {}, [&](std::string_view word, TermCursor& at) {
    for (Nearest& each : search) each.consider(word, at);
    return !deadline.passed();
  });
  std::vector<std::optional<std::string>> out;
  for (Nearest& each : search) {
    out.push_back(deadline.has_passed() ? std::nullopt : std::move(each).word());
  }
  return out;
}

query::NodePtr replace_words(const query::Node& root, const Replacements& replacements) {
  return Replacer(replacements).replaced(root);
}

}  // namespace dateline::search
