#pragma once

#include <filesystem>

namespace bench {

/// Indexes the archive as a program on stock Xapian would: `TermGenerator` with stemmed and
/// unstemmed terms of headline and body, one id term, and the same stored record as Dateline's.
/// Gives the bytes of text.
std::size_t index_with_term_generator(const std::filesystem::path& archive,
                                      const std::filesystem::path& index);

}  // namespace bench
