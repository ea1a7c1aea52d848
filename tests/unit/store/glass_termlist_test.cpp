#include "store/glass/termlist.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "random_articles.h"

using dateline::store::Document;
using dateline::store::glass::append_slots;
using dateline::store::glass::problem_of_slots;
using dateline::store::glass::problem_of_terms;
using dateline::store::glass::TermTagWriter;

namespace {

// Terms of few letters share beginnings; wdfs stand for themselves or with what is shared.
Document random_terms(std::mt19937_64& random) {
  Document out;
  std::vector<std::string> names;
  for (std::uint64_t n = 1 + random() % 30; n > 0; --n) {
    std::string name;
    for (std::uint64_t size = 1 + random() % 12; size > 0; --size) {
      name += static_cast<char>('a' + random() % 3);
    }
    names.push_back(name);
  }
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  for (const std::string& each : names) {
    out.add_term(each, static_cast<std::uint32_t>(random() % 300), {});
  }
  return out;
}

std::uint32_t length_of(const Document& document) {
  std::uint32_t out = 0;
  for (const Document::Term& each : document.terms) out += each.wdf;
  return out;
}

std::string tag_of(const Document& document, std::uint32_t length) {
  TermTagWriter writer;
  for (const Document::Term& each : document.terms) writer.add(each);
  return std::string{writer.finish(length)};
}

}  // namespace

TEST_CASE("term lists as written have no problem, cut ones and those with more have one") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  std::mt19937_64 random{seed};
  for (int round = 0; round < 200; ++round) {
    const Document document = random_terms(random);
    const std::string tag = tag_of(document, length_of(document));
    CHECK(problem_of_terms(tag) == "");
    for (std::size_t size = 1; size < tag.size(); ++size) {
      CHECK(problem_of_terms(tag.substr(0, size)) != "");
    }
    CHECK(problem_of_terms(tag + 'x') != "");
    const std::string other = tag_of(document, length_of(document) + 1);
    CHECK(problem_of_terms(other) == "its term list has another length than it says");
  }
  CHECK(problem_of_terms("") == "");
}

TEST_CASE("terms out of order are a problem of their list") {
  Document document;
  document.add_term("b", 1, {});
  document.add_term("a", 1, {});
  CHECK(problem_of_terms(tag_of(document, 2)) == "its term list is damaged");
}

TEST_CASE("a list of slots has at least one, and none beyond Xapian's") {
  std::string tag;
  const std::vector<Document::Value> values{{0, "x"}, {5, "y"}, {0xffffffff, "z"}};
  append_slots(tag, values);
  CHECK(problem_of_slots(tag) == "");
  CHECK(problem_of_slots(tag + '\0') != "");
  CHECK(problem_of_slots(tag.substr(0, tag.size() - 1)) != "");
  CHECK(problem_of_slots("") != "");
}
