#include <algorithm>
#include <istream>
#include <random>
#include <streambuf>

#include <doctest/doctest.h>

#include "archive/byte_window.h"
#include "unit/archive/packing.h"
#include "unit/archive/reading.h"
#include "unit/archive/samples.h"

using namespace dateline;
using namespace dateline::archive;

namespace {

/// Gives `bytes` in pieces of random sizes.
class PiecewiseSource final : public ByteSource {
 public:
  PiecewiseSource(std::string_view bytes, std::mt19937& random, std::size_t largest)
      : bytes_(bytes), random_(random), largest_(largest) {}

  std::size_t read(std::span<char> to) override {
    const std::size_t count =
        std::min({to.size(), bytes_.size(), std::size_t{random_() % largest_ + 1}});
    bytes_.copy(to.data(), count);
    bytes_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view bytes_;
  std::mt19937& random_;
  std::size_t largest_;
};

/// A stream whose buffer is filled with a few bytes at a time.
class SmallBuffer final : public std::streambuf {
 public:
  SmallBuffer(std::string_view bytes, std::mt19937& random) : bytes_(bytes), random_(random) {}

 protected:
  int_type underflow() override {
    if (bytes_.empty()) return traits_type::eof();
    buffer_ = bytes_.substr(0, 1 + random_() % 50);
    bytes_.remove_prefix(buffer_.size());
    setg(buffer_.data(), buffer_.data(), buffer_.data() + buffer_.size());
    return traits_type::to_int_type(buffer_[0]);
  }

 private:
  std::string_view bytes_;
  std::mt19937& random_;
  std::string buffer_;
};

}  // namespace

TEST_CASE("cutting gives the same pieces whatever the sizes of the reads") {
  constexpr unsigned seed = 64;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    std::vector<std::string> expected;
    for (auto i = random() % 60; i > 0; --i) {
      std::string piece(random() % 5000, '<');
      piece += "</R";
      piece += i % 2 == 0 ? "" : "<";
      expected.push_back(piece + "</R>");
      bytes += expected.back();
    }
    if (round % 2 == 0) {
      expected.emplace_back("tail</");
      bytes += expected.back();
    }
    ByteWindow window(std::make_unique<PiecewiseSource>(bytes, random, 1 + random() % 3000));
    Cutter cutter(window);
    std::vector<std::string> found;
    while (const auto cut = cutter.next("</R>")) found.emplace_back(cut->bytes);
    CHECK(found == expected);
  }
}

TEST_CASE("a stream read in small pieces gives the same records") {
  constexpr unsigned seed = 4;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (const Sample& sample : samples()) {
    for (const std::string& bytes : {sample.bytes, compress(sample.bytes, "gzip")}) {
      SmallBuffer buffer(bytes, random);
      std::istream stream(&buffer);
      ArticleReader reader = ArticleReader::open(stream, "input");
      CHECK(articles_of(read_all(reader)) == articles_of(read_bytes(bytes)));
      CHECK(reader.progress().bytes_read == bytes.size());
    }
  }
}

TEST_CASE("a record beyond the cap is rejected with its beginning, and the next is read") {
  const std::string large = "{\"body\":\"" + std::string(max_record_bytes, 'x') + "\"}";
  const auto records = read_bytes("{\"id\":1}\n" + large + "\n{\"id\":3}\n");
  REQUIRE(records.size() == 3);
  CHECK(records[0].article());
  REQUIRE(records[1].rejection());
  CHECK(records[1].rejection()->raw == large.substr(0, kept_of_oversized));
  CHECK(records[1].rejection()->reason.find("16 MiB") != std::string::npos);
  REQUIRE(records[2].article());
  CHECK(records[2].article()->id == "3");
  CHECK(rejections_of(read_bytes(std::string(max_record_bytes + 1, 'x'))).size() == 1);
}
