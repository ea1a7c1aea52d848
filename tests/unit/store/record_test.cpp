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

Article without_facets(Article article) {
  article.people.reset();
  article.countries.reset();
  article.topics.reset();
  return article;
}

// Whatever the bytes, decoding them ends in an article or in a typed error.
bool decodes(const std::string& bytes) {
  try {
    const StoredArticle stored = decode_record(bytes, "INDEX");
    const StoredArticle part = decode_record(bytes, "INDEX", RecordPart::without_facets);
    CHECK(part.article == without_facets(stored.article));
    return true;
  } catch (const dateline::CorruptError&) {
    return false;
  } catch (const dateline::VersionError&) {
    return false;
  }
}

void check_every_bit(const std::string& record) {
  for (std::size_t at = 0; at < record.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = record;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ (1U << bit));
      CHECK_FALSE(decodes(changed));
    }
    CHECK_FALSE(decodes(record.substr(0, at)));
  }
}

}  // namespace

TEST_CASE("a record gives back every field of its article") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  RecordPacker packer;
  for (int round = 0; round < 2000; ++round) {
    const Article article = random.article(random.bytes(40));
    const std::string language = random.one_in(4) ? "" : "en";
    for (const std::string& record :
         {encode_record(article, language), encode_record(article, language, packer)}) {
      const StoredArticle stored = decode_record(record, "INDEX");
      CHECK(stored.article == article);
      CHECK(stored.analysis_language == language);
      const StoredArticle part = decode_record(record, "INDEX", RecordPart::without_facets);
      CHECK(part.article == without_facets(article));
      CHECK(part.analysis_language == language);
    }
  }
}

TEST_CASE("a packed record is smaller, and what cannot be made smaller stays plain") {
  RecordPacker packer;
  const Article article{
      .id = "1",
      .headline = "Ferry strands off the coast",
      .body = "The government said that the ferry would be towed to the harbour."};
  const std::string plain = encode_record(article, "en");
  const std::string packed = encode_record(article, "en", packer);
  CHECK(packed.front() == packed_record);
  CHECK(packed.size() < plain.size() * 3 / 4);
  const Article noise{.id = "\xE7\x13\x88\x5A\x91"};
  CHECK(encode_record(noise, "", packer) == encode_record(noise));
}

TEST_CASE("a record of any length is packed and unpacked") {
  RecordPacker packer;
  for (const std::size_t size : {0, 1, 1000, 200'000, 5'000'000}) {
    Article article{.id = "1"};
    for (std::size_t i = 0; article.body.size() < size; ++i) {
      article.body += std::to_string(i * i) + " ferries ";
    }
    const std::string record = encode_record(article, "en", packer);
    CHECK(decode_record(record, "").article == article);
    const Article same{.id = "1", .body = std::string(size, 'x')};
    CHECK(decode_record(encode_record(same, "en", packer), "").article == same);
  }
}

// Fails where the dictionary has changed: then packed_record must be raised, and this made anew.
TEST_CASE("records packed by the first library that packed them can still be read") {
  const std::string record(
      "\x02\x20\x31\xFD\x00\x00\x53\x01\x04\xD7\x69\x7E\xF6\x90\xB9\xA7\x6A\xED\xAD\x64\xCD"
      "\xE0\x78\x78\x04\x03\xFC\x41\x41\x9B\xC1\xCF\xE4\x89\xE1\x49\x02\x42\x73\xC4\x3D",
      41);
  const Article article{.id = "1", .body = "The government said that the ferry had sunk."};
  CHECK(decode_record(record, "").article == article);
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
    CHECK(what.find("up to 2") != what.npos);
  }
}

TEST_CASE("no changed byte of a record goes unseen") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  RecordPacker packer;
  const Article article = random.article("id");
  check_every_bit(encode_record(article, "en"));
  check_every_bit(encode_record(article, "en", packer));
}

TEST_CASE("a malformed record behind a right checksum gives an error, never a crash") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  RecordPacker packer;
  std::size_t refused = 0;
  for (int round = 0; round < 20000; ++round) {
    const Article article = random.article("id");
    std::string bytes = without_seal(random.one_in(2) ? encode_record(article, "en")
                                                      : encode_record(article, "en", packer));
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
  for (int round = 0; round < 20000; ++round) {
    decodes(seal_record('\1' + random.bytes(60)));
    decodes(seal_record('\2' + random.bytes(60)));
  }
}
