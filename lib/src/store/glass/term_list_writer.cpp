#include "store/glass/term_list_writer.h"

#include <numeric>
#include <span>

#include "store/glass/keys.h"
#include "store/glass/pack.h"
#include "store/glass/positions.h"

namespace dateline::store::glass {

void TermListWriter::write(const TermList& list) {
  if (to_.stores && !to_.stores(list.term)) return;
  const std::string_view key = term_list_key(list.term, escaped_);
  const std::string_view separator = chunk_separator(ListKind::postings);
  postings_.begin(key, separator,
                  {.postings = list.docids.size(),
                   .sum = std::accumulate(list.wdfs.begin(), list.wdfs.end(), std::uint64_t{0})});
  for (std::size_t i = 0; i < list.docids.size(); ++i) postings_.add(list.docids[i], list.wdfs[i]);
  postings_.end();
  if (list.positions.empty()) return;
  position_key_ = key;
  position_key_ += separator;
  position_key_prefix_ = position_key_.size();
  std::span<const std::uint32_t> rest = list.positions;
  for (std::size_t i = 0; i < list.docids.size(); ++i) {
    const std::uint32_t count = list.counts[i];
    if (count > 0) write_positions(list.docids[i], rest.first(count));
    rest = rest.subspan(count);
  }
}

void TermListWriter::write_positions(std::uint32_t docid,
                                     std::span<const std::uint32_t> positions) {
  tag_.clear();
  append_positions(tag_, positions);
  position_key_.resize(position_key_prefix_);
  append_sortable(position_key_, docid);
  to_.position.add(position_key_, tag_);
}

}  // namespace dateline::store::glass
