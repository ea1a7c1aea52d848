#include "store/merge_databases.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"
#include "store/glass/glass_builder.h"
#include "store/glass/remaining_merge.h"
#include "store/glass/version_file.h"
#include "store/guard.h"
#include "store/schema.h"
#include "store/segment/segment_list.h"

namespace dateline::store {
namespace fs = std::filesystem;
namespace {

// Another program may have used slots and tables that the schema does not know.
bool is_as_written(const fs::path& database) {
  const Xapian::Database opened{database.string()};
  try {
    const std::string list = opened.get_metadata(std::string{segment_list_key});
    return decode_segment_list(list, {}).stamp == stamp_of(opened);
  } catch (const CorruptError&) {
    return false;
  }
}

void merge_by_tables(const DatabaseMerge& merge, const fs::path& to) {
  const std::vector<std::uint32_t> slots = schema::value_slots();
  fs::create_directory(to);
  glass::merge_remaining({.sources = merge.sources,
                          .is_removed = merge.is_removed,
                          .slots = slots,
                          .threads = merge.threads,
                          .clock = merge.clock},
                         to);
}

// Xapian takes a table of records that is not there for one where nothing was stored.
void require_records(const DatabaseMerge& merge, const fs::path& to) {
  const std::uint64_t records = glass::read_version_file(to).roots.docdata.entries;
  const std::uint64_t articles = Xapian::Database{to.string()}.get_doccount();
  if (records == articles) return;
  throw_damaged(merge.sources.front(),
                fmt::format("of {} articles {} are stored", articles, records));
}

void merge_by_xapian(const DatabaseMerge& merge, const fs::path& to) {
  constexpr std::size_t removals_between_flushes = 4096;
  Xapian::Database all;
  for (const fs::path& each : merge.sources) all.add_database(Xapian::Database{each.string()});
  all.compact(to.string(), Xapian::DBCOMPACT_NO_RENUMBER);
  if (merge.removed.empty()) return;
  Xapian::WritableDatabase target{to.string(), Xapian::DB_OPEN};
  std::size_t count = 0;
  for (const std::uint32_t docid : merge.removed) {
    target.delete_document(docid);
    if (++count % removals_between_flushes == 0) target.commit();  // nobody sees it yet
  }
  target.commit();
}

void require_all(const DatabaseMerge& merge, const fs::path& to) {
  std::size_t documents = 0;
  Xapian::docid last = 0;
  for (const fs::path& each : merge.sources) {
    const Xapian::Database source{each.string()};
    documents += source.get_doccount();
    last = std::max(last, source.get_lastdocid());
  }
  documents -= merge.removed.size();
  const Xapian::Database made{to.string()};
  if (made.get_doccount() == documents && made.get_lastdocid() == last) return;
  throw CorruptError(fmt::format(
      "{}: articles to be written anew: {}, written: {}. The index is at its last commit: check it "
      "with 'indexer check'",
      merge.sources.front().string(), documents, made.get_doccount()));
}

}  // namespace

void merge_databases(const DatabaseMerge& merge, const fs::path& to) {
  if (glass::is_tested_with(Xapian::version_string()) && is_as_written(merge.sources.front())) {
    merge_by_tables(merge, to);
    require_records(merge, to);
  } else {
    merge_by_xapian(merge, to);
  }
  require_all(merge, to);
}

}  // namespace dateline::store
