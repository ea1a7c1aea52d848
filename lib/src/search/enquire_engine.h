#pragma once

#include <xapian.h>

#include "search/engine.h"

namespace dateline::search {

/// The engine that every index has: Xapian's own matcher. The reference for any other.
class EnquireEngine final : public Engine {
 public:
  /// `database` must outlive the engine. Members throw Xapian's exceptions.
  explicit EnquireEngine(Xapian::Database& database)
      : database_(&database), vocabulary_(database) {}

  MatchSet match(const MatchRequest& request) override;
  std::optional<double> weight(const Plan& plan, Xapian::docid docid) override;
  Vocabulary& vocabulary() override { return vocabulary_; }

 private:
  Xapian::Database* database_;
  DatabaseVocabulary vocabulary_;
};

}  // namespace dateline::search
