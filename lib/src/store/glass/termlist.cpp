#include "store/glass/termlist.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/short_bytes.h"

namespace dateline::store::glass {
namespace {

// What a term takes at most beside its name.
constexpr std::size_t longest_head = 16;

char* put_byte(char* to, std::size_t byte) {
  *to = static_cast<char>(static_cast<unsigned char>(byte));
  return to + 1;
}

// As base::shared_bytes, of padded strings and their leading sixteen bytes.
std::size_t shared_bytes(std::string_view a, const base::LeadingSixteen& leading_a,
                         std::string_view b, const base::LeadingSixteen& leading_b) {
  const auto equal_bytes = [](std::uint64_t differences) {
    return static_cast<std::size_t>(std::countl_zero(differences)) / 8;
  };
  const std::uint64_t first = leading_a.first ^ leading_b.first;
  const std::uint64_t second = leading_a.second ^ leading_b.second;
  if ((first | second) == 0) return base::shared_bytes(a, b);
  // Where one ends, the other may have zero bytes.
  return std::min({first != 0 ? equal_bytes(first) : 8 + equal_bytes(second), a.size(), b.size()});
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

// A small wdf goes into one byte with the number of bytes shared with the term before, of which
// there are at most its size.
void TermTagWriter::add(const Document::Term& term) {
  constexpr std::uint32_t largest_joined_wdf = 126;
  constexpr std::size_t byte_values = 256;
  const std::string_view name = term.name;
  const std::size_t room = used_ + longest_head + name.size() + base::padding;
  if (terms_.size() < room) terms_.resize(2 * room);
  const base::LeadingSixteen leading = base::leading_sixteen_of_padded(name);
  char* to = terms_.data() + used_;
  std::size_t shared = 0;
  bool joins = false;
  if (count_ > 0) {
    shared = shared_bytes(last_, leading_, name, leading);
    const std::size_t joined = (std::size_t{term.wdf} + 1) * (last_.size() + 1) + shared;
    joins = term.wdf <= largest_joined_wdf && joined < byte_values;
    to = put_byte(to, joins ? joined : shared);
  }
  to = put_byte(to, name.size() - shared);
  to = base::copy_padded(name.substr(shared), to);
  if (!joins) to = base::put_number(to, term.wdf);
  used_ = static_cast<std::size_t>(to - terms_.data());
  ++count_;
  leading_ = leading;
  last_ = name;
}

std::string_view TermTagWriter::finish(std::uint32_t length) {
  tag_.clear();
  if (count_ > 0) {
    base::append_number(tag_, length);
    base::append_number(tag_, count_);
    tag_.append(terms_, 0, used_);
  }
  used_ = 0;
  count_ = 0;
  return tag_;
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
