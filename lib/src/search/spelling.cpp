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

std::optional<std::string> nearest_word(const Xapian::Database& database, std::string_view word,
                                        std::uint64_t more_than) {
  const std::u32string wanted = characters(word);
  const std::size_t allowed = edits_allowed(wanted);
  if (allowed == 0) return std::nullopt;
  std::optional<std::string> best;
  std::size_t best_edits = allowed + 1;
  std::uint64_t best_articles = 0;
  const base::TextFieldInfo& body = *base::find_text_field("body");
  for_each_word(database, body, {}, [&](std::string_view each, std::uint64_t articles) {
    if (articles <= more_than || each == word) return;
    if (each.size() > word.size() + 4 * allowed || word.size() > each.size() + 4 * allowed) return;
    const std::size_t edits = edit_distance(wanted, characters(each), allowed);
    if (edits > allowed) return;
    const bool better = edits != best_edits ? edits < best_edits : articles > best_articles;
    if (!better) return;
    best = std::string(each);
    best_edits = edits;
    best_articles = articles;
  });
  return best;
}

query::NodePtr replace_words(const query::Node& root, const Replacements& replacements) {
  return Replacer(replacements).replaced(root);
}

}  // namespace dateline::search
