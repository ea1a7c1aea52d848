#include "query/note_list.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "dateline/error.h"

namespace dateline::query {
namespace {

constexpr std::size_t max_notes = 20;

}  // namespace

void NoteList::add(const Complaint& complaint) {
  if (syntax_ == Syntax::strict) {
    throw ParseError(fmt::format("query, byte {}: {}; {}", complaint.offset, complaint.problem,
                                 complaint.remedy),
                     complaint.offset);
  }
  if (notes_.size() == max_notes) {
    ++left_out_;
    return;
  }
  notes_.push_back({complaint.offset, fmt::format("{}: {}", complaint.problem, complaint.reading)});
}

void NoteList::remark(std::size_t offset, std::string message) {
  notes_.push_back({offset, std::move(message)});
}

std::vector<QueryNote> NoteList::take() {
  std::stable_sort(notes_.begin(), notes_.end(),
                   [](const auto& a, const auto& b) { return a.offset < b.offset; });
  if (left_out_ > 0) {
    const std::size_t last = notes_.back().offset;
    notes_.push_back({last, fmt::format("{} more of this kind are not listed", left_out_)});
  }
  return std::move(notes_);
}

}  // namespace dateline::query
