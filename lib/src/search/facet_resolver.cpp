#include "search/facet_resolver.h"

#include "search/facet_labels.h"

namespace dateline::search {
namespace {

// Who asks for more different values than this asks anew.
constexpr std::size_t most_bytes = std::size_t{4} << 20U;

}  // namespace

const std::vector<std::string>* ResolvedKeys::find(const base::FacetField& field,
                                                   std::string_view text) const {
  const std::scoped_lock lock(mutex_);
  const auto found = known_.find({&field, std::string(text)});
  return found == known_.end() ? nullptr : &found->second;
}

void ResolvedKeys::add(const base::FacetField& field, std::string_view text,
                       std::vector<std::string> keys) {
  std::size_t bytes = sizeof(Name) + sizeof keys + text.size();
  for (const std::string& each : keys) bytes += sizeof each + each.size();
  const std::scoped_lock lock(mutex_);
  if (bytes_ + bytes > most_bytes) return;
  bytes_ += bytes;
  known_.try_emplace({&field, std::string(text)}, std::move(keys));
}

std::vector<std::string> FacetResolver::resolve(const base::FacetField& field,
                                                std::string_view text) {
  if (known_ != nullptr) {
    if (const auto* keys = known_->find(field, text)) return *keys;
  }
  std::vector<std::string> out = resolve_facet(*snapshot_, field, text);
  if (known_ != nullptr) known_->add(field, text, out);
  return out;
}

}  // namespace dateline::search
