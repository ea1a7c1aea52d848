#include "store/settings.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text_fields.h"
#include "dateline/error.h"
#include "store/schema.h"
#include "text/analyzer.h"

namespace dateline::store {
namespace {

const std::string schema_key = "dateline.schema";
const std::string features_key = "dateline.features";
const std::string analyser_key = "dateline.analyser";
const std::string profile_key = "dateline.profile";
const std::string languages_key = "dateline.languages";
const std::string text_key = "dateline.text-bytes";

// What a reader must know to read an index right. A change of any gets a new name.
constexpr std::string_view features = "article-records headline-marks packed-facets person-aliases";

[[noreturn]] void refuse(std::string_view where, std::string_view what, std::string_view found,
                         std::string_view expected, std::string_view advice) {
  throw VersionError(fmt::format("{}: the index has {} '{}', this library has '{}'. {}", where,
                                 what, found, expected, advice));
}

constexpr std::string_view other_version =
    "Use the version of the library that wrote it, or index the articles again";

}  // namespace
}  // namespace dateline::store

namespace dateline {

std::string_view to_string(Profile profile) {
  return profile == Profile::lean ? "lean" : "full";
}

}  // namespace dateline

namespace dateline::store {

MetadataReader metadata_of(const Xapian::Database& database) {
  return [&database](const std::string& key) { return database.get_metadata(key); };
}

Settings current_settings(Profile profile) {
  return {fmt::format("{}", schema::version), std::string{features}, text::analyzer_fingerprint(),
          std::string{to_string(profile)}};
}

Settings read_settings(const MetadataReader& read) {
  return {read(schema_key), read(features_key), read(analyser_key), read(profile_key)};
}

void write_settings(const Settings& settings, const MetadataWriter& write) {
  write(schema_key, settings.schema);
  write(features_key, settings.features);
  write(analyser_key, settings.analyser);
  write(profile_key, settings.profile);
}

void require_current(const Settings& found, std::string_view where) {
  const Settings expected = current_settings(profile_of(found));
  if (found.schema.empty()) {
    throw VersionError(fmt::format(
        "{}: the Xapian database was not written by this library (it names no schema). Index the "
        "articles into a new folder",
        where));
  }
  if (found.schema != expected.schema) {
    refuse(where, "schema version", found.schema, expected.schema, other_version);
  }
  if (found.features != expected.features) {
    refuse(where, "the features", found.features, expected.features, other_version);
  }
  if (found.profile != expected.profile) {
    refuse(where, "profile", found.profile, expected.profile, other_version);
  }
  if (found.analyser != expected.analyser) {
    refuse(
        where, "terms of analyser", found.analyser, expected.analyser,
        "Words would be cut or stemmed otherwise than those that were indexed: index the articles "
        "again, or use the versions of this library and of Xapian that wrote the index");
  }
}

Profile profile_of(const Settings& settings) {
  return settings.profile == to_string(Profile::full) ? Profile::full : Profile::lean;
}

TextSize TextSize::read(const MetadataReader& read) {
  TextSize out;
  const std::string text = read(text_key);
  std::from_chars(text.data(), text.data() + text.size(), out.bytes_);
  return out;
}

void TextSize::write(const MetadataWriter& write) const {
  write(text_key, fmt::format("{}", bytes_));
}

void TextSize::add(const Article& article) {
  for (const auto& field : base::text_fields()) bytes_ += (article.*field.text).size();
}

void TextSize::remove(const Article& article) {
  for (const auto& field : base::text_fields()) bytes_ -= (article.*field.text).size();
}

LanguageCounts LanguageCounts::read(const MetadataReader& read) {
  LanguageCounts out;
  const std::string text = read(languages_key);
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) continue;
    std::uint64_t count = 0;
    std::from_chars(line.data() + space + 1, line.data() + line.size(), count);
    if (count > 0) out.counts_[std::string{line.substr(0, space)}] = count;
  }
  return out;
}

void LanguageCounts::write(const MetadataWriter& write) const {
  std::string text;
  for (const auto& [language, count] : counts_) text += fmt::format("{} {}\n", language, count);
  write(languages_key, text);
}

void LanguageCounts::remove(const std::string& language) {
  const auto found = counts_.find(language);
  if (found != counts_.end() && --found->second == 0) counts_.erase(found);
}

std::vector<std::string> LanguageCounts::by_frequency() const {
  std::vector<std::string> out;
  for (const auto& [language, count] : counts_) out.push_back(language);
  std::ranges::stable_sort(out, [&](const std::string& left, const std::string& right) {
    return counts_.at(left) > counts_.at(right);
  });
  if (out.empty()) out.emplace_back("en");
  return out;
}

}  // namespace dateline::store
