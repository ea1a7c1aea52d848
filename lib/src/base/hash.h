#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dateline::base {

/// 128 bits: of different strings, never equal in practice.
struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  bool operator==(const Hash128&) const = default;
};

/// XXH3.
Hash128 hash128(std::string_view bytes);

/// 128 bits of XXH3 as 32 lower-case hexadecimal digits. The same on every machine and for ever:
/// ids and long terms on disk rest on it.
std::string hex_hash(std::string_view bytes);

/// 64 bits of XXH3, as fixed as the above: the features of trained models are named by it.
std::uint64_t hash64(std::string_view bytes);

/// The low 32 bits of a seeded XXH3, as fixed too: damage to what it was made of goes unseen once
/// in 2^32 times. 10 GB/s.
std::uint32_t checksum32(std::string_view bytes, std::uint64_t seed = 0);

/// hash64 of bytes that come piece by piece.
class Hasher64 {
 public:
  Hasher64();
  Hasher64(const Hasher64& other);
  Hasher64(Hasher64&&) noexcept;
  Hasher64& operator=(Hasher64 other) noexcept;
  ~Hasher64();

  void add(std::string_view bytes);
  std::uint64_t hash() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dateline::base
