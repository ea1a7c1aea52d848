#include "store/glass/remaining_merge.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"
#include "store/background.h"
#include "store/glass/keys.h"
#include "store/glass/list_writers.h"
#include "store/glass/pack.h"
#include "store/glass/table_reader.h"
#include "store/glass/table_writer.h"
#include "store/glass/value_statistics.h"
#include "store/glass/version_file.h"
#include "store/guard.h"

namespace dateline::store::glass {
namespace fs = std::filesystem;
namespace {

constexpr const char* postlist_file = "postlist.glass";

/// The databases in the order of their docids. For one thread.
using Sources = std::vector<Xapian::Database>;

Sources open(const RemainingMerge& merge, std::span<const Version> versions) {
  Sources out;
  for (std::size_t i = 0; i < merge.sources.size(); ++i) {
    out.emplace_back(merge.sources[i].string());
    if (out.back().get_revision() == versions[i].revision) continue;
    throw Error(ErrorCode::unavailable,
                fmt::format("{}: it was changed while it was read: let what changes it finish, and "
                            "try again",
                            merge.sources[i].string()));
  }
  return out;
}

[[noreturn]] void fail(const fs::path& database, std::string_view what) {
  throw_damaged(database / postlist_file, what);
}

/// Of what a table has in order: Xapian hands out damaged keys and numbers as they come.
class Order {
 public:
  explicit Order(const RemainingMerge& merge) : merge_(merge) {}
  void next(std::uint32_t docid) {
    if (docid <= docid_) fail(merge_.sources.front(), "document numbers are out of order");
    docid_ = docid;
  }

 private:
  const RemainingMerge& merge_;
  std::uint32_t docid_ = 0;
};

template <class Visit>
void for_each_remaining(const RemainingMerge& merge, const Sources& sources, const Visit& visit) {
  Order order(merge);
  for (const Xapian::Database& source : sources) {
    for (auto at = source.postlist_begin({}); at != source.postlist_end({}); ++at) {
      order.next(*at);
      if (!merge.leaves_out(*at)) visit(source, *at);
    }
  }
}

template <class Visit>
void for_each_value(const RemainingMerge& merge, const Sources& sources, std::uint32_t slot,
                    const Visit& visit) {
  Order order(merge);
  for (const Xapian::Database& source : sources) {
    for (auto at = source.valuestream_begin(slot); at != source.valuestream_end(slot); ++at) {
      order.next(at.get_docid());
      if (!merge.leaves_out(at.get_docid())) visit(at.get_docid(), *at);
    }
  }
}

ValueStatistics survey_values(const RemainingMerge& merge, const Sources& sources) {
  ValueStatistics out;
  for (const std::uint32_t slot : merge.slots) {
    for_each_value(merge, sources, slot,
                   [&](std::uint32_t, const std::string& value) { out.add(slot, value); });
  }
  return out;
}

/// The tables whose entries are of one document each, and are copied as they stand.
class DocumentTables {
 public:
  DocumentTables(const RemainingMerge& merge, std::span<const Version> versions,
                 const fs::path& folder)
      : merge_(merge), versions_(versions), folder_(folder) {}

  void write(TableRoots& roots) {
    write({.file = "docdata.glass", .root = &TableRoots::docdata, .docid_of = read_sortable},
          roots);
    write({.file = "termlist.glass",
           .root = &TableRoots::termlist,
           .docid_of = read_sortable,
           .plain_ones = Deflate::where_smaller,
           .empty = TableWriter::Empty::file},
          roots);
    write({.file = "position.glass", .root = &TableRoots::position, .docid_of = docid_of_positions},
          roots);
  }

 private:
  struct Table {
    const char* file;
    TableRoot TableRoots::*root;
    std::optional<std::uint32_t> (*docid_of)(std::string_view key);
    Deflate plain_ones = Deflate::never;
    TableWriter::Empty empty = TableWriter::Empty::none;
  };

  void write(const Table& table, TableRoots& roots) {
    std::vector<TableReader> readers;
    for (std::size_t i = 0; i < versions_.size(); ++i) {
      readers.emplace_back(merge_.sources[i] / table.file, versions_[i].roots.*table.root,
                           versions_[i].revision);
    }
    std::erase_if(readers, [](TableReader& each) { return !each.next(); });
    TableWriter writer(folder_ / table.file, table.plain_ones, table.empty);
    while (!readers.empty()) {
      const auto lowest = std::ranges::min_element(readers, {}, &TableReader::key);
      if (!leaves_out(*lowest, table)) copy(*lowest, writer);
      if (!lowest->next()) readers.erase(lowest);
    }
    roots.*table.root = writer.finish();
  }

  static void copy(const TableReader& from, TableWriter& to) {
    const StoredTag tag = from.tag();
    if (tag.form == Stored::plain) {
      to.add(from.key(), tag.bytes);
    } else {
      to.add_stored(from.key(), tag);
    }
  }

  bool leaves_out(const TableReader& entry, const Table& table) const {
    if (!merge_.is_removed) return false;
    const auto docid = table.docid_of(entry.key());
    if (!docid) entry.fail("a key has no document number");
    return merge_.is_removed(*docid);
  }

  const RemainingMerge& merge_;
  std::span<const Version> versions_;
  fs::path folder_;
};

/// The postlist table, in the order of its keys.
class ListTable {
 public:
  ListTable(const RemainingMerge& merge, std::span<const Version> versions, const fs::path& folder)
      : merge_(merge),
        sources_(open(merge, versions)),
        table_(folder / postlist_file, Deflate::where_smaller, TableWriter::Empty::file),
        writer_(table_) {
    const Xapian::Database& first = sources_.front();
    std::string before;
    for (auto at = first.metadata_keys_begin(); at != first.metadata_keys_end(); ++at) {
      const std::string key = *at;
      if (key <= before) fail(merge_.sources.front(), "metadata are out of order");
      write_metadata(table_, key, first.get_metadata(key));
      before = key;
    }
    survey_values(merge_, sources_).write(table_);
  }

  TableRoot write(Totals& totals) {
    write_values();
    write_lengths(totals);
    write_terms(totals);
    for (const Xapian::Database& each : sources_) {
      totals.last_docid = std::max(totals.last_docid, each.get_lastdocid());
    }
    return table_.finish();
  }

 private:
  struct Entry {
    std::uint32_t docid;
    std::uint32_t number;
  };

  /// The terms of one database, in order.
  struct Terms {
    const Xapian::Database* source;
    Xapian::TermIterator at;
    Xapian::TermIterator end;
    std::string term{};

    bool at_end() const { return at == end; }
    void read() {
      if (!at_end()) term = *at;
    }
    /// False if the next one does not follow.
    bool advance() {
      const std::string before = term;
      ++at;
      read();
      return at_end() || term > before;
    }
  };

  void write_values() {
    // The keys do not sort as their slots do.
    std::map<std::string, std::uint32_t> lists;
    for (const std::uint32_t slot : merge_.slots) lists.emplace(value_list_key(slot), slot);
    ValueListWriter writer(table_);
    for (const auto& [key, slot] : lists) {
      bool begun = false;
      for_each_value(merge_, sources_, slot, [&](std::uint32_t docid, const std::string& value) {
        if (!std::exchange(begun, true)) writer.begin(key);
        writer.add(docid, value);
      });
      if (begun) writer.end();
    }
  }

  void write_lengths(Totals& totals) {
    for_each_remaining(merge_, sources_, [&](const Xapian::Database& source, std::uint32_t docid) {
      const std::uint32_t length = source.get_doclength(docid);
      if (totals.documents == 0) {
        writer_.begin(length_list_key(), chunk_separator(ListKind::lengths), {});
      }
      writer_.add(docid, length);
      totals.count(docid, length);
    });
    if (totals.documents > 0) writer_.end();
  }

  void write_terms(Totals& totals) {
    std::vector<Terms> left;
    for (const Xapian::Database& each : sources_) {
      left.push_back({&each, each.allterms_begin(), each.allterms_end()});
      left.back().read();
    }
    while (true) {
      const Terms* lowest = nullptr;
      for (const Terms& each : left) {
        if (!each.at_end() && (lowest == nullptr || each.term < lowest->term)) lowest = &each;
      }
      if (lowest == nullptr) break;
      const std::string term = lowest->term;
      entries_.clear();
      for (Terms& each : left) {
        if (each.at_end() || each.term != term) continue;
        read(each, term);
        if (!each.advance()) fail_at(each, term);
      }
      write_list(term, totals);
    }
    if (frequencies_ != totals.length) fail_lengths();
  }

  // Xapian does not see that a list has lost or won postings.
  void read(const Terms& from, const std::string& term) {
    const Xapian::Database& source = *from.source;
    std::uint64_t postings = 0;
    for (auto at = source.postlist_begin(term); at != source.postlist_end(term); ++at) {
      ++postings;
      if (merge_.leaves_out(*at)) continue;
      if (!entries_.empty() && entries_.back().docid >= *at) fail_at(from, term);
      entries_.push_back({*at, at.get_wdf()});
    }
    if (postings != from.at.get_termfreq()) fail_at(from, term);
  }

  void write_list(const std::string& term, Totals& totals) {
    if (entries_.empty()) return;
    ListSize size{.postings = entries_.size()};
    for (const Entry& each : entries_) {
      size.sum += each.number;
      totals.largest_wdf = std::max(totals.largest_wdf, each.number);
    }
    frequencies_ += size.sum;
    if (frequencies_ > totals.length) fail_lengths();
    writer_.begin(term_list_key(term, key_), chunk_separator(ListKind::postings), size);
    for (const Entry& each : entries_) writer_.add(each.docid, each.number);
    writer_.end();
  }

  [[noreturn]] void fail_at(const Terms& from, const std::string& term) const {
    const auto number = static_cast<std::size_t>(from.source - sources_.data());
    fail(merge_.sources[number],
         fmt::format("the posting list of '{}' is not what it says", term.substr(0, 80)));
  }

  [[noreturn]] void fail_lengths() const {
    fail(merge_.sources.front(),
         "lengths of articles are not the sums of their terms' frequencies");
  }

  const RemainingMerge& merge_;
  Sources sources_;
  TableWriter table_;
  PostingListWriter writer_;
  std::vector<Entry> entries_;     ///< of one term
  std::uint64_t frequencies_ = 0;  ///< of the terms so far, all together
  std::string key_;
};

}  // namespace

void merge_remaining(const RemainingMerge& merge, const fs::path& folder) {
  std::vector<Version> versions;
  for (const fs::path& each : merge.sources) versions.push_back(read_version_file(each));
  TableRoots roots;
  Totals totals;
  DocumentTables documents(merge, versions, folder);
  ListTable lists(merge, versions, folder);
  if (merge.threads > 1) {
    Background background(merge.clock, Work::merge, 1);
    background.post(0, [&] { documents.write(roots); });
    roots.postlist = lists.write(totals);
    background.finish();
  } else {
    documents.write(roots);
    roots.postlist = lists.write(totals);
  }
  write_version_file(folder, roots, totals);
}

}  // namespace dateline::store::glass
