#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "base/bytes.h"
#include "random_articles.h"
#include "store/glass/keys.h"
#include "store/glass/pack.h"

using namespace dateline::store::glass;
using namespace std::string_view_literals;

namespace {

std::string sortable(std::uint32_t number) {
  std::string out;
  append_sortable(out, number);
  return out;
}

std::string sortable(std::string_view text) {
  std::string out;
  append_sortable(out, text);
  return out;
}

// Written apart from the encoder: the leading bits of the first byte are the length.
std::uint64_t decode_sortable(std::string_view bytes) {
  const auto byte = [&](std::size_t i) -> std::uint64_t {
    return static_cast<unsigned char>(bytes.at(i));
  };
  switch (bytes.size()) {
    case 2:
      return byte(0) << 8U | byte(1);
    case 3:
      return (byte(0) & 0x3fU) << 16U | byte(1) << 8U | byte(2);
    case 4:
      return (byte(0) & 0x1fU) << 24U | byte(1) << 16U | byte(2) << 8U | byte(3);
    default:
      return byte(1) << 24U | byte(2) << 16U | byte(3) << 8U | byte(4);
  }
}

// Of any magnitude.
std::uint32_t random_number(std::mt19937_64& random) {
  return static_cast<std::uint32_t>(random()) >> (random() % 32);
}

}  // namespace

TEST_CASE("Sortable numbers are read back, and sort by bytes whatever follows") {
  std::mt19937_64 random{test_seed()};
  std::vector<std::uint32_t> numbers{0,       1,         32767,     32768,     4194303,
                                     4194304, 536870911, 536870912, 4294967295};
  while (numbers.size() < 2000) numbers.push_back(random_number(random));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::uint32_t a = numbers[i];
    const std::uint32_t b = numbers[random() % numbers.size()];
    CAPTURE(a);
    CAPTURE(b);
    CHECK(decode_sortable(sortable(a)) == a);
    CHECK(read_sortable(sortable(a) + "more") == a);
    const std::string cut = sortable(a).substr(0, random() % sortable(a).size());
    CHECK_FALSE(read_sortable(cut).has_value());
    if (a != b) CHECK((sortable(a) + "\xff" < sortable(b)) == (a < b));
  }
}

TEST_CASE("Sortable numbers have the bytes that Xapian expects") {
  CHECK(sortable(1U) == "\x00\x01"sv);
  CHECK(sortable(32767U) == "\x7f\xff"sv);
  CHECK(sortable(32768U) == "\x80\x80\x00"sv);
  CHECK(sortable(4194304U) == "\xc0\x40\x00\x00"sv);
  CHECK(sortable(536870912U) == "\xe0\x20\x00\x00\x00"sv);
}

TEST_CASE("Sortable strings sort as the strings, also with a zero byte and more behind") {
  std::mt19937_64 random{test_seed()};
  const auto text = [&random] {
    std::string out(random() % 5, '\0');
    for (char& each : out) each = "\0\1a\xff"[random() % 4];
    return out;
  };
  for (int i = 0; i < 5000; ++i) {
    const std::string a = text();
    const std::string b = text();
    if (a == b) continue;
    const std::string with_docid_a = sortable(a) + '\0' + sortable(random_number(random));
    const std::string with_docid_b = sortable(b) + '\0' + sortable(random_number(random));
    CHECK((with_docid_a < with_docid_b) == (a < b));
    CHECK((sortable(a) < sortable(b)) == (a < b));
  }
  CHECK(sortable("a\0b\0"sv) ==
        "a\0\xff"
        "b\0\xff"sv);
}

TEST_CASE("A last number is the bytes that it needs, low ones first") {
  const auto last = [](std::uint64_t number) {
    std::string out;
    append_last_number(out, number);
    return out;
  };
  CHECK(last(0) == "");
  CHECK(last(1) == "\x01");
  CHECK(last(256) == "\x00\x01"sv);
  CHECK(last(0xfffffffe) == "\xfe\xff\xff\xff"sv);
}

TEST_CASE("The size of a number is known without writing it") {
  std::mt19937_64 random{test_seed()};
  for (int i = 0; i < 2000; ++i) {
    const std::uint64_t number = random() >> (random() % 64);
    std::string out;
    dateline::base::append_number(out, i == 0 ? 0 : number);
    CHECK(dateline::base::number_size(i == 0 ? 0 : number) == out.size());
  }
}

TEST_CASE("Lists are known by their keys, whatever the term") {
  std::string buffer;
  CHECK(list_kind(value_list_key(300)) == ListKind::values);
  CHECK(list_kind(length_list_key()) == ListKind::lengths);
  CHECK(list_kind(term_list_key("word", buffer)) == ListKind::postings);
  for (const std::string_view term : {"\0\xd8"sv, "\0\xe0"sv, "\0"sv, "\xd8"sv}) {
    CHECK(list_kind(term_list_key(term, buffer)) == ListKind::postings);
    CHECK(term_list_key(term, buffer) > length_list_key());
  }
}
