#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The keys of glass tables. Those of the postlist table stand in this order: metadata, value
/// statistics, values, lengths, terms.
namespace dateline::store::glass {

std::string metadata_key(std::string_view user_key);
std::string value_statistics_key(std::uint32_t slot);
/// Of the values of one slot; each chunk has its first docid behind it.
std::string value_list_key(std::uint32_t slot);
/// Of the documents' lengths, which stand as a posting list.
std::string_view length_list_key();
/// Of a term's posting list. Points into `term`, or into `buffer` where zero bytes are escaped.
std::string_view term_list_key(std::string_view term, std::string& buffer);

/// The term of such a key, likewise.
std::string_view term_of(std::string_view list_key, std::string& buffer);

/// The docid of a key of the position table (that of a term's list, a zero byte, the docid);
/// nothing if it is none.
std::optional<std::uint32_t> docid_of_positions(std::string_view key);

enum class ListKind { values, lengths, postings };
/// Of a key that one of the last three functions gave.
ListKind list_kind(std::string_view list_key);

/// What stands between a list's key and the docid that a later chunk of it begins with.
std::string_view chunk_separator(ListKind kind);

}  // namespace dateline::store::glass
