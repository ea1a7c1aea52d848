#include "unit/search/oracle.h"

#include <algorithm>
#include <functional>

#include "base/facet_fields.h"
#include "base/text_fields.h"

namespace dateline::test {
namespace {

// Recursive where the library iterates, on ASCII and two-byte letters alike: bytes will do, as no
// pattern of these tests puts ? in place of an accented letter.
bool like(std::string_view text, std::string_view pattern) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    return like(text, pattern.substr(1)) || (!text.empty() && like(text.substr(1), pattern));
  }
  if (text.empty()) return false;
  return (pattern.front() == '?' || pattern.front() == text.front()) &&
         like(text.substr(1), pattern.substr(1));
}

// Breadth first over all edits of ASCII words: slow and obvious.
std::size_t edits(std::string_view a, std::string_view b) {
  if (a.empty()) return b.size();
  if (b.empty()) return a.size();
  std::size_t best = edits(a.substr(1), b.substr(1)) + (a.front() == b.front() ? 0 : 1);
  if (a.front() == b.front()) return best;
  best = std::min(best, edits(a.substr(1), b) + 1);
  best = std::min(best, edits(a, b.substr(1)) + 1);
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0]) {
    best = std::min(best, edits(a.substr(2), b.substr(2)) + 1);
  }
  return best;
}

// An AND of two values of one facet wants both: neither is a choice.
bool is_contested(const query::Node& node, const query::And& conjunction) {
  const auto* facet = std::get_if<query::Facet>(&node.content);
  if (facet == nullptr) return false;
  for (const auto& each : conjunction.operands) {
    const auto* other = std::get_if<query::Facet>(&each->content);
    if (other != nullptr && other->field == facet->field && other->value != facet->value)
      return true;
  }
  return false;
}

enum class Role { tested, selects, ignored };

// Two values of one facet that must both be there are no choice; beside one that must be there what
// may be there means nothing.
Role role_of(const query::Group::Clause& clause, const query::Group& group) {
  using Occur = query::Group::Occur;
  const auto* facet = std::get_if<query::Facet>(&clause.operand->content);
  if (facet == nullptr || clause.occur == Occur::excluded) return Role::tested;
  for (const auto& each : group.clauses) {
    const auto* other = std::get_if<query::Facet>(&each.operand->content);
    if (other == nullptr || each.occur != Occur::required || other->field != facet->field) continue;
    if (clause.occur == Occur::optional) return Role::ignored;
    if (other->value != facet->value) return Role::tested;
  }
  return Role::selects;
}

std::string ascii_lower(std::string text) {
  for (char& each : text) each = each >= 'A' && each <= 'Z' ? static_cast<char>(each + 32) : each;
  return text;
}

}  // namespace

Oracle::Oracle(const std::vector<Article>& articles) {
  for (const Article& article : articles) {
    Indexed out;
    out.article = &article;
    for (const auto& field : base::text_fields()) {
      out.texts[std::string(field.name)] = analysed(article.*field.text);
    }
    for (const auto& field : base::facet_fields()) {
      auto& keys = out.facets[std::string(field.name)];
      for (const std::string& key : field.values(article)) {
        keys.insert(key);
        if (field.hierarchical) {
          for (const std::string& above : base::ancestors(key)) keys.insert(above);
        }
      }
    }
    articles_.push_back(std::move(out));
  }
}

Oracle::Text Oracle::analysed(const std::string& text) {
  analyzer_.analyze(text, "en", tokens_);
  Text out;
  for (const text::Token& each : tokens_) {
    out.words.push_back({std::string(each.word), std::string(each.stem),
                         std::string(each.accented_stem), each.position, each.joined,
                         each.stop_word, each.from, each.to, 1});
  }
  for (Word& joined : out.words) {
    if (!joined.joined) continue;
    joined.parts = static_cast<std::uint32_t>(
        std::count_if(out.words.begin(), out.words.end(), [&](const Word& each) {
          return !each.joined && each.from >= joined.from && each.to <= joined.to;
        }));
  }
  return out;
}

std::vector<std::string> Oracle::fields_of(const std::string& field) const {
  if (field.empty()) return {"headline", "body"};
  return {field};
}

std::vector<std::size_t> Oracle::matches(const SearchRequest& request) {
  const Selected selected = selections(request);
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < articles_.size(); ++i) {
    if (matches_base(articles_[i], request) && satisfies(articles_[i], selected, {})) {
      out.push_back(i);
    }
  }
  return out;
}

std::map<std::string, std::uint64_t> Oracle::counts(const SearchRequest& request,
                                                    const std::string& field) {
  const Selected selected = selections(request);
  std::map<std::string, std::uint64_t> out;
  for (const Indexed& each : articles_) {
    if (!matches_base(each, request) || !satisfies(each, selected, field)) continue;
    for (const std::string& key : each.facets.at(field)) ++out[key];
  }
  return out;
}

SearchRequest Oracle::resolved_mode(SearchRequest request) {
  if (request.match != Match::automatic) return request;
  request.match = Match::all;
  const bool any = std::any_of(articles_.begin(), articles_.end(),
                               [&](const Indexed& each) { return matches_base(each, request); });
  if (!any) request.match = Match::any;
  return request;
}

Oracle::Selected Oracle::selections(const SearchRequest& request) const {
  Selected out;
  for (const FacetFilter& each : request.filters) out[each.field].insert(each.value);
  const auto& root = request.query.root().content;
  const auto add = [&](const query::Node& node) {
    if (const auto* facet = std::get_if<query::Facet>(&node.content)) {
      out[facet->field].insert(facet->value);
    }
  };
  add(request.query.root());
  if (const auto* both = std::get_if<query::And>(&root)) {
    for (const auto& operand : both->operands) {
      if (!is_contested(*operand, *both)) add(*operand);
    }
  }
  if (const auto* group = std::get_if<query::Group>(&root)) {
    for (const auto& clause : group->clauses) {
      if (role_of(clause, *group) == Role::selects) add(*clause.operand);
    }
  }
  return out;
}

bool Oracle::satisfies(const Indexed& article, const Selected& selected,
                       const std::string& but) const {
  return std::all_of(selected.begin(), selected.end(), [&](const auto& each) {
    const auto& keys = article.facets.at(each.first);
    return each.first == but || std::any_of(each.second.begin(), each.second.end(),
                                            [&](const auto& key) { return keys.contains(key); });
  });
}

bool Oracle::matches_base(const Indexed& article, const SearchRequest& request) {
  const auto& date = article.article->date;
  if (request.from && (!date || *date < *request.from)) return false;
  if (request.to && (!date || *date > *request.to)) return false;
  const query::Node& root = request.query.root();
  if (std::holds_alternative<query::Facet>(root.content)) return true;
  if (const auto* both = std::get_if<query::And>(&root.content)) {
    return std::all_of(both->operands.begin(), both->operands.end(), [&](const auto& each) {
      const bool selects =
          std::holds_alternative<query::Facet>(each->content) && !is_contested(*each, *both);
      return selects || holds(*each, article, {}, request.match);
    });
  }
  const auto* group = std::get_if<query::Group>(&root.content);
  if (group == nullptr) return holds(root, article, {}, request.match);
  query::Group rest;
  for (const auto& clause : group->clauses) {
    if (role_of(clause, *group) == Role::tested) rest.clauses.push_back(clause);
  }
  return rest.clauses.empty() || holds_group(rest, article, {}, request.match);
}

bool Oracle::holds(const query::Node& node, const Indexed& article, const std::string& field,
                   Match match) {
  const auto in_any_text = [&](const auto& test) {
    for (const std::string& name : fields_of(field)) {
      if (test(article.texts.at(name))) return true;
    }
    return false;
  };
  const auto& content = node.content;
  if (std::holds_alternative<query::Nothing>(content)) return false;
  if (std::holds_alternative<query::Everything>(content)) return true;
  if (const auto* word = std::get_if<query::Word>(&content)) {
    return holds_word(*word, article, field);
  }
  if (const auto* phrase = std::get_if<query::Phrase>(&content)) {
    return in_any_text([&](const Text& text) { return !runs(phrase->text, text).empty(); });
  }
  if (const auto* near = std::get_if<query::Near>(&content)) {
    return holds_near(*near, article, field);
  }
  if (std::holds_alternative<query::Wildcard>(content) ||
      std::holds_alternative<query::Fuzzy>(content)) {
    return in_any_text([&](const Text& text) { return !occurrences(node, text).empty(); });
  }
  if (const auto* fielded = std::get_if<query::Fielded>(&content)) {
    return holds(*fielded->operand, article, fielded->field, match);
  }
  if (const auto* facet = std::get_if<query::Facet>(&content)) {
    return article.facets.at(facet->field).contains(facet->value);
  }
  if (const auto* range = std::get_if<query::DateRange>(&content)) {
    const auto& date = article.article->date;
    if (!range->from && !range->to) return true;
    return date && (!range->from || *date >= *range->from) && (!range->to || *date <= *range->to);
  }
  if (const auto* boosted = std::get_if<query::Boosted>(&content)) {
    return holds(*boosted->operand, article, field, match);
  }
  const auto holds_too = [&](const query::NodePtr& each) {
    return holds(*each, article, field, match);
  };
  if (const auto* both = std::get_if<query::And>(&content)) {
    return std::all_of(both->operands.begin(), both->operands.end(), holds_too);
  }
  if (const auto* either = std::get_if<query::Or>(&content)) {
    return std::any_of(either->operands.begin(), either->operands.end(), holds_too);
  }
  if (const auto* negation = std::get_if<query::Not>(&content)) {
    return !holds_too(negation->operand);
  }
  return holds_group(std::get<query::Group>(content), article, field, match);
}

bool Oracle::holds_word(const query::Word& word, const Indexed& article, const std::string& field) {
  const Text typed = analysed(word.text);
  const bool compound = std::count_if(typed.words.begin(), typed.words.end(),
                                      [](const Word& each) { return !each.joined; }) > 1;
  const auto has_stem = [](const Text& text, const Word& wanted) {
    return std::any_of(text.words.begin(), text.words.end(), [&](const Word& each) {
      for (const std::string* own : {&wanted.stem, &wanted.accented_stem}) {
        if (!own->empty() && (each.stem == *own || each.accented_stem == *own)) return true;
      }
      return false;
    });
  };
  for (const std::string& name : fields_of(field)) {
    const Text& text = article.texts.at(name);
    for (const Word& each : typed.words) {
      if ((!compound || each.joined) && has_stem(text, each)) return true;
    }
    if (compound && !runs(word.text, text).empty()) return true;
  }
  return false;
}

void Oracle::read(const Text& typed, std::uint32_t position, std::vector<std::string> so_far,
                  std::vector<std::vector<std::string>>& readings) const {
  bool end = true;
  for (const Word& each : typed.words) {
    if (each.position != position) continue;
    end = false;
    std::vector<std::string> longer = so_far;
    longer.push_back(each.word);
    read(typed, position + each.parts, std::move(longer), readings);
  }
  if (end && !so_far.empty()) readings.push_back(std::move(so_far));
}

std::vector<Oracle::Occurrence> Oracle::runs(const std::string& quoted, const Text& text) {
  std::vector<std::vector<std::string>> readings;
  read(analysed(quoted), 1, {}, readings);
  std::vector<Occurrence> out;
  for (const auto& run : readings) {
    if (run.empty()) continue;
    for (const Word& first : text.words) {
      bool all = true;
      for (std::size_t i = 0; i < run.size() && all; ++i) {
        all = std::any_of(text.words.begin(), text.words.end(), [&](const Word& each) {
          return each.word == run[i] && each.position == first.position + i;
        });
      }
      if (all) {
        out.push_back(
            {first.position, first.position + static_cast<std::uint32_t>(run.size()) - 1});
      }
    }
  }
  return out;
}

std::vector<Oracle::Occurrence> Oracle::occurrences(const query::Node& node, const Text& text) {
  if (const auto* word = std::get_if<query::Word>(&node.content)) return runs(word->text, text);
  if (const auto* phrase = std::get_if<query::Phrase>(&node.content)) {
    return runs(phrase->text, text);
  }
  std::vector<Occurrence> out;
  for (const Word& each : text.words) {
    bool fits = false;
    if (const auto* wildcard = std::get_if<query::Wildcard>(&node.content)) {
      fits = like(each.word, ascii_lower(wildcard->pattern));
    } else if (const auto* fuzzy = std::get_if<query::Fuzzy>(&node.content)) {
      fits = edits(each.word, ascii_lower(fuzzy->text)) <= fuzzy->edits;
    }
    if (fits) out.push_back({each.position, each.position});
  }
  return out;
}

bool Oracle::holds_near(const query::Near& near, const Indexed& article, const std::string& field) {
  for (const std::string& name : fields_of(field)) {
    const Text& text = article.texts.at(name);
    std::vector<std::vector<Occurrence>> places;
    for (const auto& each : near.operands) places.push_back(occurrences(*each, text));
    // Every choice of one occurrence for each operand.
    const std::function<bool(std::vector<Occurrence>&)> choose =
        [&](std::vector<Occurrence>& taken) {
          if (taken.size() < places.size()) {
            for (const Occurrence& each : places[taken.size()]) {
              taken.push_back(each);
              if (choose(taken)) return true;
              taken.pop_back();
            }
            return false;
          }
          std::vector<Occurrence> chain = taken;
          if (!near.ordered) {
            std::sort(chain.begin(), chain.end(),
                      [](const auto& a, const auto& b) { return a.first < b.first; });
          }
          for (std::size_t i = 1; i < chain.size(); ++i) {
            if (chain[i].first <= chain[i - 1].last) return false;
            if (chain[i].first - chain[i - 1].last > near.distance) return false;
          }
          return true;
        };
    std::vector<Occurrence> taken;
    if (choose(taken)) return true;
  }
  return false;
}

bool Oracle::holds_group(const query::Group& group, const Indexed& article,
                         const std::string& field, Match match) {
  using Occur = query::Group::Occur;
  std::vector<const query::Node*> words;
  bool required_word = false;
  bool counts = false;  // a word that is no stop word
  for (const auto& clause : group.clauses) {
    const query::Node& node = *clause.operand;
    const bool held = holds(node, article, field, match);
    if (clause.occur == Occur::excluded) {
      if (held) return false;
    } else if (clause.occur == Occur::required || is_filter(node)) {
      if (!held) return false;
      required_word = required_word || !is_filter(node);
      counts = counts || (!is_filter(node) && !is_stop(node));
    } else {
      const bool again = std::any_of(words.begin(), words.end(),
                                     [&](const query::Node* each) { return *each == node; });
      if (!again) words.push_back(&node);
      counts = counts || !is_stop(node);
    }
  }
  if (counts) std::erase_if(words, [this](const query::Node* each) { return is_stop(*each); });
  std::size_t have = 0;
  for (const query::Node* each : words) have += holds(*each, article, field, match) ? 1 : 0;
  switch (match) {
    case Match::all:
      return have == words.size();
    case Match::most:
      return 3 * have >= 2 * words.size();
    default:
      return words.empty() || required_word || have > 0;
  }
}

bool Oracle::is_filter(const query::Node& node) const {
  const auto& content = node.content;
  const auto filter = [this](const query::NodePtr& each) { return is_filter(*each); };
  if (const auto* both = std::get_if<query::And>(&content)) {
    return std::all_of(both->operands.begin(), both->operands.end(), filter);
  }
  if (const auto* either = std::get_if<query::Or>(&content)) {
    return std::all_of(either->operands.begin(), either->operands.end(), filter);
  }
  if (const auto* group = std::get_if<query::Group>(&content)) {
    return std::all_of(group->clauses.begin(), group->clauses.end(), [&](const auto& each) {
      return each.occur == query::Group::Occur::excluded || is_filter(*each.operand);
    });
  }
  return std::holds_alternative<query::Facet>(content) ||
         std::holds_alternative<query::DateRange>(content) ||
         std::holds_alternative<query::Everything>(content) ||
         std::holds_alternative<query::Not>(content);
}

bool Oracle::is_stop(const query::Node& node) {
  const auto* word = std::get_if<query::Word>(&node.content);
  if (word == nullptr) return false;
  const Text typed = analysed(word->text);
  return std::all_of(typed.words.begin(), typed.words.end(),
                     [](const Word& each) { return each.joined || each.stop_word; });
}

}  // namespace dateline::test
