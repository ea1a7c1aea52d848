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

namespace dateline::store::glass {
namespace fs = std::filesystem;
namespace {

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

template <class Visit>
void for_each_remaining(const RemainingMerge& merge, const Sources& sources, const Visit& visit) {
  for (const Xapian::Database& source : sources) {
    for (auto at = source.postlist_begin({}); at != source.postlist_end({}); ++at) {
      if (!merge.leaves_out(*at)) visit(source, *at);
    }
  }
}

template <class Visit>
void for_each_value(const RemainingMerge& merge, const Sources& sources, std::uint32_t slot,
                    const Visit& visit) {
  for (const Xapian::Database& source : sources) {
    for (auto at = source.valuestream_begin(slot); at != source.valuestream_end(slot); ++at) {
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
        table_(folder / "postlist.glass", Deflate::where_smaller, TableWriter::Empty::file),
        writer_(table_) {
    const Xapian::Database& first = sources_.front();
    for (auto at = first.metadata_keys_begin(); at != first.metadata_keys_end(); ++at) {
      write_metadata(table_, *at, first.get_metadata(*at));
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
    void advance() {
      ++at;
      read();
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
      if (lowest == nullptr) return;
      const std::string term = lowest->term;
      entries_.clear();
      for (Terms& each : left) {
        if (each.at_end() || each.term != term) continue;
        read(*each.source, term);
        each.advance();
      }
      write_list(term, totals);
    }
  }

  void read(const Xapian::Database& source, const std::string& term) {
    for (auto at = source.postlist_begin(term); at != source.postlist_end(term); ++at) {
      if (!merge_.leaves_out(*at)) entries_.push_back({*at, at.get_wdf()});
    }
  }

  void write_list(const std::string& term, Totals& totals) {
    if (entries_.empty()) return;
    ListSize size{.postings = entries_.size()};
    for (const Entry& each : entries_) {
      size.sum += each.number;
      totals.largest_wdf = std::max(totals.largest_wdf, each.number);
    }
    writer_.begin(term_list_key(term, key_), chunk_separator(ListKind::postings), size);
    for (const Entry& each : entries_) writer_.add(each.docid, each.number);
    writer_.end();
  }

  const RemainingMerge& merge_;
  Sources sources_;
  TableWriter table_;
  PostingListWriter writer_;
  std::vector<Entry> entries_;  ///< of one term
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
