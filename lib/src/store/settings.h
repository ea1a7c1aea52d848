#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "dateline/article.h"
#include "dateline/profile.h"

namespace dateline::store {

using MetadataReader = std::function<std::string(const std::string& key)>;
using MetadataWriter = std::function<void(const std::string& key, const std::string& value)>;

MetadataReader metadata_of(const Xapian::Database& database);

/// What all terms and records of an index depend on. Metadata items are plain text, so that they
/// can be read with any Xapian program and by any version of the library.
struct Settings {
  std::string schema;    ///< number of the schema version
  std::string features;  ///< names, by space
  std::string analyser;  ///< text::analyzer_fingerprint
  std::string profile;   ///< to_string(Profile)
  bool operator==(const Settings&) const = default;
};

/// Those of an index that this library makes.
Settings current_settings(Profile profile);

Settings read_settings(const MetadataReader& read);
void write_settings(const Settings& settings, const MetadataWriter& write);

/// Throws VersionError, saying both sides and what to do, if an index with `found` would be
/// searched or written wrong; `where` begins the message.
void require_current(const Settings& found, std::string_view where);
/// Of settings that passed `require_current`.
Profile profile_of(const Settings& settings);

/// How many bytes of text the articles of an index have, headline, body and all other text fields:
/// the measure of what the index takes beside it.
class TextSize {
 public:
  static TextSize read(const MetadataReader& read);
  void write(const MetadataWriter& write) const;

  void add(const Article& article);
  void remove(const Article& article);
  std::uint64_t bytes() const { return bytes_; }
  bool operator==(const TextSize&) const = default;

 private:
  std::uint64_t bytes_ = 0;
};

/// How many articles of an index were analysed in each language.
class LanguageCounts {
 public:
  static LanguageCounts read(const MetadataReader& read);
  void write(const MetadataWriter& write) const;

  void add(const std::string& language) { ++counts_[language]; }
  void remove(const std::string& language);
  /// The most frequent first, equal ones by name; "en" for an index without articles.
  std::vector<std::string> by_frequency() const;
  bool operator==(const LanguageCounts&) const = default;

 private:
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace dateline::store
