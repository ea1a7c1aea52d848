#include "store/index_content.h"

#include <utility>

#include "store/new_database.h"
#include "store/record.h"

namespace dateline::store {
namespace {

// Of the memory that there is the database may take a half. What is held before a commit is to
// leave a quarter for the commit, and for what lies between reading and writing.
constexpr std::size_t database_memory_divisor = 2;
constexpr std::size_t memory_quarters_before_commit = 3;

}  // namespace

IndexContent::IndexContent(std::filesystem::path index, std::uint32_t number,
                           const WriterOptions& options, Takeover takeover)
    : where_(index.string()),
      memory_bytes_(options.memory_bytes),
      documents_(index, number,
                 {.method = options.method,
                  .memory_bytes = options.memory_bytes / database_memory_divisor,
                  .threads = options.threads,
                  .takeover = takeover},
                 clock_),
      segments_(std::move(index), documents_.stamp(), metadata_of(documents_)),
      people_(metadata_of(documents_), where_),
      languages_(LanguageCounts::read(metadata_of(documents_))),
      text_(TextSize::read(metadata_of(documents_))),
      committed_text_(text_.bytes()) {}

bool IndexContent::contains(const std::string& id_term) {
  const WorkClock::Span span(clock_, Work::documents);
  return documents_.contains(id_term);
}

void IndexContent::add(const std::shared_ptr<const Document>& document, const Article& article,
                       const std::string& language) {
  const WorkClock::Span span(clock_, Work::documents);
  const std::uint32_t docid = documents_.add(document);
  if (documents_.builds_part()) segments_.await_terms();
  segments_.add(docid, *document, article);
  people_.add(article);
  languages_.add(language);
  text_.add(article);
}

bool IndexContent::remove(const std::string& id_term) {
  const WorkClock::Span span(clock_, Work::documents);
  const std::optional<std::uint32_t> docid = documents_.remove(id_term);
  if (docid) segments_.remove(*docid);
  return docid.has_value();
}

bool IndexContent::is_full() const {
  return documents_.is_batch_full() || segments_.is_full() ||
         documents_.memory_bytes() + segments_.memory_bytes() >=
             memory_bytes_ / 4 * memory_quarters_before_commit;
}

void IndexContent::forget(const std::string& record) {
  const StoredArticle removed = decode_record(record, where_);
  people_.remove(removed.article);
  languages_.remove(removed.analysis_language);
  text_.remove(removed.article);
}

void IndexContent::commit() {
  const WorkClock::Span commit(clock_, Work::commit);
  const Stamp next =
      documents_.prepare_commit({.removed = [this](const std::string& record) { forget(record); },
                                 .terms = [this](TermList& list) { segments_.add_terms(list); }});
  const MetadataWriter write = metadata_into(documents_);
  people_.save(write);
  languages_.write(write);
  text_.write(write);
  {
    const WorkClock::Span span(clock_, Work::segments);
    segments_.write(next, write);
  }
  documents_.commit();
  committed_text_ = text_.bytes();
}

}  // namespace dateline::store
