#include "store/glass/termlist.h"

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

}  // namespace dateline::store::glass
