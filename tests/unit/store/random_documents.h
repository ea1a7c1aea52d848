#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "store/document.h"

/// Makes documents of one random kind a seed: few or many terms in common, with zero bytes and as
/// long as can be, positions or none, empty documents, values in many slots, long data.
class RandomDocuments {
 public:
  /// Their keys do not sort as they do.
  static constexpr std::array<std::uint32_t, 9> slots{0,   1,   2,      127,          128,
                                                      129, 256, 70'000, 4'294'967'294};

  explicit RandomDocuments(std::uint64_t seed);

  dateline::store::Document document();
  /// A number of documents: from none to some hundreds.
  std::size_t count();
  /// Above `docid`, mostly the next.
  std::uint32_t docid_after(std::uint32_t docid);
  std::string bytes(std::size_t most);
  std::size_t below(std::size_t limit);
  bool one_in(std::size_t chance) { return below(chance) == 0; }

 private:
  std::string term();
  std::vector<std::uint32_t> positions();
  void add_terms(dateline::store::Document& document);

  std::mt19937_64 random_;
  std::vector<std::string> vocabulary_;
  std::size_t most_terms_;
  std::size_t most_value_bytes_;
  std::size_t largest_gap_;
  bool has_positions_;
};
