#include "store/glass/deflater.h"

#include <algorithm>
#include <limits>
#include <new>

#define ZLIB_CONST  // zlib's type of what it reads is const
#include <zlib.h>

namespace dateline::store::glass {

struct Deflater::Stream {
  z_stream zlib{};
};

Deflater::Deflater() : stream_(std::make_unique<Stream>()) {
  constexpr int raw_window_bits = -15;
  constexpr int memory_level = 9;
  if (deflateInit2(&stream_->zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED, raw_window_bits, memory_level,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
}

Deflater::~Deflater() {
  deflateEnd(&stream_->zlib);
}

std::string_view Deflater::deflate(std::string_view bytes) {
  if (bytes.size() > std::numeric_limits<uInt>::max()) return {};
  z_stream& zlib = stream_->zlib;
  deflateReset(&zlib);
  out_.resize(std::max(out_.size(), bytes.size()));
  zlib.next_in = reinterpret_cast<const Bytef*>(bytes.data());
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out_.data());
  zlib.avail_out = static_cast<uInt>(bytes.size() - 1);
  if (bytes.size() < 2 || ::deflate(&zlib, Z_FINISH) != Z_STREAM_END) return {};
  return {out_.data(), static_cast<std::size_t>(zlib.total_out)};
}

}  // namespace dateline::store::glass
