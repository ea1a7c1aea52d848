#include "search/list_memory.h"

#include <sys/mman.h>

#include <cstdint>
#include <mutex>
#include <new>

#include <boost/interprocess/indexes/iset_index.hpp>
#include <boost/interprocess/managed_external_buffer.hpp>
#include <boost/interprocess/mem_algo/rbtree_best_fit.hpp>

namespace dateline::search {
namespace {

namespace ipc = boost::interprocess;

constexpr std::size_t large_page = std::size_t{2} << 20U;

// Space mapped at a multiple of large pages, as these are given nowhere else.
class Mapping {
 public:
  explicit Mapping(std::size_t bytes) : mapped_bytes_(bytes + large_page), bytes_(bytes) {
    void* const at = ::mmap(nullptr, mapped_bytes_, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED) throw std::bad_alloc();
    mapped_ = static_cast<std::byte*>(at);
    const std::size_t beyond = reinterpret_cast<std::uintptr_t>(mapped_) % large_page;
    begin_ = mapped_ + (beyond == 0 ? 0 : large_page - beyond);
    // Where there are no large ones, ordinary pages do. They do at both ends too, which are used
    // first: a program that searches once would clear large pages to use little of them.
    if (bytes_ > 2 * large_page) {
      ::madvise(begin_ + large_page, bytes_ - 2 * large_page, MADV_HUGEPAGE);
    }
  }
  ~Mapping() { ::munmap(mapped_, mapped_bytes_); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  std::byte* begin() const { return begin_; }
  std::size_t size() const { return bytes_; }

 private:
  std::size_t mapped_bytes_;
  std::size_t bytes_;
  std::byte* mapped_ = nullptr;
  std::byte* begin_ = nullptr;
};

}  // namespace

struct ListMemory::Region {
  // Fits blocks in as well as they go, joins what is free; threads are kept apart by `mutex`.
  using Blocks =
      ipc::basic_managed_external_buffer<char, ipc::rbtree_best_fit<ipc::null_mutex_family>,
                                         ipc::iset_index>;

  explicit Region(std::size_t bytes)
      : mapping(bytes), blocks(ipc::create_only, mapping.begin(), mapping.size()) {}

  bool has(const std::byte* block) const {
    return block >= mapping.begin() && block < mapping.begin() + mapping.size();
  }

  Mapping mapping;
  std::mutex mutex;  ///< of blocks
  Blocks blocks;
};

ListMemory::ListMemory(std::size_t bytes) {
  // Some is lost between blocks.
  const std::size_t pages = (bytes + bytes / 4) / large_page + 1;
  try {
    region_ = std::make_unique<Region>(pages * large_page);
  } catch (const std::bad_alloc&) {
    region_ = nullptr;  // an address space that is limited: see allocate
  }
}

ListMemory::~ListMemory() = default;

ListMemory::Block ListMemory::allocate(std::size_t bytes) {
  void* block = nullptr;
  if (region_) {
    const std::scoped_lock lock(region_->mutex);
    block = region_->blocks.allocate_aligned(bytes, alignment, std::nothrow);
  }
  if (block == nullptr) block = ::operator new (bytes, std::align_val_t{alignment});
  return {static_cast<std::byte*>(block), Free{this}};
}

void ListMemory::Free::operator()(std::byte* block) const {
  if (from->region_ && from->region_->has(block)) {
    const std::scoped_lock lock(from->region_->mutex);
    from->region_->blocks.deallocate(block);
  } else {
    ::operator delete (block, std::align_val_t{alignment});
  }
}

}  // namespace dateline::search
