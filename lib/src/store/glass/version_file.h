#pragma once

#include <cstdint>
#include <filesystem>

#include "store/glass/table_writer.h"

namespace dateline::store::glass {

/// What a database knows of itself as a whole. Xapian's matcher and BM25 rest on it, and no check
/// of Xapian's finds a wrong largest wdf or total length.
struct Totals {
  std::uint32_t documents = 0;
  std::uint32_t last_docid = 0;
  std::uint32_t shortest = 0;  ///< of the documents that are not of length 0
  std::uint32_t longest = 0;
  std::uint32_t largest_wdf = 0;
  std::uint64_t length = 0;  ///< of all documents together

  /// One more document, above all before.
  void count(std::uint32_t docid, std::uint32_t document_length);
};

struct TableRoots {
  TableRoot postlist;
  TableRoot docdata;
  TableRoot termlist;
  TableRoot position;
};

/// A committed state of a database.
struct Version {
  std::uint64_t revision = 0;
  TableRoots roots;
};
/// That of the last commit. Throws CorruptError if the version file of `folder` is not one of a
/// database with blocks of `block_size` bytes and no other tables than ours.
Version read_version_file(const std::filesystem::path& folder);

/// Makes a folder with finished tables a database: writes the version file, with a random uuid,
/// beside its place, brings it to the disk and renames it. A reader sees no database before, a
/// complete one after. Throws std::filesystem::filesystem_error.
void write_version_file(const std::filesystem::path& folder, const TableRoots& roots,
                        const Totals& totals);

}  // namespace dateline::store::glass
