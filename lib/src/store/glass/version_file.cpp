#include "store/glass/version_file.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "store/append_file.h"
#include "store/glass/block.h"
#include "store/guard.h"
#include "store/index_folder.h"
#include "store/segment/mapped_file.h"

namespace dateline::store::glass {
namespace {

using base::append_number;

// The last two bytes are the format's date, 2016-03-14: (2016 - 2014) << 9 | 3 << 5 | 14.
constexpr std::string_view magic{"\x0f\x0dXapian Glass\x04\x6e", 16};

std::string random_uuid() {
  std::random_device random;
  std::string out;
  for (int word = 0; word < 4; ++word) base::append_big_endian<std::uint32_t>(out, random());
  constexpr std::size_t version_at = 6;
  constexpr std::size_t variant_at = 8;
  out[version_at] = static_cast<char>((out[version_at] & 0x0f) | 0x40);
  out[variant_at] = static_cast<char>((out[variant_at] & 0x3f) | 0x80);
  return out;
}

constexpr std::string_view file_name = "iamglass";
constexpr std::size_t uuid_size = 16;
constexpr std::uint64_t largest_block = std::numeric_limits<std::uint32_t>::max();

// In an entry of a table: the level above two flags, and the size of blocks in this unit.
constexpr unsigned without_file = 1;
constexpr unsigned leaves_in_order = 2;
constexpr unsigned block_size_unit = 2048;

// Nothing is free: the first block not used is the one behind the last.
std::string free_list(std::uint32_t blocks) {
  std::string out;
  append_number(out, first_revision);
  append_number(out, blocks);
  return out.append(4, '\0');
}

void append_root(std::string& out, const TableRoot& root, unsigned shortest_plain) {
  append_number(out, root.block);
  append_number(out, root.level << 2U | leaves_in_order | (root.blocks == 0 ? without_file : 0));
  append_number(out, root.entries);
  append_number(out, block_size / block_size_unit);
  append_number(out, shortest_plain);
  base::append_string(out, root.blocks == 0 ? std::string{} : free_list(root.blocks));
}

std::string version(const TableRoots& roots, const Totals& totals) {
  // Tags longer than this are deflated, by whoever changes the table next.
  constexpr unsigned deflated = 18;
  constexpr unsigned plain = 0;
  std::string out{magic};
  out += random_uuid();
  append_number(out, first_revision);
  append_root(out, roots.postlist, plain);
  append_root(out, roots.docdata, deflated);
  append_root(out, roots.termlist, deflated);
  append_root(out, roots.position, plain);
  append_root(out, {}, deflated);  // spelling
  append_root(out, {}, deflated);  // synonym
  append_number(out, totals.documents);
  append_number(out, totals.last_docid - totals.documents);
  append_number(out, totals.shortest);
  append_number(out, totals.largest_wdf);
  append_number(out, totals.longest - totals.largest_wdf);
  append_number(out, 0);  // no changesets
  append_number(out, totals.length);
  append_number(out, 0);  // no spellings
  return out;
}

std::optional<TableRoot> read_root(base::ByteReader& from) {
  const auto block = from.read_number();
  const auto level = from.read_number();
  const auto entries = from.read_number();
  const auto blocks_of = from.read_number();
  const auto shortest_plain = from.read_number();
  const auto free = from.read_string();
  if (!block || !level || !entries || !blocks_of || !shortest_plain || !free) return std::nullopt;
  if (*blocks_of * block_size_unit != block_size || *block > largest_block) return std::nullopt;
  TableRoot out{.block = static_cast<std::uint32_t>(*block),
                .level = static_cast<std::size_t>(*level >> 2U),
                .entries = *entries};
  if ((*level & without_file) != 0) return out;
  base::ByteReader free_list(*free);
  const auto revision = free_list.read_number();
  const auto blocks = free_list.read_number();
  if (!revision || !blocks || *blocks == 0 || *blocks > largest_block) return std::nullopt;
  out.blocks = static_cast<std::uint32_t>(*blocks);
  return out;
}

std::optional<Version> parse_version(std::string_view bytes) {
  base::ByteReader from(bytes);
  if (from.read_bytes(magic.size()) != magic || !from.read_bytes(uuid_size)) return std::nullopt;
  const auto revision = from.read_number();
  if (!revision) return std::nullopt;
  Version out{.revision = *revision, .roots = {}};
  TableRoot spelling;
  TableRoot synonym;
  for (TableRoot* each : {&out.roots.postlist, &out.roots.docdata, &out.roots.termlist,
                          &out.roots.position, &spelling, &synonym}) {
    const auto root = read_root(from);
    if (!root) return std::nullopt;
    *each = *root;
  }
  if (spelling.entries > 0 || synonym.entries > 0) return std::nullopt;
  return out;
}

}  // namespace

Version read_version_file(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / file_name;
  const MappedFile file(path);
  const auto out = parse_version(file.bytes());
  if (!out) throw_damaged(path, "it is damaged, or not of the form that this library writes");
  return *out;
}

void Totals::count(std::uint32_t docid, std::uint32_t document_length) {
  ++documents;
  last_docid = docid;
  length += document_length;
  longest = std::max(longest, document_length);
  if (document_length != 0 && (shortest == 0 || document_length < shortest)) {
    shortest = document_length;
  }
}

void write_version_file(const std::filesystem::path& folder, const TableRoots& roots,
                        const Totals& totals) {
  const std::filesystem::path temporary = folder / "v.tmp";
  AppendFile file = AppendFile::create(temporary);
  file.append(version(roots, totals));
  file.sync();
  std::filesystem::rename(temporary, folder / file_name);
  sync_to_disk(folder);
}

}  // namespace dateline::store::glass
