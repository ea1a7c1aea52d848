#include "store/glass/glass_builder.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "base/bytes.h"
#include "dateline/error.h"
#include "store/glass/keys.h"
#include "store/glass/pack.h"
#include "store/glass/run.h"
#include "store/glass/run_merge.h"
#include "store/glass/table_writer.h"
#include "store/glass/termlist.h"
#include "store/glass/version_file.h"
#include "store/index_folder.h"

namespace dateline::store::glass {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_memory = std::size_t{1} << 30U;

// Behind a term's key a zero byte and a docid must fit into 255 bytes.
constexpr std::size_t longest_term = 245;
constexpr std::size_t longest_term_key = 255 - 1 - 5;
constexpr std::size_t longest_metadata_key = 253;

constexpr std::uint32_t largest_number = std::numeric_limits<std::uint32_t>::max();

struct ValueStatistics {
  std::uint32_t documents = 0;
  std::string lowest;
  std::string highest;
};

/// A folder that goes with the object unless it is kept.
class FreshFolder {
 public:
  explicit FreshFolder(fs::path path) : path_(std::move(path)) {
    if (!fs::create_directory(path_)) {
      throw InvalidArgumentError(fmt::format(
          "{}: there is something already; a database is built in a new folder only. Choose "
          "another, or remove what is there",
          path_.string()));
    }
  }
  FreshFolder(const FreshFolder&) = delete;
  ~FreshFolder() {
    std::error_code ignored;
    if (!kept_) fs::remove_all(path_, ignored);
  }

  const fs::path& path() const { return path_; }
  void keep() { kept_ = true; }

 private:
  fs::path path_;
  bool kept_ = false;
};

fs::path checked(fs::path folder) {
  if (!is_tested_with(Xapian::version_string())) {
    throw VersionError(fmt::format(
        "{}: databases built without Xapian were not tested with Xapian {}. Write through Xapian",
        folder.string(), Xapian::version_string()));
  }
  return folder;
}

[[noreturn]] void refuse(std::uint32_t docid, std::string_view what) {
  throw InvalidArgumentError(fmt::format("document {} cannot be stored: {}", docid, what));
}

bool ascend(std::span<const std::uint32_t> positions) {
  return std::adjacent_find(positions.begin(), positions.end(), std::greater_equal{}) ==
         positions.end();
}

void check_order(std::uint32_t docid, const Document& document) {
  const auto by_name = [](const Document::Term& a, const Document::Term& b) {
    return a.name >= b.name;
  };
  if (std::adjacent_find(document.terms.begin(), document.terms.end(), by_name) !=
      document.terms.end()) {
    refuse(docid, "its terms must ascend, none twice");
  }
  const auto by_slot = [](const Document::Value& a, const Document::Value& b) {
    return a.slot >= b.slot;
  };
  if (std::adjacent_find(document.values.begin(), document.values.end(), by_slot) !=
      document.values.end()) {
    refuse(docid, "its values' slots must ascend, none twice");
  }
}

void check_term(std::uint32_t docid, const Document::Term& term, std::string_view key) {
  if (term.name.empty()) refuse(docid, "a term is empty");
  if (term.name.size() > longest_term || key.size() > longest_term_key) {
    refuse(docid, fmt::format("its term '{}' is longer than {} bytes, a zero byte counted twice",
                              term.name, longest_term));
  }
  if (!ascend(term.positions)) {
    refuse(docid, fmt::format("the positions of '{}' must ascend, none twice", term.name));
  }
}

void check_value(std::uint32_t docid, const Document::Value& value) {
  if (value.slot == Xapian::BAD_VALUENO) refuse(docid, "it has a value in a slot that is none");
  if (value.bytes.empty()) refuse(docid, fmt::format("the value in slot {} is empty", value.slot));
}

}  // namespace

bool is_tested_with(std::string_view xapian_version) {
  constexpr std::array<std::string_view, 1> tested{"1.4.22"};
  return std::find(tested.begin(), tested.end(), xapian_version) != tested.end();
}

class GlassBuilder::State {
 public:
  State(fs::path folder, const GlassBuilderOptions& options)
      : folder_(checked(std::move(folder))),
        memory_(std::min(options.memory, most_memory)),
        stores_(options.stores),
        docdata_(folder_.path() / "docdata.glass", options.records, TableWriter::Empty::none),
        termlist_(folder_.path() / "termlist.glass", options.termlists, TableWriter::Empty::file),
        run_file_(AppendFile::unnamed(folder_.path())) {}

  void add(std::uint32_t docid, const Document& document);
  void set_metadata(std::string_view key, std::string_view value);
  void finish(const TermSink& terms);

 private:
  std::uint32_t add_terms(std::uint32_t docid, const std::vector<Document::Term>& terms);
  /// Valid until the next call.
  const std::vector<Document::Term>& stored(const std::vector<Document::Term>& terms);
  void add_values(std::uint32_t docid, const std::vector<Document::Value>& values);
  void add_to_tables(std::uint32_t docid, const Document& document, std::uint32_t length);
  void count(std::uint32_t docid, std::uint32_t length);
  void spill();
  void write_metadata(TableWriter& postlist) const;
  void write_value_statistics(TableWriter& postlist) const;

  FreshFolder folder_;
  std::size_t memory_;
  std::function<bool(std::string_view)> stores_;
  std::vector<Document::Term> stored_;
  TableWriter docdata_;
  TableWriter termlist_;
  AppendFile run_file_;
  std::vector<RunReader::Extent> runs_;
  Run run_;
  Totals totals_;
  std::map<std::string, std::string, std::less<>> metadata_;
  std::map<std::uint32_t, ValueStatistics> value_statistics_;
  std::string key_;
  std::string tag_;
};

void GlassBuilder::State::add(std::uint32_t docid, const Document& document) {
  if (docid <= totals_.last_docid) {
    refuse(docid, fmt::format("its number must be above {}, the last one", totals_.last_docid));
  }
  check_order(docid, document);
  const std::uint32_t length = add_terms(docid, document.terms);
  add_values(docid, document.values);
  run_.append(length_list_key(), {.docid = docid, .number = length, .bytes = {}});
  add_to_tables(docid, document, length);
  count(docid, length);
  if (run_.memory() >= memory_) spill();
}

std::uint32_t GlassBuilder::State::add_terms(std::uint32_t docid,
                                             const std::vector<Document::Term>& terms) {
  std::uint64_t length = 0;
  for (const Document::Term& each : terms) {
    const std::string_view key = term_list_key(each.name, key_);
    check_term(docid, each, key);
    tag_.clear();
    append_steps(tag_, each.positions);
    run_.append(key, {.docid = docid, .number = each.wdf, .bytes = tag_});
    length += each.wdf;
    totals_.largest_wdf = std::max(totals_.largest_wdf, each.wdf);
  }
  if (length > largest_number) refuse(docid, "the sum of its terms' frequencies exceeds 32 bits");
  return static_cast<std::uint32_t>(length);
}

const std::vector<Document::Term>& GlassBuilder::State::stored(
    const std::vector<Document::Term>& terms) {
  if (!stores_) return terms;
  stored_.clear();
  std::ranges::copy_if(terms, std::back_inserter(stored_), stores_, &Document::Term::name);
  return stored_;
}

void GlassBuilder::State::add_values(std::uint32_t docid,
                                     const std::vector<Document::Value>& values) {
  for (const Document::Value& each : values) {
    check_value(docid, each);
    run_.append(value_list_key(each.slot), {.docid = docid, .number = 0, .bytes = each.bytes});
    ValueStatistics& statistics = value_statistics_[each.slot];
    if (statistics.documents == 0 || each.bytes < statistics.lowest) statistics.lowest = each.bytes;
    if (each.bytes > statistics.highest) statistics.highest = each.bytes;
    ++statistics.documents;
  }
}

void GlassBuilder::State::add_to_tables(std::uint32_t docid, const Document& document,
                                        std::uint32_t length) {
  key_.clear();
  append_sortable(key_, docid);
  if (!document.record.empty()) docdata_.add(key_, document.record);
  tag_.clear();
  append_terms(tag_, stored(document.terms), length);
  termlist_.add(key_, tag_);
  if (document.values.empty()) return;
  key_ += '\0';
  tag_.clear();
  append_slots(tag_, document.values);
  termlist_.add(key_, tag_);
}

void GlassBuilder::State::count(std::uint32_t docid, std::uint32_t length) {
  ++totals_.documents;
  totals_.last_docid = docid;
  totals_.length += length;
  totals_.longest = std::max(totals_.longest, length);
  if (length != 0 && (totals_.shortest == 0 || length < totals_.shortest)) {
    totals_.shortest = length;
  }
}

void GlassBuilder::State::spill() {
  const std::uint64_t begin = run_file_.size();
  run_.spill(run_file_);
  runs_.push_back({.begin = begin, .end = run_file_.size()});
}

void GlassBuilder::State::set_metadata(std::string_view key, std::string_view value) {
  if (key.empty() || key.size() > longest_metadata_key) {
    throw InvalidArgumentError(
        fmt::format("metadata cannot be stored under a key of {} bytes: it "
                    "must have 1 to {}",
                    key.size(), longest_metadata_key));
  }
  if (value.empty()) {
    metadata_.erase(std::string{key});
  } else {
    metadata_.insert_or_assign(std::string{key}, value);
  }
}

void GlassBuilder::State::write_metadata(TableWriter& postlist) const {
  for (const auto& [key, value] : metadata_) postlist.add(metadata_key(key), value);
}

void GlassBuilder::State::write_value_statistics(TableWriter& postlist) const {
  // The keys do not sort as their slots do.
  std::map<std::string, std::string> entries;
  for (const auto& [slot, statistics] : value_statistics_) {
    std::string& tag = entries[value_statistics_key(slot)];
    base::append_number(tag, statistics.documents);
    base::append_string(tag, statistics.lowest);
    if (statistics.highest != statistics.lowest) tag += statistics.highest;
  }
  for (const auto& [key, tag] : entries) postlist.add(key, tag);
}

void GlassBuilder::State::finish(const TermSink& terms) {
  if (!run_.empty()) spill();
  run_ = {};
  run_file_.flush();
  TableWriter postlist{folder_.path() / "postlist.glass", Deflate::never, TableWriter::Empty::file};
  TableWriter position{folder_.path() / "position.glass", Deflate::never, TableWriter::Empty::none};
  write_metadata(postlist);
  write_value_statistics(postlist);
  merge_runs(run_file_, runs_, memory_, {postlist, position, stores_, terms});
  const TableRoots roots{.postlist = postlist.finish(),
                         .docdata = docdata_.finish(),
                         .termlist = termlist_.finish(),
                         .position = position.finish()};
  write_version_file(folder_.path(), roots, totals_);
  sync_to_disk(fs::absolute(folder_.path()).parent_path());
  folder_.keep();
}

GlassBuilder::GlassBuilder(fs::path folder, const GlassBuilderOptions& options)
    : state_(std::make_unique<State>(std::move(folder), options)) {}

GlassBuilder::GlassBuilder(GlassBuilder&&) noexcept = default;
GlassBuilder::~GlassBuilder() = default;

void GlassBuilder::add(std::uint32_t docid, const Document& document) {
  state_->add(docid, document);
}

void GlassBuilder::set_metadata(std::string_view key, std::string_view value) {
  state_->set_metadata(key, value);
}

void GlassBuilder::finish(const TermSink& terms) {
  state_->finish(terms);
}

}  // namespace dateline::store::glass
