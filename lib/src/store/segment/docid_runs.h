#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dateline::store {

/// Articles whose document numbers follow each other, to the next run or the last article.
struct DocidRun {
  std::uint32_t ordinal = 0;  ///< of the first
  std::uint32_t docid = 0;
};

/// The document numbers of `articles`, ascending, at least one. What archives add is numbered
/// without gaps: most segments are one run. A view.
class DocidRuns {
 public:
  DocidRuns(std::span<const DocidRun> runs, std::uint32_t articles)
      : runs_(runs), articles_(articles) {}

  /// Whether the bytes can be of so many articles.
  bool is_possible() const;
  std::uint32_t first() const { return runs_.front().docid; }
  std::uint32_t last() const { return runs_.back().docid + (articles_ - 1 - runs_.back().ordinal); }
  /// Of an article that there is.
  std::uint32_t docid(std::uint32_t ordinal) const;
  std::optional<std::uint32_t> ordinal(std::uint32_t docid) const;

  /// Adds the article after `articles`, whose number is above those of all before.
  static void append(std::vector<DocidRun>& runs, std::uint32_t articles, std::uint32_t docid);

 private:
  std::span<const DocidRun> runs_;
  std::uint32_t articles_;
};

}  // namespace dateline::store
