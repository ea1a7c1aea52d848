#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::base {

/// 128 bits of XXH3 as 32 lower-case hexadecimal digits. The same on every machine and for ever:
/// ids and long terms on disk rest on it.
std::string hex_hash(std::string_view bytes);

/// 64 bits of XXH3, as fixed as the above: the features of trained models are named by it.
std::uint64_t hash64(std::string_view bytes);

}  // namespace dateline::base
