#include "store/record_packer.h"

#include <cstdint>
#include <new>

#include <zstd.h>

#include "data/record_dictionary.h"
#include "dateline/error.h"

namespace dateline::store {
namespace {

// Every frame begins with the same four bytes, which are left off.
constexpr std::string_view magic{"\x28\xB5\x2F\xFD", 4};

// What a block of four bytes, the least, can be unpacked to: a frame that claims more is none.
constexpr std::size_t largest_block = std::size_t{128} << 10U;
constexpr std::size_t smallest_packed_block = 4;

template <auto release>
struct Release {
  template <class Thing>
  void operator()(Thing* thing) const {
    release(thing);
  }
};
using CompressionDictionary = std::unique_ptr<ZSTD_CDict, Release<ZSTD_freeCDict>>;
using Compression = std::unique_ptr<ZSTD_CCtx, Release<ZSTD_freeCCtx>>;
using DecompressionDictionary = std::unique_ptr<ZSTD_DDict, Release<ZSTD_freeDDict>>;
using Decompression = std::unique_ptr<ZSTD_DCtx, Release<ZSTD_freeDCtx>>;

// zstd gives nothing where it has no memory.
template <class Handle>
Handle made(Handle handle) {
  if (handle == nullptr) throw std::bad_alloc();
  return handle;
}

void require(std::size_t result) {
  if (ZSTD_isError(result) != 0) throw Error(ErrorCode::internal, ZSTD_getErrorName(result));
}

// Read only, so shared by all threads.
const ZSTD_CDict* compression_dictionary() {
  static const CompressionDictionary dictionary = [] {
    const std::string_view bytes = data::record_dictionary();
    return made(
        CompressionDictionary(ZSTD_createCDict(bytes.data(), bytes.size(), RecordPacker::level)));
  }();
  return dictionary.get();
}

const ZSTD_DDict* decompression_dictionary() {
  static const DecompressionDictionary dictionary = [] {
    const std::string_view bytes = data::record_dictionary();
    return made(DecompressionDictionary(ZSTD_createDDict(bytes.data(), bytes.size())));
  }();
  return dictionary.get();
}

}  // namespace

struct RecordPacker::Impl {
  Compression context = made(Compression(ZSTD_createCCtx()));
  std::string frame;
};

RecordPacker::RecordPacker() : impl_(std::make_unique<Impl>()) {
  ZSTD_CCtx* const context = impl_->context.get();
  require(ZSTD_CCtx_refCDict(context, compression_dictionary()));
  require(ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0));
}
RecordPacker::RecordPacker(RecordPacker&&) noexcept = default;
RecordPacker& RecordPacker::operator=(RecordPacker&&) noexcept = default;
RecordPacker::~RecordPacker() = default;

std::string_view RecordPacker::pack(std::string_view fields) {
  std::string& frame = impl_->frame;
  const std::size_t room = ZSTD_compressBound(fields.size());
  if (frame.size() < room) frame.resize(room);
  const std::size_t size = ZSTD_compress2(impl_->context.get(), frame.data(), frame.size(),
                                          fields.data(), fields.size());
  require(size);
  const std::string_view packed = std::string_view{frame}.substr(0, size).substr(magic.size());
  return packed.size() < fields.size() ? packed : std::string_view();
}

struct RecordUnpacker::Impl {
  Decompression context = made(Decompression(ZSTD_createDCtx()));
  std::string frame{magic};
  std::string fields;
};

RecordUnpacker::RecordUnpacker() : impl_(std::make_unique<Impl>()) {}
RecordUnpacker::RecordUnpacker(RecordUnpacker&&) noexcept = default;
RecordUnpacker& RecordUnpacker::operator=(RecordUnpacker&&) noexcept = default;
RecordUnpacker::~RecordUnpacker() = default;

std::optional<std::string_view> RecordUnpacker::unpack(std::string_view packed) {
  auto& [context, frame, fields] = *impl_;
  frame.resize(magic.size());
  frame += packed;
  const std::uint64_t size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  const std::uint64_t most = (packed.size() / smallest_packed_block + 1) * largest_block;
  // Unknown sizes and errors are greater than any size.
  if (size > most) return std::nullopt;
  if (fields.size() < size) fields.resize(size);
  const std::size_t unpacked = ZSTD_decompress_usingDDict(
      context.get(), fields.data(), size, frame.data(), frame.size(), decompression_dictionary());
  if (ZSTD_isError(unpacked) != 0 || unpacked != size) return std::nullopt;
  return std::string_view{fields}.substr(0, size);
}

}  // namespace dateline::store
