#include "dateline/index_writer.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

#include "base/facet_fields.h"
#include "base/language.h"
#include "base/lending_pool.h"
#include "base/text_fields.h"
#include "base/utf8.h"
#include "dateline/error.h"
#include "store/article_terms.h"
#include "store/guard.h"
#include "store/index_content.h"
#include "store/index_folder.h"
#include "store/index_lock.h"
#include "store/new_database.h"
#include "store/record.h"
#include "store/schema.h"
#include "store/settings.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using store::IndexContent;

// Ten times the longest transcript; analysing it takes half a gigabyte.
constexpr std::size_t most_text_bytes = std::size_t{16} << 20U;

std::size_t text_bytes(const Article& article) {
  std::size_t bytes = article.removed.size() + article.url.size();
  for (const auto& field : base::text_fields()) bytes += (article.*field.text).size();
  for (const auto& [key, value] : article.extra) bytes += key.size() + value.size();
  return bytes;
}

void require_writable(const Article& article) {
  if (article.id.empty()) {
    throw InvalidArgumentError(
        fmt::format("an article ('{}') has no id: give it one that is unique in the index",
                    base::cut_at_character(article.headline, 80)));
  }
  for (const auto& field : base::text_fields()) {
    if (!base::is_valid_utf8(article.*field.text)) {
      throw InvalidArgumentError(fmt::format("article '{}': the {} is not UTF-8: convert it first",
                                             article.id, field.name));
    }
  }
  if (article.date && (!article.date->ok() || article.date->year() < std::chrono::year{1} ||
                       article.date->year() > std::chrono::year{9999})) {
    throw InvalidArgumentError(fmt::format(
        "article '{}': the date {}-{}-{} is not in the calendar of the years 1 to 9999", article.id,
        static_cast<int>(article.date->year()), static_cast<unsigned>(article.date->month()),
        static_cast<unsigned>(article.date->day())));
  }
  if (const std::size_t bytes = text_bytes(article); bytes > most_text_bytes) {
    throw InvalidArgumentError(fmt::format(
        "article '{}' has {} bytes of text, the most that an index takes is {}: split it",
        article.id, bytes, most_text_bytes));
  }
}

void require_ours(const fs::path& path) {
  const store::FolderState state = store::inspect(path);
  if (state == store::FolderState::replica) {
    throw InvalidArgumentError(store::not_for_replicas(path));
  }
  if (state != store::FolderState::foreign) return;
  throw InvalidArgumentError(fmt::format(
      "{}: holds something else than an index: name a new or empty folder", path.string()));
}

void require_usable(const AuthorityPerson& person) {
  const auto require = [&](const std::string& key) {
    if (!key.empty() && key.size() <= store::longest_person_key) return;
    throw InvalidArgumentError(fmt::format("a name of '{}' has a key of {} bytes; one has 1 to {}",
                                           base::cut_at_character(person.label, 80), key.size(),
                                           store::longest_person_key));
  };
  require(person.key);
  for (const std::string& alias : person.aliases) require(alias);
}

WriterOptions with_threads(WriterOptions options) {
  if (options.threads == 0) options.threads = std::max(1U, std::thread::hardware_concurrency());
  return options;
}

void create_index(const fs::path& path, Profile profile) {
  constexpr std::uint32_t first = 1;
  store::remove_other_databases(path, std::nullopt);
  store::make_database(path, first, profile);
  store::set_current_database(path, first);
}

void require_same(std::optional<Profile> wanted, Profile found, const fs::path& path) {
  if (!wanted || *wanted == found) return;
  throw InvalidArgumentError(fmt::format(
      "{}: the index has the profile {}, not {}, and an index has one only. Leave the profile out, "
      "or change it first with 'indexer rebuild --profile {}'",
      path.string(), to_string(found), to_string(*wanted), to_string(*wanted)));
}

// Our own lock keeps out other writers of this library; another program may hold Xapian's.
std::unique_ptr<IndexContent> open_waiting(const fs::path& index, std::uint32_t number,
                                           const WriterOptions& options,
                                           std::chrono::steady_clock::time_point deadline) {
  while (true) {
    try {
      return std::make_unique<IndexContent>(index, number, options);
    } catch (const Xapian::DatabaseLockError&) {
      if (std::chrono::steady_clock::now() >= deadline) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
  }
}

std::unique_ptr<IndexContent> open_index(const fs::path& path, const WriterOptions& options,
                                         std::chrono::steady_clock::time_point deadline) {
  const std::uint32_t current = store::own_database(path);
  store::remove_other_databases(path, current);
  const Xapian::Database database{store::database_path(path, current).string()};
  const store::Settings settings = store::read_settings(store::metadata_of(database));
  store::require_current(settings, path.string());
  require_same(options.profile, store::profile_of(settings), path);
  return open_waiting(path, current, options, deadline);
}

}  // namespace

struct PreparedArticle::Impl {
  Article article;
  std::string language;
  std::shared_ptr<store::Document> document;
};

PreparedArticle::PreparedArticle(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PreparedArticle::PreparedArticle(PreparedArticle&&) noexcept = default;
PreparedArticle& PreparedArticle::operator=(PreparedArticle&&) noexcept = default;
PreparedArticle::~PreparedArticle() = default;
const Article& PreparedArticle::article() const {
  return impl_->article;
}

struct IndexWriter::Impl {
  Impl(const fs::path& index, const WriterOptions& writer_options)
      : path(index),
        where(index.string()),
        options(with_threads(writer_options)),
        lock(std::in_place, index, writer_options.lock_timeout) {
    const auto deadline = std::chrono::steady_clock::now() + options.lock_timeout;
    require_ours(path);
    if (store::inspect(path) == store::FolderState::fresh) {
      create_index(path, options.profile.value_or(Profile::lean));
    }
    content = open_index(path, options, deadline);
    content->remove_unused();
    changed = content->people().learn(options.people);
  }

  // Calls `action`, all of it inside the fence. What fails may have been done in part: nothing more
  // is written then, and another writer may begin at the last commit.
  template <class Action>
  auto run(const Action& action) {
    require_alive();
    try {
      return store::guard(where, action);
    } catch (...) {
      content.reset();
      lock.reset();
      throw;
    }
  }

  void require_alive() const {
    if (content) return;
    throw Error(
        ErrorCode::invalid_argument,
        fmt::format("{}: this writer has failed before: open a new one, which begins at the "
                    "last commit",
                    where));
  }

  void add(PreparedArticle::Impl& prepared) {
    Article& article = prepared.article;
    if (article.people && content->people().settle(*article.people)) {
      store::set_facet(*prepared.document, *base::find_facet_field("person"), article);
      prepared.document->record = article_terms.borrow()->record(article, prepared.language);
    }
    content->add(prepared.document, article, prepared.language);
    changed = true;
  }

  bool remove(const std::string& id_term) {
    if (!content->remove(id_term)) return false;
    changed = true;
    return true;
  }

  void commit() {
    if (!changed) return;
    content->commit();
    content->remove_unused();
    changed = false;
  }

  // A commit of a large addition copies the index: not before that has grown by half.
  void commit_if_full() {
    const std::uint64_t most_text =
        std::max<std::uint64_t>(options.commit_bytes, content->committed_text() / 2);
    if (content->is_full() || content->added_text() >= most_text) commit();
  }

  fs::path path;
  std::string where;
  WriterOptions options;
  base::LendingPool<store::ArticleTerms> article_terms;
  std::optional<store::IndexLock> lock;
  std::unique_ptr<IndexContent> content;  ///< null once the writer is dead
  bool changed = false;
};

IndexWriter::IndexWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;
IndexWriter::~IndexWriter() = default;

IndexWriter IndexWriter::open(const fs::path& path, const WriterOptions& options) {
  base::require_language(options.default_language);
  for (const AuthorityPerson& each : options.people) require_usable(each);
  return store::guard(path.string(), [&] {
    require_ours(path);
    fs::create_directories(path);
    return IndexWriter{std::make_unique<Impl>(path, options)};
  });
}

PreparedArticle IndexWriter::prepare(Article&& article) const {
  require_writable(article);
  return store::guard(impl_->where, [&] {
    auto out = std::make_unique<PreparedArticle::Impl>();
    out->language = store::analysis_language(article, impl_->options.default_language);
    out->article = std::move(article);
    out->document = std::make_shared<store::Document>(
        impl_->article_terms.borrow()->document(out->article, out->language));
    return PreparedArticle{std::move(out)};
  });
}

AddOutcome IndexWriter::add(PreparedArticle&& article) {
  PreparedArticle::Impl& prepared = *article.impl_;
  const std::string& id_term = prepared.document->id_term;
  const bool known = impl_->run([&] { return impl_->content->contains(id_term); });
  if (known && impl_->options.on_duplicate == OnDuplicate::skip) return AddOutcome::skipped;
  if (known && impl_->options.on_duplicate == OnDuplicate::error) {
    throw InvalidArgumentError(fmt::format("{}: the index already has an article '{}'",
                                           impl_->where, prepared.article.id));
  }
  impl_->run([&] {
    if (known) impl_->remove(id_term);
    impl_->add(prepared);
    impl_->commit_if_full();
  });
  return known ? AddOutcome::replaced : AddOutcome::added;
}

AddOutcome IndexWriter::add(Article article) {
  return add(prepare(std::move(article)));
}

bool IndexWriter::remove(std::string_view id) {
  return impl_->run([&] {
    const bool removed = impl_->remove(store::schema::id_term(id));
    if (removed) impl_->commit_if_full();
    return removed;
  });
}

void IndexWriter::commit() {
  impl_->run([&] { impl_->commit(); });
}

WriterTimes IndexWriter::times() const {
  impl_->require_alive();
  return impl_->content->times();
}

}  // namespace dateline
