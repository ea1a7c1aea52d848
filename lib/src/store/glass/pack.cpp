#include "store/glass/pack.h"

#include "base/bytes.h"

namespace dateline::store::glass {
namespace {

// The first byte of the longest numbers.
constexpr unsigned char five_bytes = 0xe0;

}  // namespace

void append_last_number(std::string& out, std::uint64_t number) {
  for (; number != 0; number >>= 8U) out += static_cast<char>(static_cast<unsigned char>(number));
}

void append_sortable(std::string& out, std::uint32_t number) {
  constexpr std::uint32_t three_bytes = 0x800000;
  constexpr std::uint32_t four_bytes = 0xc0000000;
  if (number < (1U << 15U)) {
    base::append_big_endian(out, static_cast<std::uint16_t>(number));
  } else if (number < (1U << 22U)) {
    const std::uint32_t marked = number | three_bytes;
    out += static_cast<char>(static_cast<unsigned char>(marked >> 16U));
    base::append_big_endian(out, static_cast<std::uint16_t>(marked));
  } else if (number < (1U << 29U)) {
    base::append_big_endian(out, number | four_bytes);
  } else {
    out += static_cast<char>(five_bytes);
    base::append_big_endian(out, number);
  }
}

std::optional<std::uint32_t> read_sortable(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  const auto first = static_cast<unsigned char>(bytes.front());
  if (first > five_bytes) return std::nullopt;
  const auto ones = static_cast<std::size_t>(std::countl_one(first));
  const std::size_t size = ones + 2;
  if (bytes.size() < size) return std::nullopt;
  std::uint32_t out = first & (0x7fU >> ones);
  for (std::size_t i = 1; i < size; ++i) {
    out = out << 8U | static_cast<unsigned char>(bytes[i]);
  }
  return out;
}

void append_sortable(std::string& out, std::string_view text) {
  constexpr char escape = static_cast<char>(0xff);
  while (true) {
    const std::size_t zero = text.find('\0');
    if (zero == std::string_view::npos) break;
    out += text.substr(0, zero + 1);
    out += escape;
    text.remove_prefix(zero + 1);
  }
  out += text;
}

}  // namespace dateline::store::glass
