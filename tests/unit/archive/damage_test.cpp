#include <random>

#include <doctest/doctest.h>

#include "base/utf8.h"
#include "unit/archive/packing.h"
#include "unit/archive/reading.h"
#include "unit/archive/samples.h"

using namespace dateline;
using namespace dateline::archive;

namespace {

void damage(std::string& bytes, std::mt19937& random) {
  constexpr std::string_view pieces[] = {"<",    ">",      "\"",       "\\",        "{",        "}",
                                         "[",    "]",      "\n",       "\0",        "&",        ";",
                                         "</D>", "<TEXT>", "</TITLE>", "\xC3",      "\xFF\xFE", "(",
                                         ")",    " - ",    "By ",      "<REUTERS ", "\\ud800"};
  for (auto i = 1 + random() % 6; i > 0 && !bytes.empty(); --i) {
    const std::size_t at = random() % bytes.size();
    switch (random() % 5) {
      case 0:
        bytes[at] = static_cast<char>(random() % 256);
        break;
      case 1:
        bytes.erase(at, 1 + random() % 40);
        break;
      case 2:
        bytes.insert(at, pieces[random() % std::size(pieces)]);
        break;
      case 3:
        bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 200));
        break;
      default:
        bytes.resize(at);
    }
  }
}

void check_valid(const Article& article) {
  for (const std::string* each :
       {&article.headline, &article.body, &article.dateline, &article.byline, &article.source,
        &article.section, &article.removed}) {
    CHECK(base::is_valid_utf8(*each));
    CHECK(each->find('\0') == std::string::npos);
  }
  CHECK_FALSE(article.id.empty());
  for (const auto& [key, value] : article.extra) CHECK(base::is_valid_utf8(key + value));
}

}  // namespace

TEST_CASE("damaged input never throws and gives only valid text") {
  constexpr unsigned seed = 21578;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (const Sample& sample : samples()) {
    for (int round = 0; round < 3000; ++round) {
      INFO(sample.format << ", round " << round);
      std::string bytes = sample.bytes.substr(0, 3000);
      damage(bytes, random);
      const bool forced = round % 2 == 0;
      const auto records = read_bytes(bytes, {.format = forced ? sample.format : "auto"});
      for (const Record& each : records) {
        if (each.article()) check_valid(*each.article());
      }
    }
  }
}

TEST_CASE("damaged packages never throw") {
  constexpr unsigned seed = 1952;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const std::string text = samples()[2].bytes;
  std::vector<std::string> packages;
  for (const char* filter : {"gzip", "bzip2", "xz", "zstd"})
    packages.push_back(compress(text, filter));
  packages.push_back(pack({{"a", text}, {"b", text}}, "ustar"));
  packages.push_back(pack({{"a", text}, {"b", text}}, "zip"));
  for (int round = 0; round < 2000; ++round) {
    INFO("round " << round);
    std::string bytes = packages[random() % packages.size()];
    damage(bytes, random);
    for (const Record& each : read_bytes(bytes)) {
      if (each.article()) check_valid(*each.article());
    }
  }
}
