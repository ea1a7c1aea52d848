#include "store/segment/bits.h"

#include <array>
#include <utility>

#include "dateline/error.h"
#include "store/segment/wide_bits.h"

namespace dateline::store {
namespace {

// With the width a constant, shifts and masks are too: three to four times faster than without.
template <unsigned width>
void unpack_width(const char* packed, std::size_t count, std::uint32_t* out) {
  if constexpr (width == 0) {
    std::memset(out, 0, count * sizeof *out);
  } else {
    std::size_t i = 0;
    // Eight numbers are `width` whole bytes.
    for (; i + 8 <= count; i += 8, packed += width, out += 8) {
      for (std::size_t j = 0; j < 8; ++j) out[j] = packed_at(packed, width, j);
    }
    for (std::size_t j = 0; i < count; ++i, ++j) out[j] = packed_at(packed, width, j);
  }
}

using Unpack = void (*)(const char*, std::size_t, std::uint32_t*);

template <std::size_t... widths>
constexpr std::array<Unpack, sizeof...(widths)> table_of(std::index_sequence<widths...>) {
  return {&unpack_width<static_cast<unsigned>(widths)>...};
}

template <class Number>
void append_whole(std::string& out, std::size_t number) {
  const auto value = static_cast<Number>(number);
  std::array<char, sizeof value> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  out.append(bytes.data(), bytes.size());
}

static_assert(wide::most_read_behind <= packed_padding);

constexpr auto unpack_table = table_of(std::make_index_sequence<33>{});

}  // namespace

void append_u16(std::string& out, std::size_t number) {
  append_whole<std::uint16_t>(out, number);
}

void append_u32(std::string& out, std::size_t number) {
  append_whole<std::uint32_t>(out, number);
}

std::uint32_t offset32(std::size_t place) {
  if (place <= UINT32_MAX) return static_cast<std::uint32_t>(place);
  throw Error(ErrorCode::internal,
              "a list of a segment would have more than 4 GiB: commit more often, or divide the "
              "archive among several indexes");
}

void append_packed(std::string& out, std::span<const std::uint32_t> numbers, unsigned width) {
  const std::size_t before = out.size();
  const std::size_t size = (numbers.size() * width + 7) / 8;
  // Four bytes are written at once, the last ones behind the end.
  constexpr unsigned step = sizeof(std::uint32_t);
  out.resize(before + size + step);
  char* to = out.data() + before;
  std::uint64_t pending = 0;
  unsigned bits = 0;
  const auto write = [&] {
    for (unsigned i = 0; i < step; ++i) to[i] = static_cast<char>(pending >> 8U * i);
  };
  for (const std::uint32_t each : numbers) {
    pending |= std::uint64_t{each} << bits;
    bits += width;
    if (bits < 8 * step) continue;
    write();
    to += step;
    pending >>= 8 * step;
    bits -= 8 * step;
  }
  write();
  out.resize(before + size);
}

void unpack_plainly(const char* packed, unsigned width, std::size_t count, std::uint32_t* out) {
  unpack_table[width](packed, count, out);
}

void unpack(const char* packed, unsigned width, std::size_t count, std::uint32_t* out) {
  std::size_t done = 0;
  if (width != 0 && width <= wide::most_width && wide::runs_here()) {
    done = count / wide::lanes * wide::lanes;
    wide::unpack(packed, width, done, out);
  }
  if (done < count) {
    unpack_plainly(packed + packed_bytes(done, width), width, count - done, out + done);
  }
}

// Four at a time, so that of the four additions only one waits for the sum before.
void add_up(std::uint32_t* numbers, std::size_t count, std::uint32_t before, std::uint32_t step) {
  using Four = std::uint32_t __attribute__((vector_size(16)));
  constexpr Four none{};
  const Four steps = none + step;
  Four sum = none + before;
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    Four four;
    std::memcpy(&four, numbers + i, sizeof four);
    four += steps;
    four += __builtin_shufflevector(none, four, 0, 4, 5, 6);
    four += __builtin_shufflevector(none, four, 0, 1, 4, 5);
    sum = __builtin_shufflevector(sum, sum, 3, 3, 3, 3) + four;
    std::memcpy(numbers + i, &sum, sizeof sum);
  }
  for (std::uint32_t all = sum[3]; i < count; ++i) numbers[i] = all += numbers[i] + step;
}

}  // namespace dateline::store
