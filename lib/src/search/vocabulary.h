#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "dateline/article.h"

namespace dateline::search {

class Corpus;

/// Walks terms in order of bytes.
class TermCursor {
 public:
  virtual ~TermCursor() = default;
  virtual bool at_end() const = 0;
  /// Not at the end. Valid until the cursor moves.
  virtual std::string_view term() const = 0;
  /// How many articles have it: none, where all that had it are deleted. May cost reading its list.
  virtual std::uint64_t articles() = 0;
  virtual void next() = 0;
  /// Goes on to the first term that is not before `term`.
  virtual void seek(std::string_view term) = 0;
};

/// The terms of one commit and what is known of them without matching. For one thread at a time.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;

  /// How many articles have `term`.
  virtual std::uint64_t articles(const std::string& term) = 0;
  bool has(const std::string& term) { return articles(term) > 0; }
  /// At the first term that is not before `term`.
  virtual std::unique_ptr<TermCursor> from(std::string_view term) = 0;

  struct Days {
    Date first;
    Date last;
  };
  /// Days between which all dated articles lie; nothing if there is none.
  virtual std::optional<Days> days() = 0;
};

/// The terms of a Xapian database, which must outlive it. Members throw Xapian's exceptions.
class DatabaseVocabulary final : public Vocabulary {
 public:
  explicit DatabaseVocabulary(const Xapian::Database& database) : database_(&database) {}

  std::uint64_t articles(const std::string& term) override;
  std::unique_ptr<TermCursor> from(std::string_view term) override;
  std::optional<Days> days() override;

 private:
  const Xapian::Database* database_;
};

/// The terms of the segments of a corpus, which must outlive it. Members throw CorruptError.
class CorpusVocabulary final : public Vocabulary {
 public:
  explicit CorpusVocabulary(const Corpus& corpus) : corpus_(&corpus) {}

  std::uint64_t articles(const std::string& term) override;
  std::unique_ptr<TermCursor> from(std::string_view term) override;
  std::optional<Days> days() override;

 private:
  const Corpus* corpus_;
};

}  // namespace dateline::search
