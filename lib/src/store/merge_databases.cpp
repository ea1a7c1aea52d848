#include "store/merge_databases.h"

#include <algorithm>

#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"

namespace dateline::store {

void merge_databases(const std::filesystem::path& base, const std::filesystem::path& part,
                     const std::filesystem::path& to) {
  const Xapian::Database before{base.string()};
  const Xapian::Database added{part.string()};
  Xapian::Database both{before};
  both.add_database(added);
  both.compact(to.string(), Xapian::DBCOMPACT_NO_RENUMBER);
  const Xapian::Database after{to.string()};
  const Xapian::doccount expected = before.get_doccount() + added.get_doccount();
  if (after.get_doccount() == expected &&
      after.get_lastdocid() == std::max(before.get_lastdocid(), added.get_lastdocid())) {
    return;
  }
  throw CorruptError(
      fmt::format("{}: merging gave {} articles of {}. The index is at its last commit: check it "
                  "with 'indexer check'",
                  base.string(), after.get_doccount(), expected));
}

}  // namespace dateline::store
