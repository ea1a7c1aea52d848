#include "store/glass/deflater.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "store/glass/huffman_code.h"

namespace dateline::store::glass {
namespace {

constexpr std::size_t end_of_block = 256;
constexpr unsigned longest_code = 15;

// Below that no code is worth its head, of some 50 bytes.
constexpr std::size_t shortest_deflated = 100;

// The lengths of a code as deflate has them: themselves, or repetitions with a count behind.
constexpr std::uint8_t repeat_last = 16;  // 3 to 6 times
constexpr std::uint8_t few_zeros = 17;    // 3 to 10
constexpr std::uint8_t many_zeros = 18;   // 11 to 138
constexpr std::size_t length_symbols = 19;

struct LengthSymbol {
  std::uint8_t symbol = 0;
  std::uint8_t extra = 0;
  std::uint8_t extra_bits = 0;
};

/// Lengths packed so.
class PackedLengths {
 public:
  explicit PackedLengths(std::span<const std::uint8_t> lengths) {
    for (std::size_t at = 0; at < lengths.size();) {
      const std::uint8_t length = lengths[at];
      std::size_t same = 1;
      while (at + same < lengths.size() && lengths[at + same] == length) ++same;
      at += same;
      add(length, same);
    }
  }

  std::span<const LengthSymbol> symbols() const { return {symbols_.data(), size_}; }
  std::span<const std::uint32_t> counts() const { return counts_; }

 private:
  void add(std::uint8_t length, std::size_t times) {
    if (length == 0) {
      repeat(times, {many_zeros, 11, 7}, 138);
      repeat(times, {few_zeros, 3, 3}, 10);
    } else {
      append({length, 0, 0});
      --times;
      repeat(times, {repeat_last, 3, 2}, 6);
    }
    for (; times > 0; --times) append({length, 0, 0});
  }

  // `least` has in `extra` how often it repeats at least.
  void repeat(std::size_t& times, LengthSymbol least, std::size_t most) {
    while (times >= least.extra) {
      const std::size_t some = std::min(times, most);
      append({least.symbol, static_cast<std::uint8_t>(some - least.extra), least.extra_bits});
      times -= some;
    }
  }

  void append(LengthSymbol symbol) {
    ++counts_[symbol.symbol];
    symbols_[size_++] = symbol;
  }

  std::array<LengthSymbol, HuffmanCode::most_symbols + 1> symbols_;
  std::size_t size_ = 0;
  std::array<std::uint32_t, length_symbols> counts_{};
};

// At most: a length and its repetition have 14 bits.
constexpr std::size_t longest_head = 8 + (3 * length_symbols + 14 * HuffmanCode::most_symbols) / 8;

// RFC 1951, section 3.2.7: one last block with a code of its own for bytes, and none for distances.
void put_head(BitWriter& out, const HuffmanCode& code) {
  constexpr std::array<std::uint8_t, length_symbols> order{16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                           11, 4,  12, 3, 13, 2, 14, 1, 15};
  constexpr std::size_t fewest_lengths = 4;
  constexpr unsigned longest_length_code = 7;
  std::array<std::uint8_t, HuffmanCode::most_symbols + 1> lengths{};
  std::ranges::copy(code.lengths, lengths.begin());
  const PackedLengths packed(lengths);
  const HuffmanCode length_code = huffman_code(packed.counts(), longest_length_code);
  std::size_t used = order.size();
  while (used > fewest_lengths && length_code.lengths[order[used - 1]] == 0) --used;
  out.put(1, 1);
  out.put(2, 2);
  out.put(0, 5);
  out.put(0, 5);
  out.put(static_cast<std::uint32_t>(used - fewest_lengths), 4);
  out.write();
  for (std::size_t i = 0; i < used; ++i) {
    out.put(length_code.lengths[order[i]], 3);
    out.write();
  }
  for (const LengthSymbol& each : packed.symbols()) {
    out.put(length_code.bits[each.symbol], length_code.lengths[each.symbol]);
    out.put(each.extra, each.extra_bits);
    out.write();
  }
}

HuffmanCode code_of(std::string_view bytes) {
  // Counting one byte waits for the same byte just before, if there is but one count of it.
  std::array<std::array<std::uint32_t, HuffmanCode::most_symbols>, 2> counts{};
  std::size_t at = 0;
  for (; at + 2 <= bytes.size(); at += 2) {
    ++counts[0][static_cast<unsigned char>(bytes[at])];
    ++counts[1][static_cast<unsigned char>(bytes[at + 1])];
  }
  if (at < bytes.size()) ++counts[0][static_cast<unsigned char>(bytes[at])];
  for (std::size_t i = 0; i < counts[0].size(); ++i) counts[0][i] += counts[1][i];
  counts[0][end_of_block] = 1;
  return huffman_code(counts[0], longest_code);
}

}  // namespace

std::string_view Deflater::deflate(std::string_view bytes) {
  if (bytes.size() < shortest_deflated) return {};
  const HuffmanCode code = code_of(bytes);
  const std::size_t room = longest_head + 2 * (bytes.size() + 1) + sizeof(std::uint64_t);
  if (out_.size() < room) out_.resize(room);
  BitWriter out(out_.data());
  put_head(out, code);
  const auto put = [&](std::size_t symbol) { out.put(code.bits[symbol], code.lengths[symbol]); };
  // Three symbols have 45 bits at most.
  std::size_t at = 0;
  for (; at + 3 <= bytes.size(); at += 3) {
    for (std::size_t i = 0; i < 3; ++i) put(static_cast<unsigned char>(bytes[at + i]));
    out.write();
  }
  for (; at < bytes.size(); ++at) put(static_cast<unsigned char>(bytes[at]));
  put(end_of_block);
  const auto size = static_cast<std::size_t>(out.finish() - out_.data());
  return size < bytes.size() ? std::string_view{out_.data(), size} : std::string_view{};
}

}  // namespace dateline::store::glass
