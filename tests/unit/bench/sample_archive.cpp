#include "unit/bench/sample_archive.h"

#include <array>
#include <string>

#include "corpus/archive_generator.h"
#include "corpus/growing_choice.h"
#include "corpus/random.h"

namespace bench::corpus {
namespace {

// A word for each number: the digits in base 6 as syllables.
std::string word(std::size_t number) {
  constexpr std::array syllables{"ba", "lo", "ti", "ren", "sum", "kav"};
  std::string out;
  do {
    out += syllables[number % syllables.size()];
    number /= syllables.size();
  } while (number > 0);
  return out + "er";
}

}  // namespace

std::vector<dateline::Article> sample_articles(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  GrowingChoice words(0.6, 8);
  constexpr std::array countries{"usa", "usa", "usa", "france", "west-germany"};
  constexpr std::array topics{"grain", "ship", "trade"};
  std::vector<dateline::Article> out(count);
  for (dateline::Article& article : out) {
    for (int sentence = 0; sentence < 6; ++sentence) {
      std::string text = sentence == 2 ? "Ministers said" : "The";
      for (std::size_t i = 0; i < 8 + random.below(6); ++i) text += ' ' + word(words.draw(random));
      article.body += (article.body.empty() ? "" : " ") + text + '.';
    }
    article.headline = "Ministers on " + word(words.draw(random));
    article.countries.emplace(1).front().value = countries[random.below(countries.size())];
    article.topics.emplace(1).front().value = topics[random.below(topics.size())];
  }
  return out;
}

std::vector<dateline::Article> generated_articles(std::size_t wanted, std::uint64_t seed) {
  ArchiveGenerator generator(seed, wanted);
  for (const dateline::Article& article : sample_articles(300, 7)) generator.learn(article);
  generator.prepare();
  std::vector<dateline::Article> out;
  while (out.size() < wanted) out.push_back(generator.next());
  return out;
}

}  // namespace bench::corpus
