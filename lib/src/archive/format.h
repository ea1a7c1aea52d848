#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "archive/byte_window.h"
#include "dateline/article.h"

namespace dateline::archive {

/// A record that is no article.
struct Malformed {
  std::string reason;
  std::string raw;  ///< the bytes as they stand in the file
};

/// What a format makes of one record.
struct ParsedRecord {
  std::variant<Article, Malformed> content;
  /// The bytes of the record. Valid until the next call.
  std::string_view raw;
};

/// The records of one file, pulled one by one from its bytes. Throws for nothing that the bytes
/// hold.
class RecordSource {
 public:
  virtual ~RecordSource() = default;
  /// False at the end of the bytes. Sets every field of `record`.
  virtual bool next(ParsedRecord& record) = 0;
};

/// A format. To add one: write a file like jsonl_format.cpp that defines a Format, and name it in
/// the table of formats.cpp.
struct Format {
  std::string_view name;
  std::string_view description;
  /// Whether a file that begins with `head` is of this format. `head` is what the file holds once
  /// unpacked, without byte order mark, UTF-16 already UTF-8.
  bool (*detect)(std::string_view head);
  /// The records of `bytes`, which outlive the result.
  std::unique_ptr<RecordSource> (*open)(ByteWindow& bytes);
};

/// How much of a file its detection sees, where there is so much.
inline constexpr std::size_t detection_bytes = std::size_t{16} << 10;

/// All formats in the order in which they are tried; each is asked only what those before it did
/// not recognise.
std::span<const Format* const> format_table();

/// By name; null if there is none.
const Format* find_format(std::string_view name);

/// By content; null if no format knows it. `reason` then says what it looks like.
const Format* detect_format(std::string_view head, std::string& reason);

}  // namespace dateline::archive
