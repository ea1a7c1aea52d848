#include "store/glass/value_statistics.h"

#include "base/bytes.h"
#include "store/glass/keys.h"

namespace dateline::store::glass {

void ValueStatistics::add(std::uint32_t slot, std::string_view value) {
  Slot& statistics = slots_[slot];
  if (statistics.documents == 0 || value < statistics.lowest) statistics.lowest = value;
  if (value > statistics.highest) statistics.highest = value;
  ++statistics.documents;
}

void ValueStatistics::write(TableWriter& postlist) const {
  // The keys do not sort as their slots do.
  std::map<std::string, std::string> entries;
  for (const auto& [slot, statistics] : slots_) {
    std::string& tag = entries[value_statistics_key(slot)];
    base::append_number(tag, statistics.documents);
    base::append_string(tag, statistics.lowest);
    if (statistics.highest != statistics.lowest) tag += statistics.highest;
  }
  for (const auto& [key, tag] : entries) postlist.add(key, tag);
}

}  // namespace dateline::store::glass
