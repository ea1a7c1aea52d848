#include "store/glass/termlist.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/short_bytes.h"

namespace dateline::store::glass {
namespace {

void append_byte(std::string& out, std::size_t byte) {
  out += static_cast<char>(static_cast<unsigned char>(byte));
}

// A small wdf goes into one byte with the number of bytes shared with the term before, of which
// there are at most its size.
void append_after(std::string& out, std::string_view before, const Document::Term& term) {
  constexpr std::uint32_t largest_joined_wdf = 126;
  constexpr std::size_t byte_values = 256;
  const std::string_view name = term.name;
  const std::size_t shared = base::shared_bytes(before, name);
  const std::size_t joined = (std::size_t{term.wdf} + 1) * (before.size() + 1) + shared;
  const bool joins = term.wdf <= largest_joined_wdf && joined < byte_values;
  append_byte(out, joins ? joined : shared);
  append_byte(out, name.size() - shared);
  out += name.substr(shared);
  if (!joins) base::append_number(out, term.wdf);
}

/// Reads a term list term by term.
class TermReader {
 public:
  explicit TermReader(base::ByteReader from) : from_(from) {}

  bool at_end() const { return from_.at_end(); }
  std::uint64_t wdf() const { return wdf_; }

  /// False if that is no term, or one out of order.
  bool next() {
    const auto joined = before_.empty() ? std::optional<std::uint8_t>(0) : from_.read_byte();
    const auto size = joined ? from_.read_byte() : std::nullopt;
    const auto rest = size ? from_.read_bytes(*size) : std::nullopt;
    if (!rest) return false;
    const std::size_t shared = *joined % (before_.size() + 1);
    const std::size_t wdfs = *joined / (before_.size() + 1);
    term_.assign(before_, 0, shared).append(*rest);
    const auto wdf = wdfs > 0 ? std::optional<std::uint64_t>(wdfs - 1) : from_.read_number();
    if (!wdf || term_ <= before_) return false;
    wdf_ = *wdf;
    before_.swap(term_);
    return true;
  }

 private:
  base::ByteReader from_;
  std::string before_;
  std::string term_;
  std::uint64_t wdf_ = 0;
};

}  // namespace

void append_terms(std::string& out, std::span<const Document::Term> terms, std::uint32_t length) {
  if (terms.empty()) return;
  base::append_number(out, length);
  base::append_number(out, terms.size());
  append_byte(out, terms.front().name.size());
  out += terms.front().name;
  base::append_number(out, terms.front().wdf);
  for (std::size_t i = 1; i < terms.size(); ++i) append_after(out, terms[i - 1].name, terms[i]);
}

void append_slots(std::string& out, std::span<const Document::Value> values) {
  std::uint32_t next = 0;
  for (const Document::Value& each : values) {
    base::append_number(out, each.slot - next);
    next = each.slot + 1;
  }
}

std::string_view problem_of_terms(std::string_view tag) {
  if (tag.empty()) return {};
  base::ByteReader from(tag);
  const auto length = from.read_number();
  const auto terms = from.read_number();
  if (!length || !terms) return "its term list is cut off";
  std::uint64_t length_read = 0;
  std::uint64_t terms_read = 0;
  for (TermReader reader(from); !reader.at_end(); ++terms_read) {
    if (!reader.next()) return "its term list is damaged";
    length_read += reader.wdf();
  }
  if (terms_read != *terms) return "its term list has another number of terms than it says";
  if (length_read != *length) return "its term list has another length than it says";
  return {};
}

std::string_view problem_of_slots(std::string_view tag) {
  constexpr std::uint64_t slots = std::uint64_t{1} << 32U;
  base::ByteReader from(tag);
  if (from.at_end()) return "its list of values is empty";
  std::uint64_t next = 0;
  while (!from.at_end()) {
    const auto gap = from.read_number();
    if (!gap || *gap >= slots - std::min(next, slots)) return "its list of values is damaged";
    next += *gap + 1;
  }
  return {};
}

}  // namespace dateline::store::glass
