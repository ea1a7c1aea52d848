#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "store/snapshot.h"

namespace dateline::store {

/// Which commit of an index it is: later ones are greater.
struct Generation {
  std::uint32_t database = 0;
  Xapian::rev revision = 0;
  auto operator<=>(const Generation&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// A Snapshot of the local index in `index`.
class DatabaseSnapshot final : public Snapshot {
 public:
  /// Opens the newest commit. Throws NotFoundError, CorruptError, VersionError and Xapian's.
  explicit DatabaseSnapshot(std::filesystem::path index);

  /// Goes on to the newest commit.
  void refresh();
  const Generation& generation() const { return generation_; }
  const std::string& where() const { return where_; }

  Xapian::Database& database() override { return database_; }
  const std::vector<std::string>& languages() const override { return languages_; }
  StoredArticle article(Xapian::docid docid) override;
  std::optional<Xapian::docid> find(std::string_view id) override;
  std::string label(const base::FacetField& field, std::string_view key) override;
  std::vector<std::string> resolve(const base::FacetField& field, std::string_view text) override;

 private:
  void open(std::uint32_t number);
  void read_settings();

  std::filesystem::path index_;
  std::string where_;
  Xapian::Database database_;
  Generation generation_;
  std::vector<std::string> languages_;
};

/// What the index in `index` says of itself, as of the commit that `snapshot` reads. Walks all
/// terms.
IndexStats read_stats(DatabaseSnapshot& snapshot, const std::filesystem::path& index);

/// As Index::people_stats.
PeopleStats read_people_stats(DatabaseSnapshot& snapshot);

}  // namespace dateline::store
