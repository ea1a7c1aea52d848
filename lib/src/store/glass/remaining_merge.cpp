#include "store/glass/remaining_merge.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "store/background.h"
#include "store/document.h"
#include "store/glass/keys.h"
#include "store/glass/list_writers.h"
#include "store/glass/pack.h"
#include "store/glass/table_writer.h"
#include "store/glass/termlist.h"
#include "store/glass/value_statistics.h"
#include "store/glass/version_file.h"

namespace dateline::store::glass {
namespace fs = std::filesystem;
namespace {

/// The databases in the order of their docids. For one thread.
using Sources = std::array<Xapian::Database, 2>;

Sources open(const RemainingMerge& merge) {
  return {Xapian::Database{merge.base.string()}, Xapian::Database{merge.part.string()}};
}

template <class Visit>
void for_each_remaining(const RemainingMerge& merge, const Sources& sources, const Visit& visit) {
  for (const Xapian::Database& source : sources) {
    for (auto at = source.postlist_begin({}); at != source.postlist_end({}); ++at) {
      if (!merge.is_removed(*at)) visit(source, *at);
    }
  }
}

template <class Visit>
void for_each_value(const RemainingMerge& merge, const Sources& sources, std::uint32_t slot,
                    const Visit& visit) {
  for (const Xapian::Database& source : sources) {
    for (auto at = source.valuestream_begin(slot); at != source.valuestream_end(slot); ++at) {
      if (!merge.is_removed(at.get_docid())) visit(at.get_docid(), *at);
    }
  }
}

/// What is known of the values before any table is written.
struct Values {
  ValueStatistics statistics;
  /// By docid: which of the slots it has, as bits.
  std::vector<std::uint32_t> slots_of;
};

Values survey_values(const RemainingMerge& merge, const Sources& sources) {
  Values out;
  for (std::size_t i = 0; i < merge.slots.size(); ++i) {
    for_each_value(merge, sources, merge.slots[i],
                   [&](std::uint32_t docid, const std::string& value) {
                     out.statistics.add(merge.slots[i], value);
                     if (docid >= out.slots_of.size()) out.slots_of.resize(std::size_t{docid} + 1);
                     out.slots_of[docid] |= std::uint32_t{1} << i;
                   });
  }
  return out;
}

/// Records and term lists, document by document.
class DocumentTables {
 public:
  DocumentTables(const RemainingMerge& merge, const Values& values, const fs::path& folder)
      : merge_(merge),
        values_(values),
        docdata_(folder / "docdata.glass", Deflate::never, TableWriter::Empty::none),
        termlist_(folder / "termlist.glass", Deflate::where_smaller, TableWriter::Empty::file) {}

  void write(TableRoots& roots) {
    for_each_remaining(
        merge_, open(merge_),
        [this](const Xapian::Database& source, std::uint32_t docid) { add(source, docid); });
    roots.docdata = docdata_.finish();
    roots.termlist = termlist_.finish();
  }

 private:
  void add(const Xapian::Database& source, std::uint32_t docid) {
    key_.clear();
    append_sortable(key_, docid);
    const std::string record = source.get_document(docid, Xapian::DOC_ASSUME_VALID).get_data();
    if (!record.empty()) docdata_.add(key_, record);
    Document document;
    std::uint32_t length = 0;
    for (auto at = source.termlist_begin(docid); at != source.termlist_end(docid); ++at) {
      document.add_term(*at, at.get_wdf());
      length += at.get_wdf();
    }
    tag_.clear();
    append_terms(tag_, document.terms, length);
    termlist_.add(key_, tag_);
    add_slots(docid);
  }

  void add_slots(std::uint32_t docid) {
    if (docid >= values_.slots_of.size() || values_.slots_of[docid] == 0) return;
    std::vector<Document::Value> values;
    for (std::size_t i = 0; i < merge_.slots.size(); ++i) {
      if ((values_.slots_of[docid] >> i & 1U) != 0) values.push_back({merge_.slots[i], {}});
    }
    std::ranges::sort(values, {}, &Document::Value::slot);
    key_ += '\0';
    tag_.clear();
    append_slots(tag_, values);
    termlist_.add(key_, tag_);
  }

  const RemainingMerge& merge_;
  const Values& values_;
  TableWriter docdata_;
  TableWriter termlist_;
  std::string key_;
  std::string tag_;
};

/// The postlist table, in the order of its keys.
class ListTable {
 public:
  ListTable(const RemainingMerge& merge, const Values& values, const fs::path& folder)
      : merge_(merge),
        sources_(open(merge)),
        table_(folder / "postlist.glass", Deflate::where_smaller, TableWriter::Empty::file),
        writer_(table_) {
    const Xapian::Database& base = sources_.front();
    for (auto at = base.metadata_keys_begin(); at != base.metadata_keys_end(); ++at) {
      table_.add(metadata_key(*at), base.get_metadata(*at));
    }
    values.statistics.write(table_);
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
    std::array<Xapian::TermIterator, 2> at{sources_[0].allterms_begin(),
                                           sources_[1].allterms_begin()};
    const std::array<Xapian::TermIterator, 2> end{sources_[0].allterms_end(),
                                                  sources_[1].allterms_end()};
    while (at[0] != end[0] || at[1] != end[1]) {
      std::optional<std::string> term;
      for (std::size_t i = 0; i < at.size(); ++i) {
        if (at[i] != end[i] && (!term || *at[i] < *term)) term = *at[i];
      }
      entries_.clear();
      for (std::size_t i = 0; i < at.size(); ++i) {
        if (at[i] == end[i] || *at[i] != *term) continue;
        read(sources_[i], *term);
        ++at[i];
      }
      write_list(*term, totals);
    }
  }

  void read(const Xapian::Database& source, const std::string& term) {
    for (auto at = source.postlist_begin(term); at != source.postlist_end(term); ++at) {
      if (!merge_.is_removed(*at)) entries_.push_back({*at, at.get_wdf()});
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
  const Values values = survey_values(merge, open(merge));
  TableRoots roots;
  Totals totals;
  DocumentTables documents(merge, values, folder);
  ListTable lists(merge, values, folder);
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
