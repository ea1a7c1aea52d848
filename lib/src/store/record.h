#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dateline/article.h"
#include "store/record_packer.h"

namespace dateline::store {

/// What the index keeps of an article beside its terms: all of it, and the language it was analysed
/// in, which need not be one that it names.
struct StoredArticle {
  Article article;
  std::string analysis_language;
  bool operator==(const StoredArticle&) const = default;
};

/// What is decoded of a record; what is passed over is as if nothing were known
/// of it.
enum class RecordPart { all, without_facets };

/// The first byte of a record: what follows are the fields as they are, or packed.
inline constexpr std::uint8_t plain_record = 1;
inline constexpr std::uint8_t packed_record = 2;

/// Every field, exactly. Plain: for what is read more often than it is worth unpacking.
std::string encode_record(const Article& article, std::string_view analysis_language = {});

/// The same for the database, packed if that is smaller.
std::string encode_record(const Article& article, std::string_view analysis_language,
                          RecordPacker& packer);

/// Of either form. Throws VersionError for a record of a later version and CorruptError for
/// anything that encode_record cannot have written; `where` (index and document) begins the
/// message.
StoredArticle decode_record(std::string_view bytes, std::string_view where,
                            RecordPart part = RecordPart::all);
/// The same for who decodes many.
StoredArticle decode_record(std::string_view bytes, std::string_view where,
                            RecordUnpacker& unpacker, RecordPart part = RecordPart::all);

/// `bytes` with the checksum that ends a record: for tests of what lies behind the checksum.
std::string seal_record(std::string bytes);

}  // namespace dateline::store
