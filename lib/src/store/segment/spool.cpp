#include "store/segment/spool.h"

namespace dateline::store {

void Spool::append(std::string_view bytes) {
  constexpr std::size_t most_in_memory = std::size_t{1} << 20U;
  buffer_ += bytes;
  if (buffer_.size() >= most_in_memory) spill();
}

void Spool::spill() {
  if (!file_) file_.emplace(AppendFile::unnamed(folder_));
  spilled_hash_.add(buffer_);
  file_->append(buffer_);
  buffer_.clear();
}

std::uint64_t Spool::hash() const {
  base::Hasher64 all = spilled_hash_;
  all.add(buffer_);
  return all.hash();
}

}  // namespace dateline::store
