#include "search/term_cache.h"

#include <iterator>
#include <utility>

namespace dateline::search {

std::shared_ptr<const CorpusTerm> TermCache::find(std::string_view name) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, found->second);
  return found->second->term;
}

void TermCache::add(std::string name, std::shared_ptr<const CorpusTerm> term) {
  // What is thrown out may be large: it goes after the lock.
  std::list<Entry> old;
  const std::scoped_lock lock(mutex_);
  if (by_name_.contains(name)) return;
  bytes_ += term->bytes();
  recent_.push_front({std::move(name), std::move(term)});
  by_name_.emplace(recent_.front().name, recent_.begin());
  while (bytes_ > most_bytes_ && recent_.size() > 1) {
    const auto last = std::prev(recent_.end());
    bytes_ -= last->term->bytes();
    by_name_.erase(last->name);
    old.splice(old.begin(), recent_, last);
  }
}

}  // namespace dateline::search
