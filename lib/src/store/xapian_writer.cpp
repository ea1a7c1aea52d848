#include "store/xapian_writer.h"

#include <algorithm>
#include <optional>
#include <set>

#include "store/space_reservation.h"

namespace dateline::store {
namespace {

std::uint64_t bytes_in(const std::filesystem::path& folder) {
  std::uint64_t bytes = 0;
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

}  // namespace

class XapianWriter::State {
 public:
  explicit State(const std::filesystem::path& folder)
      : folder_(folder),
        database_(folder.string(), Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS),
        table_bytes_(bytes_in(folder)) {
    // Inside a transaction Xapian never commits by itself, whatever its flush threshold.
    database_.begin_transaction();
  }

  Xapian::WritableDatabase& database() { return database_; }
  std::uint64_t table_bytes() const { return table_bytes_; }

  // Above the highest docid ever, Xapian does not look for a document to replace.
  void add(std::uint32_t docid, const Document& document) {
    database_.replace_document(docid, to_xapian(document));
    value_changes_.add(document);
  }

  void remove(std::uint32_t docid) {
    value_changes_.remove(database_.get_document(docid));
    database_.delete_document(docid);
  }

  // Xapian writes values in a destructor: an error there, such as a full disk, ends the process.
  // So they are written first, which opening a list of values does, into room that is surely there.
  // It is kept to the end, since Xapian leaves them to the commit where it has just flushed all
  // else.
  void commit() {
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
    table_bytes_ = bytes_in(folder_);
  }

 private:
  std::filesystem::path folder_;
  Xapian::WritableDatabase database_;
  ValueChanges value_changes_;
  std::uint64_t table_bytes_;
};

XapianWriter::XapianWriter(const std::filesystem::path& database)
    : state_(std::make_unique<State>(database)) {}
XapianWriter::XapianWriter(XapianWriter&&) noexcept = default;
XapianWriter& XapianWriter::operator=(XapianWriter&&) noexcept = default;
XapianWriter::~XapianWriter() = default;

const Xapian::Database& XapianWriter::database() const {
  return state_->database();
}

std::uint64_t XapianWriter::table_bytes() const {
  return state_->table_bytes();
}

void XapianWriter::add(std::uint32_t docid, const Document& document) {
  state_->add(docid, document);
}

void XapianWriter::remove(std::uint32_t docid) {
  state_->remove(docid);
}

void XapianWriter::set_metadata(const std::string& key, const std::string& value) {
  state_->database().set_metadata(key, value);
}

void XapianWriter::commit() {
  state_->commit();
}

}  // namespace dateline::store
