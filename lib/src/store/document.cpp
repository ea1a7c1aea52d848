#include "store/document.h"

#include <algorithm>

#include "store/schema.h"

namespace dateline::store {
namespace {

// Xapian buffers each posting as a node of a map in a map, each position list as another. On the
// safe side: 6000 wire stories of 800 bytes took 16 KB each where this says 32.
constexpr std::size_t posting_size = 96;
constexpr std::size_t position_list_size = 112;
constexpr std::size_t position_size = 2;

template <class Item>
std::span<const Item> copied(std::unique_ptr<std::pmr::monotonic_buffer_resource>& memory,
                             std::span<const Item> items) {
  if (items.empty()) return {};
  if (memory == nullptr) memory = std::make_unique<std::pmr::monotonic_buffer_resource>();
  auto* const out = static_cast<Item*>(memory->allocate(items.size_bytes(), alignof(Item)));
  std::ranges::copy(items, out);
  return {out, items.size()};
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
  const std::size_t bytes = name_bytes + (position_count + 1) * sizeof(std::uint32_t);
  if (memory == nullptr) memory = std::make_unique<std::pmr::monotonic_buffer_resource>(bytes);
}

void Document::add_term(std::string_view name, std::uint32_t wdf,
                        std::span<const std::uint32_t> positions) {
  terms.push_back({store(name), wdf, store(positions)});
}

std::string_view Document::store(std::string_view names) {
  const std::span<const char> bytes = copied(memory, std::span<const char>{names});
  return {bytes.data(), bytes.size()};
}

std::span<const std::uint32_t> Document::store(std::span<const std::uint32_t> positions) {
  return copied(memory, positions);
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
