#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

/// Numbers of a fixed width, one after the other without gaps, low bits first. Readers load up to
/// sixteen bytes at a time: `packed_padding` readable bytes must follow what is packed.
namespace dateline::store {

static_assert(std::endian::native == std::endian::little,
              "segments are mapped as they lie on disk");

inline constexpr std::size_t packed_padding = 16;

/// Bits that `number` needs; 0 for 0.
inline unsigned bit_width(std::uint32_t number) {
  return static_cast<unsigned>(std::bit_width(number));
}

inline std::size_t packed_bytes(std::size_t count, unsigned width) {
  return (count * width + 7) / 8;
}

inline std::uint64_t load_u64(const char* at) {
  std::uint64_t out = 0;
  std::memcpy(&out, at, sizeof out);
  return out;
}

inline std::uint32_t load_u32(const char* at) {
  std::uint32_t out = 0;
  std::memcpy(&out, at, sizeof out);
  return out;
}

/// The number at `index`; `width` at most 32.
inline std::uint32_t packed_at(const char* packed, unsigned width, std::size_t index) {
  const std::size_t bit = index * width;
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
  return static_cast<std::uint32_t>(load_u64(packed + bit / 8) >> (bit % 8) & mask);
}

/// Appends the low 16 bits of `number`.
void append_u16(std::string& out, std::size_t number);

/// Appends the low 32 bits of `number`, as load_u32 reads them.
void append_u32(std::string& out, std::size_t number);
/// A place in a list or a table of a segment, as the file has it. Throws Error for one behind the
/// 4 GiB that it can have.
std::uint32_t offset32(std::size_t place);

/// Appends `numbers`, each less than 2^width, and fills the last byte.
void append_packed(std::string& out, std::span<const std::uint32_t> numbers, unsigned width);

/// Unpacks `count` numbers of `width` at most 32.
void unpack(const char* packed, unsigned width, std::size_t count, std::uint32_t* out);

/// The same on any processor.
void unpack_plainly(const char* packed, unsigned width, std::size_t count, std::uint32_t* out);

/// Each number becomes the sum of all up to it, of `before`, and of `step` once for each of them,
/// modulo 2^32.
void add_up(std::uint32_t* numbers, std::size_t count, std::uint32_t before, std::uint32_t step);

}  // namespace dateline::store
