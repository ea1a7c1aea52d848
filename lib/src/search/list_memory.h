#pragma once

#include <cstddef>
#include <memory>

namespace dateline::search {

/// Memory for unpacked lists. They are large and most are kept for long, so new ones are for ever
/// unpacked into memory that the system has yet to give, which takes as long as to unpack them:
/// here it comes in large pages, some dozen lists each. Thread-safe; outlives its blocks.
class ListMemory {
 public:
  /// For about `bytes`; what is more comes from elsewhere. Costs address space at once, memory when
  /// it is used.
  explicit ListMemory(std::size_t bytes);
  ~ListMemory();
  ListMemory(const ListMemory&) = delete;
  ListMemory& operator=(const ListMemory&) = delete;

  struct Free {
    ListMemory* from = nullptr;
    void operator()(std::byte* block) const;
  };
  using Block = std::unique_ptr<std::byte[], Free>;
  /// Of any content, aligned as `alignment` says.
  Block allocate(std::size_t bytes);
  static constexpr std::size_t alignment = 64;

 private:
  struct Region;
  std::unique_ptr<Region> region_;  ///< null where the system has no such memory
};

}  // namespace dateline::search
