#include "store/document.h"

#include <algorithm>

#include "base/short_bytes.h"
#include "store/schema.h"
#include "store/term_hash.h"

namespace dateline::store {
namespace {

// Xapian buffers each posting as a node of a map in a map, each position list as another. On the
// safe side: 6000 wire stories of 800 bytes took 16 KB each where this says 32.
constexpr std::size_t posting_size = 96;
constexpr std::size_t position_list_size = 112;
constexpr std::size_t position_size = 2;

void* allocated(std::unique_ptr<std::pmr::monotonic_buffer_resource>& memory, std::size_t bytes,
                std::size_t alignment) {
  if (memory == nullptr) memory = std::make_unique<std::pmr::monotonic_buffer_resource>();
  return memory->allocate(bytes, alignment);
}

}  // namespace

bool Document::Term::operator==(const Term& other) const {
  return name == other.name && wdf == other.wdf && std::ranges::equal(positions, other.positions);
}

bool Document::operator==(const Document& other) const {
  return id_term == other.id_term && terms == other.terms && values == other.values &&
         record == other.record;
}

void Document::reserve(std::size_t term_count, std::size_t name_bytes, std::size_t position_count) {
  terms.reserve(term_count);
  const std::size_t bytes =
      name_bytes + base::padding + (position_count + 1) * sizeof(std::uint32_t);
  if (memory == nullptr) memory = std::make_unique<std::pmr::monotonic_buffer_resource>(bytes);
}

void Document::add_term(std::string_view name, std::uint32_t wdf,
                        std::span<const std::uint32_t> positions) {
  terms.push_back({store(name), wdf, term_hash(name), store(positions)});
}

std::string_view Document::store(std::string_view names) {
  auto* const out = static_cast<char*>(allocated(memory, names.size() + base::padding, 1));
  std::fill_n(std::ranges::copy(names, out).out, base::padding, '\0');
  return {out, names.size()};
}

std::span<const std::uint32_t> Document::store(std::span<const std::uint32_t> positions) {
  if (positions.empty()) return {};
  auto* const out = static_cast<std::uint32_t*>(
      allocated(memory, positions.size_bytes(), alignof(std::uint32_t)));
  std::ranges::copy(positions, out);
  return {out, positions.size()};
}

std::size_t buffered_size(const Document& document, Profile profile) {
  std::size_t size = document.record.size();
  for (const Document::Term& each : document.terms) {
    if (!schema::is_in_database(profile, each.name)) continue;
    size += posting_size + each.name.size();
    if (!each.positions.empty()) {
      size += position_list_size + each.positions.size() * position_size;
    }
  }
  for (const Document::Value& each : document.values) size += posting_size + each.bytes.size();
  return size;
}

}  // namespace dateline::store
