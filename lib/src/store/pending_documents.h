#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "store/document.h"

namespace dateline::store {

/// Documents that wait to be written, packed: about 5 KB for a wire story of 900 bytes, a quarter
/// of what they take otherwise.
class PendingDocuments {
 public:
  explicit PendingDocuments(Profile profile) : profile_(profile) {}

  void add(const Document& document);
  std::size_t size() const { return packed_.size(); }
  /// The memory that is held.
  std::size_t bytes() const { return bytes_; }
  /// About the memory that Xapian takes to write them into a database of the profile.
  std::size_t xapian_bytes() const { return xapian_bytes_; }
  /// In order, each the visitor's to change. `id_term` is not kept: it is among the terms.
  void for_each(const std::function<void(Document&)>& visit) const;
  void clear();

 private:
  Profile profile_;
  std::vector<std::string> packed_;
  std::size_t bytes_ = 0;
  std::size_t xapian_bytes_ = 0;
};

}  // namespace dateline::store
