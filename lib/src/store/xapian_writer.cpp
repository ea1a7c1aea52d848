#include <algorithm>
#include <set>
#include <utility>

#include <xapian.h>

#include "store/document_writer.h"
#include "store/space_reservation.h"

namespace dateline::store {
namespace {

// Xapian's buffer is a map of maps: each posting costs the more the more there are, so batches
// begin small (18,000 wire stories take 0.7 times as long in batches of 16 MiB as in one). A commit
// costs the more the larger the database is, so batches grow with it.
constexpr std::size_t smallest_batch = std::size_t{16} << 20U;
constexpr std::size_t database_bytes_per_batch_byte = 8;

std::size_t bytes_in(const std::filesystem::path& folder) {
  std::size_t bytes = 0;
  for (const auto& each : std::filesystem::directory_iterator(folder)) {
    if (each.is_regular_file()) bytes += each.file_size();
  }
  return bytes;
}

Xapian::Document to_xapian(const Document& document) {
  Xapian::Document out;
  for (const Document::Term& each : document.terms) {
    const std::string name{each.name};
    if (each.wdf != 0 || each.positions.empty()) out.add_term(name, each.wdf);
    for (const std::uint32_t position : each.positions) out.add_posting(name, position, 0);
  }
  for (const Document::Value& each : document.values) out.add_value(each.slot, each.bytes);
  out.set_data(document.record);
  return out;
}

/// What uncommitted changes do to the values, and how much room that takes at most in the table
/// that has them.
class ValueChanges {
 public:
  void add(const Document& document) {
    constexpr std::size_t overhead_of_value = 8;  // packed docid and length
    for (const Document::Value& each : document.values) {
      added_bytes_ += each.bytes.size() + overhead_of_value;
      slots_.insert(each.slot);
    }
  }

  void remove(const Xapian::Document& document) {
    for (auto each = document.values_begin(); each != document.values_end(); ++each) {
      ++removed_;
      slots_.insert(each.get_valueno());
    }
  }

  /// A slot with changes.
  std::optional<Xapian::valueno> any_slot() const {
    return slots_.empty() ? std::nullopt : std::optional(*slots_.begin());
  }

  // Values stand in chunks of 2000 bytes, chunks in blocks of 8 KiB. What is new may fill blocks to
  // a third. A block that the last commit wrote is never written to: a new one takes its place,
  // once, for a removed value the one of its chunk, for each slot those at its ends, all with the
  // blocks above them.
  std::uint64_t room(std::uint64_t table_bytes) const {
    constexpr std::uint64_t block = std::uint64_t{8} << 10;
    constexpr std::uint64_t blocks_of_tree = 16;
    const std::uint64_t replaced = std::min(removed_ * 2 * block, table_bytes);
    return 3 * added_bytes_ + replaced + slots_.size() * 4 * block + blocks_of_tree * block;
  }

 private:
  std::uint64_t added_bytes_ = 0;
  std::uint64_t removed_ = 0;
  std::set<Xapian::valueno> slots_;
};

class XapianWriter final : public DocumentWriter {
 public:
  explicit XapianWriter(const std::filesystem::path& database)
      : folder_(database),
        database_(database.string(), Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS),
        committed_(bytes_in(database)) {
    // Inside a transaction Xapian never commits by itself, whatever its flush threshold.
    database_.begin_transaction();
  }

  bool contains(const std::string& id_term) override { return database_.term_exists(id_term); }

  std::uint32_t add(const Document& document) override {
    const Xapian::docid docid = database_.add_document(to_xapian(document));
    value_changes_.add(document);
    buffered_ += buffered_size(document);
    return docid;
  }

  std::optional<Removed> remove(const std::string& id_term) override {
    const Xapian::PostingIterator found = database_.postlist_begin(id_term);
    if (found == database_.postlist_end(id_term)) return std::nullopt;
    const Xapian::docid docid = *found;
    const Xapian::Document document = database_.get_document(docid);
    std::string record = document.get_data();
    value_changes_.remove(document);
    database_.delete_document(docid);
    buffered_ += record.size();
    return Removed{docid, std::move(record)};
  }

  std::string metadata(const std::string& key) override { return database_.get_metadata(key); }

  void set_metadata(const std::string& key, const std::string& value) override {
    database_.set_metadata(key, value);
  }

  Stamp stamp() const override { return stamp_of(database_); }

  std::size_t buffered_bytes() const override { return buffered_; }

  std::size_t batch_bytes() const override {
    return std::max(smallest_batch, committed_ / database_bytes_per_batch_byte);
  }

  // Xapian writes values in a destructor: an error there, such as a full disk, ends the process.
  // So they are written first, which opening a list of values does, into room that is surely there.
  // It is kept to the end, since Xapian leaves them to the commit where it has just flushed all
  // else.
  void commit() override {
    if (const auto slot = value_changes_.any_slot()) {
      const std::filesystem::path table = folder_ / "postlist.glass";
      const SpaceReservation room(table, value_changes_.room(std::filesystem::file_size(table)));
      database_.valuestream_begin(*slot);
      database_.commit_transaction();
    } else {
      database_.commit_transaction();
    }
    database_.begin_transaction();
    value_changes_ = {};
    buffered_ = 0;
    committed_ = bytes_in(folder_);
  }

 private:
  std::filesystem::path folder_;
  Xapian::WritableDatabase database_;
  ValueChanges value_changes_;
  std::size_t buffered_ = 0;
  std::size_t committed_;
};

}  // namespace

std::unique_ptr<DocumentWriter> open_xapian_writer(const std::filesystem::path& database) {
  return std::make_unique<XapianWriter>(database);
}

}  // namespace dateline::store
