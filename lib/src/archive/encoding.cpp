#include "archive/encoding.h"

#include <algorithm>
#include <array>

#include <simdjson.h>
#include <unicode/utf16.h>

#include "base/utf8.h"

namespace dateline::archive {
namespace {

constexpr char32_t replacement = 0xFFFD;

// Bytes 0x80 to 0x9F of Windows-1252 (the rest is Latin-1). Source: unicode.org, CP1252.TXT.
constexpr std::array<char32_t, 32> windows_1252{
    0x20AC,      replacement, 0x201A, 0x0192, 0x201E, 0x2026,      0x2020, 0x2021,
    0x02C6,      0x2030,      0x0160, 0x2039, 0x0152, replacement, 0x017D, replacement,
    replacement, 0x2018,      0x2019, 0x201C, 0x201D, 0x2022,      0x2013, 0x2014,
    0x02DC,      0x2122,      0x0161, 0x203A, 0x0153, replacement, 0x017E, 0x0178};

unsigned char byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

void append_windows_1252(std::string& out, unsigned char byte) {
  append_utf8(out, byte >= 0x80 && byte < 0xA0 ? windows_1252.at(byte - 0x80U) : byte);
}

// Calls `good(from, to)` for each well-formed character beyond ASCII and `bad(from, to)` for each
// maximal piece that is none; ASCII is passed to `plain(from, to)` in runs.
template <class Plain, class Good, class Bad>
void for_each_piece(std::string_view bytes, Plain plain, Good good, Bad bad) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::size_t end = at;
    while (end < bytes.size() && byte_at(bytes, end) < 0x80) ++end;
    if (end > at) plain(at, end);
    if (end == bytes.size()) return;
    at = end;
    const base::DecodedCharacter decoded = base::decode_utf8(bytes, at);
    end = at + decoded.length;
    if (decoded.malformed) {
      bad(at, end);
    } else {
      good(at, end);
    }
    at = end;
  }
}

bool is_mostly_utf8(std::string_view bytes) {
  std::size_t good = 0;
  std::size_t bad = 0;
  for_each_piece(
      bytes, [](std::size_t, std::size_t) {}, [&](std::size_t, std::size_t) { ++good; },
      [&](std::size_t, std::size_t) { ++bad; });
  return good > bad;
}

void decode_utf8_with_strays(std::string_view bytes, std::string& out) {
  const auto copy = [&](std::size_t from, std::size_t to) {
    out.append(bytes.substr(from, to - from));
  };
  for_each_piece(bytes, copy, copy, [&](std::size_t from, std::size_t to) {
    if (to - from > 1) {
      append_utf8(out, replacement);
    } else {
      append_windows_1252(out, byte_at(bytes, from));
    }
  });
}

// What a character is for clean_text, by its first byte.
enum class Kind : std::uint8_t { plain, carriage_return, page_break, control, c2, e2, ef };

constexpr std::array<Kind, 256> kinds = [] {
  std::array<Kind, 256> table{};
  for (std::size_t each = 0; each < 0x20; ++each) table[each] = Kind::control;
  table[0x7F] = Kind::control;
  table['\t'] = table['\n'] = Kind::plain;
  table['\r'] = Kind::carriage_return;
  table['\f'] = table['\v'] = Kind::page_break;
  table[0xC2] = Kind::c2;
  table[0xE2] = Kind::e2;
  table[0xEF] = Kind::ef;
  return table;
}();

/// Copies `text` into itself from `at` on, cleaned; `at` is where the first suspicious byte stands.
class Cleaner {
 public:
  explicit Cleaner(std::string& text) : text_(text) {}

  void run(std::size_t at) {
    std::size_t to = at;
    while (at < text_.size()) {
      const auto [length, put] = step(at);
      if (put.data() == nullptr) {
        for (std::size_t i = 0; i < length; ++i) text_[to++] = text_[at + i];
      } else {
        for (const char each : put) text_[to++] = each;
      }
      at += length;
    }
    text_.resize(to);
  }

 private:
  struct Step {
    std::size_t length;    ///< bytes read
    std::string_view put;  ///< what stands for them; null: they themselves
  };

  Step step(std::size_t at) const {
    switch (kinds.at(byte_at(text_, at))) {
      case Kind::plain:
        return {1, {}};
      case Kind::carriage_return:
        return {at + 1 < text_.size() && text_[at + 1] == '\n' ? 2U : 1U, "\n"};
      case Kind::page_break:
        return {1, "\n"};
      case Kind::control:
        return {1, ""};
      case Kind::c2:
        if (byte_at(text_, at + 1) == 0x85) return {2, "\n"};
        if (byte_at(text_, at + 1) < 0xA0) return {2, ""};
        return {2, {}};
      case Kind::e2:
        if (text_.compare(at, 3, "\u2028") == 0) return {3, "\n"};
        if (text_.compare(at, 3, "\u2029") == 0) return {3, "\n\n"};
        return {3, {}};
      case Kind::ef:
        return text_.compare(at, 3, "\uFEFF") == 0 ? Step{3, ""} : Step{3, {}};
    }
    return {1, {}};
  }

  std::string& text_;
};

bool needs_cleaning(std::string_view text, std::size_t at) {
  switch (kinds.at(byte_at(text, at))) {
    case Kind::plain:
      return false;
    case Kind::c2:
      return byte_at(text, at + 1) < 0xA0;
    case Kind::e2:
      return byte_at(text, at + 1) == 0x80 && (byte_at(text, at + 2) & 0xFEU) == 0xA8;
    case Kind::ef:
      return byte_at(text, at + 1) == 0xBB && byte_at(text, at + 2) == 0xBF;
    default:
      return true;
  }
}

/// UTF-16 as UTF-8.
class Utf16Source final : public ByteSource {
 public:
  enum class Order { little, big };

  Utf16Source(std::unique_ptr<ByteWindow> window, Order order)
      : window_(std::move(window)), order_(order) {}

  std::size_t read(std::span<char> to) override {
    while (given_ == decoded_.size()) {
      decoded_.clear();
      given_ = 0;
      decode();
      if (decoded_.empty()) {
        set_error(window_->error());
        return 0;
      }
    }
    const std::size_t count = std::min(to.size(), decoded_.size() - given_);
    decoded_.copy(to.data(), count, given_);
    given_ += count;
    return count;
  }

 private:
  char32_t unit(std::string_view bytes, std::size_t at) const {
    const char32_t first = byte_at(bytes, at);
    const char32_t second = byte_at(bytes, at + 1);
    return order_ == Order::little ? first | second << 8U : first << 8U | second;
  }

  void decode() {
    constexpr std::size_t chunk = std::size_t{16} << 10;
    // Four bytes more than are decoded, so that a surrogate always has its partner in view.
    const std::string_view bytes = window_->look_ahead(chunk + 4).substr(0, chunk + 4);
    std::size_t at = 0;
    while (at + 1 < bytes.size() && at < chunk) {
      const char32_t first = unit(bytes, at);
      at += 2;
      if (!U16_IS_SURROGATE(first)) {
        append_utf8(decoded_, first);
        continue;
      }
      const char32_t second = at + 1 < bytes.size() ? unit(bytes, at) : 0;
      if (U16_IS_SURROGATE_LEAD(first) && U16_IS_TRAIL(second)) {
        at += 2;
        append_utf8(decoded_, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(first, second)));
      } else {
        append_utf8(decoded_, replacement);
      }
    }
    if (at == 0 && !bytes.empty()) {
      append_utf8(decoded_, replacement);
      at = bytes.size();
    }
    window_->consume(at);
  }

  std::unique_ptr<ByteWindow> window_;
  Order order_;
  std::string decoded_;
  std::size_t given_ = 0;
};

}  // namespace

void append_utf8(std::string& out, char32_t character) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  const auto tail = [&](unsigned shift) { put(0x80U | ((character >> shift) & 0x3FU)); };
  if (character < 0x80) {
    put(character);
  } else if (character < 0x800) {
    put(0xC0U | character >> 6U);
    tail(0);
  } else if (character < 0x10000) {
    put(0xE0U | character >> 12U);
    tail(6);
    tail(0);
  } else {
    put(0xF0U | character >> 18U);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string_view to_utf8(std::string_view bytes, std::string& buffer) {
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) return bytes;
  buffer.clear();
  buffer.reserve(bytes.size() + bytes.size() / 8);
  if (is_mostly_utf8(bytes)) {
    decode_utf8_with_strays(bytes, buffer);
  } else {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      append_windows_1252(buffer, byte_at(bytes, at));
    }
  }
  return buffer;
}

void clean_text(std::string& text) {
  std::size_t at = 0;
  for (;;) {
    while (at < text.size() && kinds[byte_at(text, at)] == Kind::plain) ++at;
    if (at == text.size()) return;
    if (needs_cleaning(text, at)) break;
    ++at;
  }
  Cleaner(text).run(at);
}

std::string single_line(std::string_view text) {
  std::string clean(text);
  clean_text(clean);
  std::size_t to = 0;
  bool gap = false;
  for (const char each : clean) {
    if (each == ' ' || each == '\t' || each == '\n') {
      gap = to > 0;
      continue;
    }
    if (gap) clean[to++] = ' ';
    gap = false;
    clean[to++] = each;
  }
  clean.resize(to);
  return clean;
}

std::unique_ptr<ByteWindow> without_byte_order_mark(std::unique_ptr<ByteWindow> window) {
  const std::string_view head = window->look_ahead(3);
  if (head.starts_with("\xEF\xBB\xBF")) {
    window->consume(3);
    return window;
  }
  const bool little = head.starts_with("\xFF\xFE");
  if (!little && !head.starts_with("\xFE\xFF")) return window;
  window->consume(2);
  const auto order = little ? Utf16Source::Order::little : Utf16Source::Order::big;
  return std::make_unique<ByteWindow>(std::make_unique<Utf16Source>(std::move(window), order));
}

}  // namespace dateline::archive
