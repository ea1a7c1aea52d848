#include "store/glass/remaining_merge.h"

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <xapian.h>

#include "database_dump.h"
#include "random_articles.h"
#include "random_documents.h"
#include "store/glass/glass_builder.h"
#include "support/temporary_folder.h"

using dateline::store::Document;
using dateline::store::WorkClock;
using dateline::store::glass::Deflate;
using dateline::store::glass::GlassBuilder;
using dateline::store::glass::merge_remaining;
using dateline::store::glass::RemainingMerge;
namespace fs = std::filesystem;

namespace {

Xapian::Document to_xapian(const Document& document) {
  Xapian::Document out;
  for (const Document::Term& each : document.terms) {
    const std::string name{each.name};
    out.add_term(name, each.wdf);
    for (const std::uint32_t position : each.positions) out.add_posting(name, position, 0);
  }
  for (const Document::Value& each : document.values) out.add_value(each.slot, each.bytes);
  out.set_data(document.record);
  return out;
}

// Nothing if there is no such file.
std::string bytes_of(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> contents(const fs::path& database) {
  return dump(Xapian::Database{database.string()}, RandomDocuments::slots);
}

/// Some databases, and by Xapian what is to become of them.
class Merge {
 public:
  explicit Merge(std::uint64_t seed) : random_(seed) {
    Xapian::WritableDatabase wanted{folder_ / "wanted", Xapian::DB_CREATE};
    for (std::size_t left = 1 + random_.below(3); left > 0; --left) {
      sources_.push_back(folder_ / ("source" + std::to_string(left)));
      if (random_.one_in(2)) {
        build(wanted);
      } else {
        grow(wanted);
      }
    }
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
    RemainingMerge merge{
        .sources = sources_, .slots = RandomDocuments::slots, .threads = threads, .clock = clock};
    if (!removed_.empty()) {
      merge.is_removed = [this](std::uint32_t docid) { return removed_.contains(docid); };
    }
    merge_remaining(merge, merged);
    CHECK(defects(merged) == "");
    CHECK(first_difference(contents(merged), contents(folder_ / "wanted")) == "");
    check_against_compaction(merged);
  }

 private:
  // Where nothing is removed, Xapian's own merge is an oracle too.
  void check_against_compaction(const fs::path& merged) {
    if (!removed_.empty()) return;
    Xapian::Database all;
    for (const fs::path& each : sources_) all.add_database(Xapian::Database{each.string()});
    const fs::path compacted = merged.string() + "-compacted";
    all.compact(compacted.string(), Xapian::DBCOMPACT_NO_RENUMBER);
    CHECK(first_difference(contents(merged), contents(compacted)) == "");
  }

  template <class Write>
  void write_documents(Xapian::WritableDatabase& wanted, const Write& write) {
    // One in so many is removed; 0: none, 1: all.
    const std::size_t share = random_.one_in(2) ? 0 : 1 + random_.below(4);
    for (std::size_t left = random_.count(); left > 0; --left) {
      last_docid_ = random_.docid_after(last_docid_);
      Document document = random_.document();
      if (share > 0 && random_.one_in(share)) {
        removed_.insert(last_docid_);
      } else {
        wanted.replace_document(last_docid_, to_xapian(document));
      }
      write(last_docid_, std::move(document));
    }
  }

  template <class SetMetadata>
  void write_metadata(Xapian::WritableDatabase& wanted, const SetMetadata& set) {
    if (sources_.size() > 1) return;
    for (std::size_t i = random_.below(5); i > 0; --i) {
      const std::string key = 'k' + random_.bytes(3);
      const std::string value = random_.bytes(30'000);
      set(key, value);
      wanted.set_metadata(key, value);
    }
  }

  void build(Xapian::WritableDatabase& wanted) {
    GlassBuilder builder{sources_.back()};
    write_documents(wanted, [&](std::uint32_t docid, Document&& document) {
      builder.add(docid, std::move(document));
    });
    write_metadata(wanted, [&](const std::string& key, const std::string& value) {
      builder.set_metadata(key, value);
    });
    builder.finish();
  }

  // By Xapian, in commits that leave blocks free, half full, and of several revisions. What goes
  // comes again, so that bounds are those of what is there.
  void grow(Xapian::WritableDatabase& wanted) {
    Xapian::WritableDatabase writer{sources_.back().string(), Xapian::DB_CREATE};
    write_documents(wanted, [&](std::uint32_t docid, Document&& document) {
      writer.replace_document(docid, to_xapian(document));
      if (random_.one_in(20)) {
        writer.commit();
        writer.delete_document(docid);
        writer.commit();
        writer.replace_document(docid, to_xapian(document));
      }
      if (random_.one_in(50)) writer.commit();
    });
    write_metadata(wanted, [&](const std::string& key, const std::string& value) {
      writer.set_metadata(key, value);
    });
    writer.commit();
  }

  TemporaryFolder folder_;
  RandomDocuments random_;
  std::vector<fs::path> sources_;
  std::uint32_t last_docid_ = 0;
  std::set<std::uint32_t> removed_;
};

}  // namespace

TEST_CASE("What remains of databases is what Xapian would have written of it") {
  for (std::uint64_t round = 0; round < 24; ++round) {
    const std::uint64_t seed = test_seed() * 1000 + round;
    CAPTURE(seed);
    Merge merge{seed};
    merge.check(1);
    merge.check(2);
  }
}

TEST_CASE("A database that is written anew is the one that the builder writes, byte by byte") {
  for (std::uint64_t round = 0; round < 8; ++round) {
    const std::uint64_t seed = test_seed() * 1000 + round;
    CAPTURE(seed);
    const TemporaryFolder folder;
    const auto build = [&](const char* name, Deflate lists) {
      RandomDocuments random{seed};
      GlassBuilder builder{folder / name, {.records = Deflate::never, .lists = lists}};
      std::uint32_t docid = 0;
      for (std::size_t left = random.count(); left > 0; --left) {
        docid = random.docid_after(docid);
        builder.add(docid, random.document());
      }
      builder.finish();
    };
    build("plain", Deflate::never);
    build("deflated", Deflate::where_smaller);
    for (const char* name : {"plain", "deflated"}) {
      const fs::path source = folder / name;
      const fs::path merged = folder / (std::string{name} + "-merged");
      fs::create_directory(merged);
      WorkClock clock;
      merge_remaining({.sources = {&source, 1}, .slots = RandomDocuments::slots, .clock = clock},
                      merged);
      for (const char* file : {"docdata", "termlist", "postlist", "position"}) {
        CAPTURE(file);
        const std::string table = std::string{file} + ".glass";
        CHECK(bytes_of(merged / table) == bytes_of(folder / "deflated" / table));
      }
    }
  }
}
