#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "store/glass/table_writer.h"

namespace dateline::store::glass {

/// What a database tells of its values as a whole: how many documents have one in each slot, and
/// the lowest and the highest.
class ValueStatistics {
 public:
  void add(std::uint32_t slot, std::string_view value);
  /// Into the postlist table, after the metadata and before the values.
  void write(TableWriter& postlist) const;

 private:
  struct Slot {
    std::uint32_t documents = 0;
    std::string lowest;
    std::string highest;
  };
  std::map<std::uint32_t, Slot> slots_;
};

}  // namespace dateline::store::glass
