#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/growing_choice.h"
#include "corpus/invented_words.h"
#include "corpus/random.h"
#include "corpus/text_model.h"
#include "dateline/article.h"

namespace bench::corpus {

/// Makes an archive of any size that is like the articles learnt: the same words and turns of
/// phrase, lengths, topics and countries and which of them go together. As in a real archive there
/// are ever more words and people, the more articles there are (GrowingChoice), over thirty years
/// in order of date. The same articles learnt, seed and size give the same archive to the byte.
class ArchiveGenerator {
 public:
  /// `articles`: how many will be made, so that they spread over the years.
  ArchiveGenerator(std::uint64_t seed, std::size_t articles) : random_(seed), articles_(articles) {}

  /// Takes in an article to be like. One without a body is passed over.
  void learn(const dateline::Article& article);
  /// To be called once, after the last `learn`. Throws std::invalid_argument if nothing was learnt.
  void prepare();
  /// The next article, with all labels given.
  dateline::Article next();

 private:
  /// What one learnt article hands on to those made after it.
  struct Pattern {
    dateline::FacetValues countries;
    dateline::FacetValues topics;
    std::uint32_t subject = 0;
    std::size_t body_tokens = 0;
  };
  /// A text in the making.
  struct Draft {
    std::string text;
    std::size_t tokens = 0;
  };

  std::string headline(const Pattern& pattern);
  std::string body(const Pattern& pattern, const dateline::FacetValues& people);
  void add_sentence(TextModel& model, TextModel::Place place, std::uint32_t subject, Draft& draft);
  void add_token(const Token& token, Draft& draft);
  dateline::FacetValues people();
  std::string invented(std::string_view like);
  std::string person_name();

  Random random_;
  std::size_t articles_;
  std::size_t made_ = 0;
  std::map<std::string, std::uint32_t> subjects_;
  std::vector<Pattern> patterns_;
  std::vector<TextModel::Place> statements_;
  double length_scale_ = 1;
  TextModel bodies_;
  TextModel headlines_;
  InventedWords inventor_;
  GrowingChoice word_choice_{0.75, 500};
  std::vector<std::string> words_;
  GrowingChoice given_name_choice_{0.4, 40};
  std::vector<std::string> given_names_;
  GrowingChoice person_choice_{0.6, 50};
  std::vector<std::string> people_;
};

}  // namespace bench::corpus
