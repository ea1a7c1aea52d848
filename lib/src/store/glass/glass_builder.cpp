#include "store/glass/glass_builder.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "base/short_bytes.h"
#include "dateline/error.h"
#include "store/background.h"
#include "store/glass/keys.h"
#include "store/glass/list_writers.h"
#include "store/glass/pack.h"
#include "store/glass/run.h"
#include "store/glass/run_merge.h"
#include "store/glass/table_writer.h"
#include "store/glass/term_handover.h"
#include "store/glass/term_list_writer.h"
#include "store/glass/termlist.h"
#include "store/glass/value_statistics.h"
#include "store/glass/version_file.h"
#include "store/index_folder.h"
#include "store/unfinished_folder.h"

namespace dateline::store::glass {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_memory = std::size_t{1} << 30U;

// Behind a term's key a zero byte and a docid must fit into 255 bytes.
constexpr std::size_t longest_term = 245;
constexpr std::size_t longest_term_key = 255 - 1 - 5;
constexpr std::size_t longest_metadata_key = 253;

constexpr std::uint32_t largest_number = std::numeric_limits<std::uint32_t>::max();

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

bool is_too_long(std::string_view term) {
  // Its key is twice as long at most.
  if (2 * term.size() <= longest_term_key) return false;
  std::string escaped;
  return term.size() > longest_term || term_list_key(term, escaped).size() > longest_term_key;
}

void check_term(std::uint32_t docid, const Document::Term& term) {
  if (term.name.empty()) refuse(docid, "a term is empty");
  if (is_too_long(term.name)) {
    refuse(docid, fmt::format("its term '{}' is longer than {} bytes, a zero byte counted twice",
                              term.name, longest_term));
  }
  if (!ascend(term.positions)) {
    refuse(docid, fmt::format("the positions of '{}' must ascend, none twice", term.name));
  }
}

struct Wdfs {
  std::uint64_t sum = 0;
  std::uint32_t largest = 0;
};

Wdfs check_terms(std::uint32_t docid, const std::vector<Document::Term>& terms) {
  Wdfs out;
  std::string_view before;
  std::uint64_t leading_before = 0;
  for (const Document::Term& each : terms) {
    check_term(docid, each);
    const std::uint64_t leading = base::leading_sixteen_of_padded(each.name).first;
    const bool ascends = leading == leading_before ? before < each.name : leading_before < leading;
    if (!ascends) refuse(docid, "its terms must ascend, none twice");
    before = each.name;
    leading_before = leading;
    out.sum += each.wdf;
    out.largest = std::max(out.largest, each.wdf);
  }
  return out;
}

void check_value(std::uint32_t docid, const Document::Value& value) {
  if (value.slot == Xapian::BAD_VALUENO) refuse(docid, "it has a value in a slot that is none");
  if (value.bytes.empty()) refuse(docid, fmt::format("the value in slot {} is empty", value.slot));
}

// What a document takes while it waits for a thread.
std::size_t memory_of(const Document& document) {
  std::size_t out = sizeof document + document.record.size();
  for (const Document::Term& each : document.terms) {
    out += sizeof each + each.name.size() + each.positions.size_bytes();
  }
  return out;
}

}  // namespace

bool is_tested_with(std::string_view xapian_version) {
  constexpr std::array<std::string_view, 1> tested{"1.4.22"};
  return std::find(tested.begin(), tested.end(), xapian_version) != tested.end();
}

class GlassBuilder::State {
 public:
  State(fs::path folder, const GlassBuilderOptions& options)
      : folder_(UnfinishedFolder::create(checked(std::move(folder)))),
        memory_(std::min(options.memory, most_memory)),
        stores_(options.stores),
        docdata_(folder_.path() / "docdata.glass", options.records, TableWriter::Empty::none),
        termlist_(folder_.path() / "termlist.glass", options.lists, TableWriter::Empty::file),
        lists_(options.lists),
        run_file_(AppendFile::unnamed(folder_.path())),
        clock_(options.clock == nullptr ? own_clock_ : *options.clock),
        merges_on_threads_(options.threads > 1) {
    if (options.threads > 2) adders_.emplace(clock_, memory_ / 2);
  }

  void add(std::uint32_t docid, std::shared_ptr<const Document> document);
  void set_metadata(std::string_view key, std::string_view value);
  void finish(const TermSink& terms);

 private:
  struct Numbered {
    std::uint32_t docid;
    std::shared_ptr<const Document> document;
  };
  using Batch = std::vector<Numbered>;

  /// What they do touches members of its own each.
  struct Adders {
    // Documents wait while a run is spilled, and whoever makes them goes on.
    Adders(WorkClock& clock, std::size_t most_waiting)
        : lists(clock, Work::documents, most_waiting),
          tables(clock, Work::documents, most_waiting) {}
    Background lists;
    Background tables;
  };

  void hand_over();
  void add_to_lists(std::uint32_t docid, const Document& document);
  void add_to_tables(std::uint32_t docid, const Document& document);
  void add_values(std::uint32_t docid, const std::vector<Document::Value>& values);
  void spill();
  void finish_lists(const TermSink& terms);

  UnfinishedFolder folder_;
  std::size_t memory_;
  std::function<bool(std::string_view)> stores_;
  TableWriter docdata_;
  TableWriter termlist_;
  TermTagWriter term_tags_;
  Deflate lists_;
  AppendFile run_file_;
  std::vector<RunReader::Extent> runs_;
  Run run_;
  Totals totals_;
  std::map<std::string, std::string, std::less<>> metadata_;
  ValueStatistics value_statistics_;
  std::string key_;
  std::string tag_;
  WorkClock own_clock_;
  WorkClock& clock_;
  bool merges_on_threads_;
  std::uint32_t last_docid_ = 0;
  Batch batch_;
  std::size_t batch_bytes_ = 0;
  TableRoots roots_;
  std::optional<Adders> adders_;  ///< last: what they still do must not outlive what they touch
};

void GlassBuilder::State::add(std::uint32_t docid, std::shared_ptr<const Document> document) {
  constexpr std::size_t bytes_to_hand_over = std::size_t{256} << 10U;
  if (docid <= last_docid_) {
    refuse(docid, fmt::format("its number must be above {}, the last one", last_docid_));
  }
  last_docid_ = docid;
  if (!adders_) {
    add_to_lists(docid, *document);
    add_to_tables(docid, *document);
    return;
  }
  batch_bytes_ += memory_of(*document);
  batch_.push_back({docid, std::move(document)});
  if (batch_bytes_ >= bytes_to_hand_over) hand_over();
}

void GlassBuilder::State::hand_over() {
  const std::size_t bytes = std::exchange(batch_bytes_, 0);
  const auto batch = std::make_shared<const Batch>(std::exchange(batch_, {}));
  adders_->lists.post(bytes, [this, batch] {
    for (const Numbered& each : *batch) add_to_lists(each.docid, *each.document);
  });
  adders_->tables.post(bytes, [this, batch] {
    for (const Numbered& each : *batch) add_to_tables(each.docid, *each.document);
  });
}

void GlassBuilder::State::add_to_lists(std::uint32_t docid, const Document& document) {
  const Wdfs wdfs = check_terms(docid, document.terms);
  if (wdfs.sum > largest_number) refuse(docid, "the sum of its terms' frequencies exceeds 32 bits");
  run_.append(docid, document.terms);
  add_values(docid, document.values);
  const auto length_of_list = static_cast<std::uint32_t>(wdfs.sum);
  run_.append(length_list_key(), {.docid = docid, .number = length_of_list, .bytes = {}});
  totals_.largest_wdf = std::max(totals_.largest_wdf, wdfs.largest);
  totals_.count(docid, length_of_list);
  if (run_.is_full(memory_)) spill();
}

void GlassBuilder::State::add_values(std::uint32_t docid,
                                     const std::vector<Document::Value>& values) {
  const auto by_slot = [](const Document::Value& a, const Document::Value& b) {
    return a.slot >= b.slot;
  };
  if (std::adjacent_find(values.begin(), values.end(), by_slot) != values.end()) {
    refuse(docid, "its values' slots must ascend, none twice");
  }
  for (const Document::Value& each : values) {
    check_value(docid, each);
    run_.append(value_list_key(each.slot), {.docid = docid, .number = 0, .bytes = each.bytes});
    value_statistics_.add(each.slot, each.bytes);
  }
}

void GlassBuilder::State::add_to_tables(std::uint32_t docid, const Document& document) {
  key_.clear();
  append_sortable(key_, docid);
  if (!document.record.empty()) docdata_.add(key_, document.record);
  std::uint64_t length = 0;
  for (const Document::Term& each : document.terms) {
    length += each.wdf;
    if (!stores_ || stores_(each.name)) term_tags_.add(each);
  }
  termlist_.add(key_, term_tags_.finish(static_cast<std::uint32_t>(length)));
  if (document.values.empty()) return;
  key_ += '\0';
  tag_.clear();
  append_slots(tag_, document.values);
  termlist_.add(key_, tag_);
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

void GlassBuilder::State::finish(const TermSink& terms) {
  const auto finish_tables = [this] {
    roots_.docdata = docdata_.finish();
    roots_.termlist = termlist_.finish();
  };
  if (adders_) {
    if (!batch_.empty()) hand_over();
    adders_->lists.finish();
    adders_->tables.post(0, finish_tables);
    finish_lists(terms);
    adders_->tables.finish();
  } else {
    finish_lists(terms);
    finish_tables();
  }
  write_version_file(folder_.path(), roots_, totals_);
  sync_to_disk(fs::absolute(folder_.path()).parent_path());
  folder_.keep();
}

void GlassBuilder::State::finish_lists(const TermSink& terms) {
  if (!run_.empty()) spill();
  run_ = {};
  run_file_.flush();
  TableWriter postlist{folder_.path() / "postlist.glass", lists_, TableWriter::Empty::file};
  TableWriter position{folder_.path() / "position.glass", Deflate::never, TableWriter::Empty::none};
  for (const auto& [key, value] : metadata_) write_metadata(postlist, key, value);
  value_statistics_.write(postlist);
  TermListWriter lists{{postlist, position, stores_}};
  const auto finish_postings = [&] {
    roots_.postlist = postlist.finish();
    roots_.position = position.finish();
  };
  if (merges_on_threads_) {
    // One thread merges, one writes tables, one makes what `terms` makes.
    std::optional<TermHandover> to_terms;
    if (terms) to_terms.emplace(clock_, Work::segments, terms);
    TermHandover to_tables(clock_, Work::merge, [&](TermList& list) {
      lists.write(list);
      if (to_terms) to_terms->take(list);
    });
    merge_runs(run_file_, runs_, memory_,
               {postlist, [&](TermList& list) { to_tables.take(list); }});
    to_tables.finish();
    finish_postings();
    if (to_terms) to_terms->finish();
    return;
  }
  merge_runs(run_file_, runs_, memory_, {postlist, [&](TermList& list) {
                                           lists.write(list);
                                           if (!terms) return;
                                           const WorkClock::Span span(clock_, Work::segments);
                                           terms(list);
                                         }});
  finish_postings();
}

GlassBuilder::GlassBuilder(fs::path folder, const GlassBuilderOptions& options)
    : state_(std::make_unique<State>(std::move(folder), options)) {}

GlassBuilder::GlassBuilder(GlassBuilder&&) noexcept = default;
GlassBuilder::~GlassBuilder() = default;

void GlassBuilder::add(std::uint32_t docid, std::shared_ptr<const Document> document) {
  state_->add(docid, std::move(document));
}

void GlassBuilder::add(std::uint32_t docid, Document&& document) {
  state_->add(docid, std::make_shared<const Document>(std::move(document)));
}

void GlassBuilder::set_metadata(std::string_view key, std::string_view value) {
  state_->set_metadata(key, value);
}

void GlassBuilder::finish(const TermSink& terms) {
  state_->finish(terms);
}

}  // namespace dateline::store::glass
