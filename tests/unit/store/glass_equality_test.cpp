#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <xapian.h>

#include "database_dump.h"
#include "random_articles.h"
#include "random_documents.h"
#include "store/glass/glass_builder.h"
#include "support/temporary_folder.h"

using dateline::store::Document;
using dateline::store::glass::Deflate;
using dateline::store::glass::GlassBuilder;

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

/// The same documents and metadata twice: one database by the builder, one by Xapian.
class Pair {
 public:
  explicit Pair(std::uint64_t seed) : random_(seed) {}

  void build() {
    constexpr std::array<std::size_t, 3> memories{1, 3U << 20U, 64U << 20U};
    GlassBuilder builder{built(),
                         {.memory = memories[random_.below(memories.size())],
                          .records = deflate(),
                          .lists = deflate(),
                          .threads = 1 + static_cast<unsigned>(random_.below(3))}};
    Xapian::WritableDatabase writer{written(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS};
    std::uint32_t docid = 0;
    for (std::size_t left = random_.count(); left > 0; --left) {
      docid = random_.docid_after(docid);
      Document document = random_.document();
      writer.replace_document(docid, to_xapian(document));
      builder.add(docid, std::move(document));
    }
    for (std::size_t left = random_.below(30); left > 0; --left) {
      const std::string key = 'k' + random_.bytes(random_.one_in(4) ? 252 : 3);
      const std::string value = random_.bytes(random_.one_in(4) ? 30'000 : 5);
      builder.set_metadata(key, value);
      writer.set_metadata(key, value);
    }
    builder.finish();
    writer.commit();
  }

  void change() {
    Xapian::WritableDatabase a{built(), Xapian::DB_OPEN};
    Xapian::WritableDatabase b{written(), Xapian::DB_OPEN};
    for (std::size_t left = random_.below(200); left > 0; --left) {
      change_one(a, b);
      if (!random_.one_in(50)) continue;
      a.commit();
      b.commit();
    }
    a.commit();
    b.commit();
  }

  void compact() {
    compact(built());
    compact(written());
    ++generation_;
  }

  void check() const {
    CHECK(defects(built()) == "");
    CHECK(first_difference(dump(Xapian::Database{built()}, RandomDocuments::slots),
                           dump(Xapian::Database{written()}, RandomDocuments::slots)) == "");
  }

 private:
  std::string built() const { return folder_ / ("built" + std::to_string(generation_)); }
  std::string written() const { return folder_ / ("written" + std::to_string(generation_)); }

  Deflate deflate() { return random_.one_in(2) ? Deflate::never : Deflate::where_smaller; }

  void change_one(Xapian::WritableDatabase& a, Xapian::WritableDatabase& b) {
    const Xapian::Document document = to_xapian(random_.document());
    const std::size_t what = random_.below(3);
    if (what == 0 || a.get_lastdocid() == 0) {
      a.add_document(document);
      b.add_document(document);
      return;
    }
    const auto docid = any_document(a);
    if (what == 1 || docid == 0) {
      const auto target = docid == 0 ? Xapian::docid{1} : docid;
      a.replace_document(target, document);
      b.replace_document(target, document);
    } else {
      a.delete_document(docid);
      b.delete_document(docid);
    }
  }

  // 0 if there is none behind a random number.
  Xapian::docid any_document(const Xapian::Database& database) {
    auto found = database.postlist_begin("");
    if (found == database.postlist_end("")) return 0;
    found.skip_to(static_cast<Xapian::docid>(1 + random_.below(database.get_lastdocid())));
    return found == database.postlist_end("") ? 0 : *found;
  }

  void compact(const std::string& from) const {
    const std::string to = from.substr(0, from.size() - 1) + std::to_string(generation_ + 1);
    Xapian::Database{from}.compact(to, Xapian::DBCOMPACT_NO_RENUMBER);
  }

  TemporaryFolder folder_;
  RandomDocuments random_;
  int generation_ = 0;
};

}  // namespace

TEST_CASE("A built database equals one by Xapian, also changed and compacted") {
  for (std::uint64_t round = 0; round < 12; ++round) {
    const std::uint64_t seed = test_seed() * 1000 + round;
    CAPTURE(seed);
    Pair pair{seed};
    pair.build();
    pair.check();
    pair.change();
    pair.check();
    pair.compact();
    pair.check();
    pair.change();
    pair.check();
  }
}

// Keys that differ only at their ends leave room for few in a block above the leaves.
TEST_CASE("Trees of three levels equal those by Xapian") {
  const TemporaryFolder folder;
  GlassBuilder builder{folder / "built"};
  Xapian::WritableDatabase writer{folder / "written", Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS};
  constexpr std::uint32_t documents = 400;
  constexpr std::uint32_t terms_a_document = 80;
  for (std::uint32_t docid = 1; docid <= documents; ++docid) {
    Document document;
    for (std::uint32_t i = 0; i < terms_a_document; ++i) {
      const std::uint32_t number = i * documents + docid;
      document.add_term(fmt::format("{}{:05}", std::string(240, 'a'), number), 1, {&number, 1});
    }
    writer.add_document(to_xapian(document));
    builder.add(docid, std::move(document));
  }
  builder.finish();
  writer.commit();
  CHECK(defects(folder / "built") == "");
  CHECK(first_difference(dump(Xapian::Database{folder / "built"}, {}),
                         dump(Xapian::Database{folder / "written"}, {})) == "");
}
