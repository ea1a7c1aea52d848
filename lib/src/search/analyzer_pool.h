#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "text/analyzer.h"

namespace dateline::search {

/// Lends each caller an Analyzer of its own. Thread-safe; keeps as many as were ever lent at once.
class AnalyzerPool {
 public:
  /// Gives the analyser back when it goes.
  class Loan {
   public:
    Loan(AnalyzerPool& pool, std::unique_ptr<text::Analyzer> analyzer)
        : pool_(&pool), analyzer_(std::move(analyzer)) {}
    ~Loan() { pool_->give_back(std::move(analyzer_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    text::Analyzer& operator*() const { return *analyzer_; }

   private:
    AnalyzerPool* pool_;
    std::unique_ptr<text::Analyzer> analyzer_;
  };

  Loan borrow() { return {*this, take()}; }

 private:
  std::unique_ptr<text::Analyzer> take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        auto out = std::move(idle_.back());
        idle_.pop_back();
        return out;
      }
    }
    return std::make_unique<text::Analyzer>();
  }

  void give_back(std::unique_ptr<text::Analyzer> analyzer) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(analyzer));
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<text::Analyzer>> idle_;
};

}  // namespace dateline::search
