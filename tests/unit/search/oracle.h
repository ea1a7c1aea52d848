#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dateline/article.h"
#include "dateline/search.h"
#include "query/tree.h"
#include "text/analyzer.h"

namespace dateline::test {

/// Says what a search must find by reading every article: no index, no terms, no shared code but
/// the analyser. For archives in one language whose facet values are typed by their keys.
class Oracle {
 public:
  explicit Oracle(const std::vector<Article>& articles);

  /// Places (in the archive) of what matches `request`, selections included. `match` must not be
  /// automatic.
  std::vector<std::size_t> matches(const SearchRequest& request);
  /// How many of the articles that satisfy everything but the selections of `field` have each
  /// value.
  std::map<std::string, std::uint64_t> counts(const SearchRequest& request,
                                              const std::string& field);
  /// As `matches` of Match::all if the archive, selections aside, has any, else of Match::any.
  SearchRequest resolved_mode(SearchRequest request);

 private:
  struct Word {
    std::string word;
    std::string stem;
    std::string accented_stem;
    std::uint32_t position = 0;
    bool joined = false;
    bool stop_word = false;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint32_t parts = 1;  // words of the text that it stands for
  };
  struct Text {
    std::vector<Word> words;
  };
  struct Indexed {
    const Article* article = nullptr;
    std::map<std::string, Text> texts;
    std::map<std::string, std::set<std::string>> facets;
  };
  struct Occurrence {
    std::uint32_t first;
    std::uint32_t last;
  };
  using Selected = std::map<std::string, std::set<std::string>>;

  Text analysed(const std::string& text);
  std::vector<std::string> fields_of(const std::string& field) const;
  Selected selections(const SearchRequest& request) const;
  bool matches_base(const Indexed& article, const SearchRequest& request);
  bool satisfies(const Indexed& article, const Selected& selected, const std::string& but) const;

  bool holds(const query::Node& node, const Indexed& article, const std::string& field,
             Match match);
  bool holds_word(const query::Word& word, const Indexed& article, const std::string& field);
  bool holds_near(const query::Near& near, const Indexed& article, const std::string& field);
  bool holds_group(const query::Group& group, const Indexed& article, const std::string& field,
                   Match match);
  /// Every way to read `typed` from `position` on: a compound by its parts or by its joined form.
  void read(const Text& typed, std::uint32_t position, std::vector<std::string> so_far,
            std::vector<std::vector<std::string>>& readings) const;
  /// Where one of the readings of `quoted` stands.
  std::vector<Occurrence> runs(const std::string& quoted, const Text& text);
  std::vector<Occurrence> occurrences(const query::Node& node, const Text& text);
  bool is_filter(const query::Node& node) const;
  bool is_stop(const query::Node& node);

  std::vector<Indexed> articles_;
  text::Analyzer analyzer_;
  text::TokenList tokens_;
};

}  // namespace dateline::test
