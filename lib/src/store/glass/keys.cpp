#include "store/glass/keys.h"

#include "base/bytes.h"
#include "store/glass/pack.h"

namespace dateline::store::glass {
namespace {

using namespace std::string_view_literals;

// No term's key begins so: after a zero byte it has 0xff.
constexpr std::string_view metadata_prefix = "\x00\xc0"sv;
constexpr std::string_view value_statistics_prefix = "\x00\xd0"sv;
constexpr std::string_view values_prefix = "\x00\xd8"sv;
constexpr std::string_view lengths_prefix = "\x00\xe0"sv;

}  // namespace

std::string metadata_key(std::string_view user_key) {
  return std::string{metadata_prefix}.append(user_key);
}

std::string value_statistics_key(std::uint32_t slot) {
  std::string out{value_statistics_prefix};
  append_last_number(out, slot);
  return out;
}

std::string value_list_key(std::uint32_t slot) {
  std::string out{values_prefix};
  base::append_number(out, slot);
  return out;
}

std::string_view length_list_key() {
  return lengths_prefix;
}

std::string_view term_list_key(std::string_view term, std::string& buffer) {
  if (term.find('\0') == std::string_view::npos) return term;
  buffer.clear();
  append_sortable(buffer, term);
  return buffer;
}

std::string_view term_of(std::string_view list_key, std::string& buffer) {
  if (list_key.find('\0') == std::string_view::npos) return list_key;
  buffer.clear();
  for (std::size_t i = 0; i < list_key.size(); ++i) {
    buffer += list_key[i];
    if (list_key[i] == '\0') ++i;  // what escapes it
  }
  return buffer;
}

std::optional<std::uint32_t> docid_of_positions(std::string_view key) {
  constexpr char escape = static_cast<char>(0xff);
  for (std::size_t zero = key.find('\0'); zero != std::string_view::npos;
       zero = key.find('\0', zero + 1)) {
    if (zero + 1 < key.size() && key[zero + 1] != escape)
      return read_sortable(key.substr(zero + 1));
  }
  return std::nullopt;
}

ListKind list_kind(std::string_view list_key) {
  if (list_key.starts_with(values_prefix)) return ListKind::values;
  return list_key == lengths_prefix ? ListKind::lengths : ListKind::postings;
}

std::string_view chunk_separator(ListKind kind) {
  return kind == ListKind::postings ? "\0"sv : ""sv;
}

}  // namespace dateline::store::glass
