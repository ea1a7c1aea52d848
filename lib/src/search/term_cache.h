#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "search/corpus_term.h"

namespace dateline::search {

/// Terms by name; forgets those that were used longest ago. Thread-safe.
class TermCache {
 public:
  explicit TermCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  std::shared_ptr<const CorpusTerm> find(std::string_view name);
  /// In place of what has the name.
  void add(std::string name, std::shared_ptr<const CorpusTerm> term);
  /// Whether so many bytes more would throw nothing out.
  bool has_room(std::size_t bytes);

 private:
  struct Entry {
    std::string name;
    std::shared_ptr<const CorpusTerm> term;
  };

  std::size_t most_bytes_;
  std::mutex mutex_;  ///< of what follows
  std::size_t bytes_ = 0;
  std::list<Entry> recent_;
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_name_;
};

}  // namespace dateline::search
