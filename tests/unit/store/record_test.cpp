#include "store/record.h"

#include <limits>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "random_articles.h"

using namespace dateline::store;
using dateline::Article;

namespace {

std::string without_seal(const std::string& record) {
  return record.substr(0, record.size() - 4);
}

// Whatever the bytes, decoding them ends in an article or in a typed error.
bool decodes(const std::string& bytes) {
  try {
    decode_record(bytes, "INDEX");
    return true;
  } catch (const dateline::CorruptError&) {
    return false;
  } catch (const dateline::VersionError&) {
    return false;
  }
}

}  // namespace

TEST_CASE("a record gives back every field of its article") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  for (int round = 0; round < 2000; ++round) {
    const Article article = random.article(random.bytes(40));
    const std::string language = random.one_in(4) ? "" : "en";
    const StoredArticle stored = decode_record(encode_record(article, language), "INDEX");
    CHECK(stored.article == article);
    CHECK(stored.analysis_language == language);
  }
}

TEST_CASE("a facet without values is not one of which nothing is known") {
  Article none;
  none.topics.emplace();
  CHECK(decode_record(encode_record(none), "").article.topics.has_value());
  CHECK_FALSE(decode_record(encode_record({}), "").article.topics.has_value());
}

TEST_CASE("the ends of what numbers can hold survive") {
  Article article;
  article.instant = std::numeric_limits<std::int64_t>::min();
  article.date = dateline::Date{std::chrono::year{9999} / 12 / 31};
  constexpr auto most = std::numeric_limits<std::uint32_t>::max();
  article.people = {{"a", "", {}, 0.0F, {{dateline::TextField::section, most, 0}, {{}, 0, most}}}};
  CHECK(decode_record(encode_record(article), "").article == article);
}

TEST_CASE("a record of a later version is refused, saying both versions") {
  std::string record = encode_record({});
  record[0] = 7;
  try {
    decode_record(record, "INDEX: document 3");
    FAIL("nothing thrown");
  } catch (const dateline::VersionError& error) {
    const std::string_view what = error.what();
    CHECK(what.starts_with("INDEX: document 3"));
    CHECK(what.find("format 7") != what.npos);
    CHECK(what.find("up to 1") != what.npos);
  }
}

TEST_CASE("no changed byte of a record goes unseen") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  const std::string record = encode_record(random.article("id"), "en");
  for (std::size_t at = 0; at < record.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = record;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ (1U << bit));
      CHECK_FALSE(decodes(changed));
    }
    CHECK_FALSE(decodes(record.substr(0, at)));
  }
}

TEST_CASE("a malformed record behind a right checksum gives an error, never a crash") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  std::size_t refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = without_seal(encode_record(random.article("id"), "en"));
    for (std::size_t left = 1 + random.below(4); left > 0; --left) {
      const std::size_t at = random.below(bytes.size());
      switch (random.below(4)) {
        case 0:
          bytes[at] = static_cast<char>(random.below(256));
          break;
        case 1:
          bytes.erase(at, 1 + random.below(8));
          break;
        case 2:
          bytes.insert(at, random.bytes(8));
          break;
        default:
          bytes.resize(at + 1);
          break;
      }
      if (bytes.empty()) bytes += '\1';
    }
    if (!decodes(seal_record(bytes))) ++refused;
  }
  CHECK(refused > 1000);
  for (int round = 0; round < 20000; ++round) decodes(seal_record('\1' + random.bytes(60)));
}
