#include "base/hash.h"

#include <fmt/format.h>
// Words are short: a call into the shared library costs as much as their hash.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/hash_wide.h"

namespace dateline::base {
namespace {

// Shorter ones take no longer in the words of every processor.
constexpr std::size_t worth_wide = 1024;

}  // namespace

Hash128 hash128(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

std::string hex_hash(std::string_view bytes) {
  const Hash128 hash = hash128(bytes);
  return fmt::format("{:016x}{:016x}", hash.high, hash.low);
}

std::uint64_t hash64(std::string_view bytes) {
  if (bytes.size() >= worth_wide && wide_hash_runs_here()) {
    return wide_hash64(bytes.data(), bytes.size());
  }
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint32_t checksum32(std::string_view bytes, std::uint64_t seed) {
  return static_cast<std::uint32_t>(XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed));
}

struct Hasher64::State {
  XXH3_state_t xxh;
};

Hasher64::Hasher64() : state_(std::make_unique<State>()) {
  XXH3_64bits_reset(&state_->xxh);
}

Hasher64::Hasher64(const Hasher64& other) : state_(std::make_unique<State>()) {
  XXH3_copyState(&state_->xxh, &other.state_->xxh);
}

Hasher64::Hasher64(Hasher64&&) noexcept = default;
Hasher64::~Hasher64() = default;

Hasher64& Hasher64::operator=(Hasher64 other) noexcept {
  state_.swap(other.state_);
  return *this;
}

void Hasher64::add(std::string_view bytes) {
  XXH3_64bits_update(&state_->xxh, bytes.data(), bytes.size());
}

std::uint64_t Hasher64::hash() const {
  return XXH3_64bits_digest(&state_->xxh);
}

}  // namespace dateline::base
