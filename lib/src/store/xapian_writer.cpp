#include <algorithm>

#include <xapian.h>

#include "store/document_writer.h"

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
    if (each.wdf != 0 || each.positions.empty()) out.add_term(each.name, each.wdf);
    for (const std::uint32_t position : each.positions) out.add_posting(each.name, position, 0);
  }
  for (const Document::Value& each : document.values) out.add_value(each.slot, each.bytes);
  out.set_data(document.record);
  return out;
}

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

  void add(const Document& document) override {
    database_.add_document(to_xapian(document));
    buffered_ += buffered_size(document);
  }

  std::optional<std::string> remove(const std::string& id_term) override {
    const Xapian::PostingIterator found = database_.postlist_begin(id_term);
    if (found == database_.postlist_end(id_term)) return std::nullopt;
    const Xapian::docid docid = *found;
    std::string record = database_.get_document(docid).get_data();
    database_.delete_document(docid);
    buffered_ += record.size();
    return record;
  }

  std::string metadata(const std::string& key) override { return database_.get_metadata(key); }

  void set_metadata(const std::string& key, const std::string& value) override {
    database_.set_metadata(key, value);
  }

  std::size_t buffered_bytes() const override { return buffered_; }

  std::size_t batch_bytes() const override {
    return std::max(smallest_batch, committed_ / database_bytes_per_batch_byte);
  }

  void commit() override {
    database_.commit_transaction();
    database_.begin_transaction();
    buffered_ = 0;
    committed_ = bytes_in(folder_);
  }

 private:
  std::filesystem::path folder_;
  Xapian::WritableDatabase database_;
  std::size_t buffered_ = 0;
  std::size_t committed_;
};

}  // namespace

std::unique_ptr<DocumentWriter> open_xapian_writer(const std::filesystem::path& database) {
  return std::make_unique<XapianWriter>(database);
}

}  // namespace dateline::store
