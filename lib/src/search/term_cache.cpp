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
  const auto remove = [&](std::list<Entry>::iterator entry) {
    bytes_ -= entry->term->bytes();
    by_name_.erase(entry->name);
    old.splice(old.begin(), recent_, entry);
  };
  if (const auto known = by_name_.find(name); known != by_name_.end()) remove(known->second);
  bytes_ += term->bytes();
  recent_.push_front({std::move(name), std::move(term)});
  by_name_.emplace(recent_.front().name, recent_.begin());
  while (bytes_ > most_bytes_ && recent_.size() > 1) remove(std::prev(recent_.end()));
}

bool TermCache::has_room(std::size_t bytes) {
  const std::scoped_lock lock(mutex_);
  return bytes_ + bytes <= most_bytes_;
}

}  // namespace dateline::search
