#include "store/glass/remaining_merge.h"

#include <set>
#include <string>

#include <doctest/doctest.h>
#include <xapian.h>

#include "database_dump.h"
#include "random_articles.h"
#include "random_documents.h"
#include "store/glass/glass_builder.h"
#include "support/temporary_folder.h"

using dateline::store::Document;
using dateline::store::WorkClock;
using dateline::store::glass::GlassBuilder;
using dateline::store::glass::merge_remaining;
namespace fs = std::filesystem;

namespace {

Xapian::Document to_xapian(const Document& document) {
  Xapian::Document out;
  for (const Document::Term& each : document.terms) out.add_term(std::string{each.name}, each.wdf);
  for (const Document::Value& each : document.values) out.add_value(each.slot, each.bytes);
  out.set_data(document.record);
  return out;
}

/// Two databases, and by Xapian what is to become of them.
class Merge {
 public:
  explicit Merge(std::uint64_t seed) : random_(seed) {
    Xapian::WritableDatabase wanted{folder_ / "wanted", Xapian::DB_CREATE};
    for (const char* name : {"base", "part"}) write(name, wanted);
    if (last_docid_ > wanted.get_lastdocid()) {  // so that Xapian knows the number
      wanted.replace_document(last_docid_, Xapian::Document{});
      wanted.delete_document(last_docid_);
    }
    wanted.commit();
  }

  void check(unsigned threads) {
    const fs::path merged = folder_ / ("merged" + std::to_string(threads));
    fs::create_directory(merged);
    WorkClock clock;
    merge_remaining({.base = folder_ / "base",
                     .part = folder_ / "part",
                     .is_removed = [this](std::uint32_t docid) { return removed_.contains(docid); },
                     .slots = RandomDocuments::slots,
                     .threads = threads,
                     .clock = clock},
                    merged);
    CHECK(defects(merged) == "");
    CHECK(first_difference(dump(Xapian::Database{merged.string()}, RandomDocuments::slots),
                           dump(Xapian::Database{folder_ / "wanted"}, RandomDocuments::slots)) ==
          "");
  }

 private:
  void write(const std::string& name, Xapian::WritableDatabase& wanted) {
    GlassBuilder builder{folder_ / name};
    const std::size_t share = random_.below(4);  // one in so many is removed; 0: none, 1: all
    for (std::size_t left = random_.count(); left > 0; --left) {
      last_docid_ = random_.docid_after(last_docid_);
      Document document = random_.document();
      for (Document::Term& each : document.terms) each.positions = {};
      if (share > 0 && random_.one_in(share)) {
        removed_.insert(last_docid_);
      } else {
        wanted.replace_document(last_docid_, to_xapian(document));
      }
      builder.add(last_docid_, std::move(document));
    }
    if (name == "base") {
      for (std::size_t i = random_.below(5); i > 0; --i) {
        const std::string key = 'k' + random_.bytes(3);
        const std::string value = random_.bytes(30'000);
        builder.set_metadata(key, value);
        wanted.set_metadata(key, value);
      }
    }
    builder.finish();
  }

  TemporaryFolder folder_;
  RandomDocuments random_;
  std::uint32_t last_docid_ = 0;
  std::set<std::uint32_t> removed_;
};

}  // namespace

TEST_CASE("What remains of two databases is what Xapian would have written of it") {
  for (std::uint64_t round = 0; round < 12; ++round) {
    const std::uint64_t seed = test_seed() * 1000 + round;
    CAPTURE(seed);
    Merge merge{seed};
    merge.check(1);
    merge.check(2);
  }
}
