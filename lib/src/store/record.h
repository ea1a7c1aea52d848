#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dateline/article.h"

namespace dateline::store {

/// What the index keeps of an article beside its terms: all of it, and the language it was analysed
/// in, which need not be one that it names.
struct StoredArticle {
  Article article;
  std::string analysis_language;
  bool operator==(const StoredArticle&) const = default;
};

inline constexpr std::uint8_t record_version = 1;

/// Every field, exactly. Plain: Xapian deflates what it stores.
std::string encode_record(const Article& article, std::string_view analysis_language = {});

/// Throws VersionError for a record of a later version and CorruptError for anything that
/// encode_record cannot have written; `where` (index and document) begins the message.
StoredArticle decode_record(std::string_view bytes, std::string_view where);

/// `bytes` with the checksum that ends a record: for tests of what lies behind the checksum.
std::string seal_record(std::string bytes);

}  // namespace dateline::store
