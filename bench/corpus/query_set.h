#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/random.h"
#include "dateline/article.h"

namespace bench::corpus {

struct BenchQuery {
  std::string type;  ///< "two words AND"; of the heavy ones "heavy: two words AND"
  std::string text;  ///< in Dateline's query language
  bool operator==(const BenchQuery&) const = default;
};

/// Queries that an archive can answer, in fixed numbers of fixed types, chosen by how many articles
/// have a word: frequent from a twentieth to three tenths of all, middling from a sixtieth, rare
/// about one in ten thousand, heavy from half. Words of one query, phrases, countries and years
/// come out of one article, so that there is a hit. The same articles and seed give the same
/// queries.
///
/// Memory: the distinct words of the archive and some thousands of its articles.
class QuerySet {
 public:
  explicit QuerySet(std::uint64_t seed) : random_(seed) {}

  void see(const dateline::Article& article);

  /// All queries, type by type. Of a type for which the archive has too few words there are fewer;
  /// throws std::runtime_error where there are none at all.
  std::vector<BenchQuery> make();

 private:
  using Number = std::uint32_t;
  struct Word {
    std::string text;
    std::size_t articles = 0;
    std::size_t last_article = 0;
  };
  /// The words of one article; `gap` where something else stands between them.
  struct Sample {
    std::vector<Number> words;
    std::string country;
    int year = 0;
  };
  struct Band {
    double from = 0;
    double to = 0;
  };
  enum class Glue { conjunction, disjunction, phrase };
  enum class Source { one_article, any_articles };
  enum class Filter { none, country, year };
  struct Recipe {
    std::string_view type;
    std::size_t wanted = 0;
    std::size_t words = 0;
    Band band{};
    Glue glue = Glue::conjunction;
    Source source = Source::one_article;
    Filter filter = Filter::none;
  };
  static constexpr Number gap = 0;
  static const std::vector<Recipe>& recipes();

  Number number(std::string_view word);
  Sample read(const dateline::Article& article);
  bool in_band(Number word, const Band& band) const;
  std::vector<Number> choose(const Recipe& recipe, const Sample& sample);
  std::vector<Number> choose_run(const Recipe& recipe, const Sample& sample);
  std::string compose(const Recipe& recipe);

  Random random_;
  std::vector<Word> words_{Word{}};
  std::unordered_map<std::string, Number> numbers_;
  std::size_t articles_ = 0;
  std::vector<Sample> samples_;
};

}  // namespace bench::corpus
