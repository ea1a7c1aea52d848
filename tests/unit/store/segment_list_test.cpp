#include "store/segment/segment_list.h"

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "random_articles.h"

using dateline::CorruptError;
using namespace dateline::store;

namespace {

SegmentList some_list() {
  return {{"1f0c-22", 17, 900, 1200, 123456},
          {{"a.seg", 4096, 500, 0, 1, 600}, {"b.seg", 8192, 450, 50, 700, 1200}},
          {"c.seg", "d.seg"},
          9,
          "the segment x.seg is missing"};
}

bool is_refused(std::string_view text) {
  try {
    decode_segment_list(text, "here");
    return false;
  } catch (const CorruptError& error) {
    CHECK(std::string_view{error.what()}.starts_with("here: "));
    return true;
  }
}

DeletedBits bits(std::uint32_t articles, std::initializer_list<std::uint32_t> ordinals) {
  DeletedBits out = no_deletions(articles);
  for (const std::uint32_t each : ordinals) out[each / 64] |= std::uint64_t{1} << each % 64;
  return out;
}

}  // namespace

TEST_CASE("a list of segments is read as it was written") {
  CHECK(decode_segment_list(encode_segment_list(some_list()), {}) == some_list());
  const SegmentList empty{{"u", 1, 0, 0, 0}, {}, {}, 0, {}};
  CHECK(decode_segment_list(encode_segment_list(empty), {}) == empty);
  CHECK(some_list().names("a.seg"));
  CHECK_FALSE(some_list().names("c.seg"));
}

TEST_CASE("a reason of several lines stays one") {
  SegmentList list = some_list();
  list.broken = "one\ntwo";
  CHECK(decode_segment_list(encode_segment_list(list), {}).broken == "one two");
}

TEST_CASE("a list that is not whole is refused") {
  const std::string text = encode_segment_list(some_list());
  for (std::size_t size = 0; size < text.size(); ++size) CHECK(is_refused(text.substr(0, size)));
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string other = text;
    other[at] = static_cast<char>(other[at] ^ 1);
    CHECK(is_refused(other));
  }
  CHECK(is_refused(text + "\n"));
}

TEST_CASE("a list names no file outside its folder") {
  for (const char* name : {"../b.seg", ".", "x/y"}) {
    SegmentList list = some_list();
    list.segments[1].name = name;
    CHECK(is_refused(encode_segment_list(list)));
    list = some_list();
    list.retired[0] = name;
    CHECK(is_refused(encode_segment_list(list)));
  }
}

TEST_CASE("deletions are read as they were written") {
  for (const std::uint32_t articles : {1U, 63U, 64U, 65U, 1000U}) {
    CHECK(decode_deleted(encode_deleted(no_deletions(articles)), articles, {}) ==
          no_deletions(articles));
    const DeletedBits ends = bits(articles, {0, articles - 1});
    CHECK(decode_deleted(encode_deleted(ends), articles, {}) == ends);
  }
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  for (int round = 0; round < 50; ++round) {
    DeletedBits deleted = no_deletions(5000);
    const std::size_t chance = 1 + random.below(300);
    for (std::uint32_t i = 0; i < 5000; ++i) {
      if (random.one_in(chance)) deleted[i / 64] |= std::uint64_t{1} << i % 64;
    }
    CHECK(decode_deleted(encode_deleted(deleted), 5000, {}) == deleted);
  }
}

TEST_CASE("deletions of other articles than the segment has are refused") {
  const std::string text = encode_deleted(bits(200, {3, 150}));
  CHECK(count_deletions(decode_deleted(text, 151, {})) == 2);
  CHECK_THROWS_AS(decode_deleted(text, 150, {}), CorruptError);
  CHECK_THROWS_AS(decode_deleted({}, 200, {}), CorruptError);
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string other = text;
    other[at] = static_cast<char>(other[at] ^ 4);
    CHECK_THROWS_AS(decode_deleted(other, 200, {}), CorruptError);
  }
}

TEST_CASE("stamps tell what differs") {
  const Stamp stamp{"u", 5, 10, 12, 300};
  CHECK(difference(stamp, stamp).empty());
  Stamp other = stamp;
  other.uuid = "v";
  CHECK(difference(stamp, other).find("another database") != std::string::npos);
  other = next_commit(stamp);
  CHECK(difference(stamp, other).find("revision 6") != std::string::npos);
  for (const auto& field : {&Stamp::articles, &Stamp::total_length}) {
    other = stamp;
    ++(other.*field);
    CHECK_FALSE(difference(stamp, other).empty());
  }
  other = stamp;
  ++other.last_docid;
  CHECK_FALSE(difference(stamp, other).empty());
}
