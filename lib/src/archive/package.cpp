#include "archive/package.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "archive/file_selection.h"

namespace dateline::archive {
namespace {

// The namespace has the same name.
using Handle = ::archive;

constexpr std::size_t tar_block_bytes = 512;

// POSIX.1-1988 ustar and the older tar alike: the bytes of the header block add up to the octal
// number at 148, whose own eight bytes count as spaces.
bool is_tar(std::string_view head) {
  if (head.size() < tar_block_bytes || head[0] == '\0') return false;
  constexpr std::size_t checksum_at = 148;
  constexpr std::size_t checksum_bytes = 8;
  unsigned sum = 0;
  for (std::size_t at = 0; at < tar_block_bytes; ++at) {
    const bool inside = at >= checksum_at && at < checksum_at + checksum_bytes;
    sum += inside ? ' ' : static_cast<unsigned char>(head[at]);
  }
  unsigned told = 0;
  bool digits = false;
  for (const char each : head.substr(checksum_at, checksum_bytes)) {
    if (each >= '0' && each <= '7') {
      told = told * 8 + static_cast<unsigned>(each - '0');
      digits = true;
    } else if (digits || each != ' ') {
      break;
    }
  }
  return digits && told == sum;
}

bool is_path_passed_over(std::string_view path) {
  while (!path.empty()) {
    const auto slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part != "." && part != ".." && !part.empty() && is_passed_over(part)) return true;
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  }
  return false;
}

}  // namespace

bool is_package(std::string_view head) {
  using namespace std::string_view_literals;
  constexpr std::array marks{"\x1F\x8B"sv,
                             "BZh"sv,
                             "\xFD"
                             "7zXZ\0"sv,
                             "\x28\xB5\x2F\xFD"sv,
                             "PK\3\4"sv,
                             "PK\5\6"sv};
  const bool marked = std::any_of(marks.begin(), marks.end(),
                                  [&](std::string_view each) { return head.starts_with(each); });
  // "BZh" is followed by the size of the blocks; a text may begin with these letters.
  if (marked && head[0] == 'B') return head.size() > 3 && head[3] >= '1' && head[3] <= '9';
  // Frames of zstd that may be skipped: 0x184D2A50 to 0x184D2A5F, little-endian.
  const bool skippable = head.size() > 4 && (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50 &&
                         head.substr(1, 3) == "\x2A\x4D\x18";
  return marked || skippable || is_tar(head);
}

struct Package::Impl {
  explicit Impl(std::unique_ptr<ByteWindow> bytes)
      : source(std::move(bytes)), handle(archive_read_new(), &archive_read_free) {}

  void open();
  void pass_on_exception();
  void fail(std::string_view what);
  bool take_entry(archive_entry* entry);

  static la_ssize_t read_callback(Handle* handle, void* self, const void** block);
  static la_int64_t skip_callback(Handle* handle, void* self, la_int64_t count);
  static la_int64_t seek_callback(Handle* handle, void* self, la_int64_t offset, int whence);

  std::unique_ptr<ByteWindow> source;
  std::size_t lent = 0;  ///< bytes of the window that libarchive is looking at
  std::unique_ptr<Handle, decltype(&archive_read_free)> handle;
  std::string name;
  std::string error;
  std::exception_ptr exception;  ///< of the source: it must not pass through libarchive's frames
  std::uint64_t passed_over = 0;
  bool opened = false;
  bool ended = false;
};

namespace {

/// The bytes of the member at which a package stands.
class MemberSource final : public ByteSource {
 public:
  /// `ended` is set where nothing can be read behind the member either.
  MemberSource(Handle* handle, ByteWindow& package, bool& ended, std::exception_ptr& exception)
      : handle_(handle), package_(package), ended_(ended), exception_(exception) {}

  std::size_t read(std::span<char> to) override {
    if (!error().empty()) return 0;
    la_ssize_t count = ARCHIVE_RETRY;
    while (count == ARCHIVE_RETRY || count == ARCHIVE_WARN) {
      count = archive_read_data(handle_, to.data(), to.size());
    }
    if (exception_) std::rethrow_exception(exception_);
    if (count >= 0) return static_cast<std::size_t>(count);
    // The member's own error tells of it: not once more for the package.
    ended_ = ended_ || count == ARCHIVE_FATAL;
    const char* reason = archive_error_string(handle_);
    set_error(!package_.error().empty() ? package_.error()
              : reason != nullptr       ? reason
                                        : "cannot be unpacked");
    return 0;
  }

 private:
  Handle* handle_;
  ByteWindow& package_;
  bool& ended_;
  std::exception_ptr& exception_;
};

}  // namespace

la_ssize_t Package::Impl::read_callback(Handle* /*handle*/, void* self, const void** block) {
  auto& impl = *static_cast<Impl*>(self);
  impl.source->consume(impl.lent);
  impl.lent = 0;
  std::string_view bytes;
  try {
    bytes = impl.source->look_ahead(1);
  } catch (...) {
    impl.exception = std::current_exception();
    return ARCHIVE_FATAL;
  }
  impl.lent = bytes.size();
  *block = bytes.data();
  return static_cast<la_ssize_t>(bytes.size());
}

la_int64_t Package::Impl::skip_callback(Handle* /*handle*/, void* self, la_int64_t count) {
  auto& impl = *static_cast<Impl*>(self);
  const auto size = impl.source->size();
  const std::uint64_t from = impl.source->position() + impl.lent;
  const std::uint64_t to = from + static_cast<std::uint64_t>(count);
  if (!size || to > *size || !impl.source->seek(to)) return 0;
  impl.lent = 0;
  return count;
}

la_int64_t Package::Impl::seek_callback(Handle* /*handle*/, void* self, la_int64_t offset,
                                        int whence) {
  auto& impl = *static_cast<Impl*>(self);
  const auto size = impl.source->size();
  if (!size) return ARCHIVE_FATAL;
  const auto here = static_cast<la_int64_t>(impl.source->position() + impl.lent);
  const la_int64_t origin = whence == SEEK_SET   ? 0
                            : whence == SEEK_CUR ? here
                                                 : static_cast<la_int64_t>(*size);
  const la_int64_t to = origin + offset;
  if (to < 0 || !impl.source->seek(static_cast<std::uint64_t>(to))) return ARCHIVE_FATAL;
  impl.lent = 0;
  return to;
}

void Package::Impl::open() {
  opened = true;
  Handle* const reader = handle.get();
  if (reader == nullptr) throw std::bad_alloc();
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_format_tar(reader);
  archive_read_support_format_zip(reader);
  archive_read_support_format_raw(reader);
  archive_read_support_format_empty(reader);
  // Names of members are bytes, whatever locale the application runs in.
  archive_read_set_options(reader, "tar:hdrcharset=BINARY");
  archive_read_set_read_callback(reader, &read_callback);
  archive_read_set_skip_callback(reader, &skip_callback);
  if (source->size()) archive_read_set_seek_callback(reader, &seek_callback);
  archive_read_set_callback_data(reader, this);
  const int status = archive_read_open1(reader);
  pass_on_exception();
  if (status < ARCHIVE_WARN) fail("cannot be unpacked");
}

void Package::Impl::pass_on_exception() {
  if (!exception) return;
  ended = true;
  std::rethrow_exception(exception);
}

void Package::Impl::fail(std::string_view what) {
  ended = true;
  const char* reason = archive_error_string(handle.get());
  error =
      !source->error().empty() ? source->error() : std::string(reason != nullptr ? reason : what);
}

// False for what is no file, or is passed over.
bool Package::Impl::take_entry(archive_entry* entry) {
  if (archive_format(handle.get()) == ARCHIVE_FORMAT_RAW) {
    name.clear();
    return true;
  }
  const char* path = archive_entry_pathname(entry);
  if (path == nullptr) path = archive_entry_pathname_utf8(entry);
  name = path != nullptr ? path : fmt::format("member-{}", archive_file_count(handle.get()));
  const auto type = archive_entry_filetype(entry);
  if (type == AE_IFDIR) return false;
  const bool is_file = type == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
  if (is_file && !is_path_passed_over(name)) return true;
  ++passed_over;
  return false;
}

Package::Package(std::unique_ptr<ByteWindow> source)
    : impl_(std::make_unique<Impl>(std::move(source))) {}
Package::~Package() = default;

bool Package::next() {
  Impl& impl = *impl_;
  if (!impl.opened) impl.open();
  while (!impl.ended) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(impl.handle.get(), &entry);
    impl.pass_on_exception();
    if (status == ARCHIVE_EOF) {
      impl.ended = true;
    } else if (status == ARCHIVE_FATAL) {
      impl.fail("is damaged");
    } else if (status != ARCHIVE_RETRY && impl.take_entry(entry)) {
      return true;
    }
  }
  return false;
}

const std::string& Package::name() const {
  return impl_->name;
}

std::unique_ptr<ByteWindow> Package::open() {
  return std::make_unique<ByteWindow>(std::make_unique<MemberSource>(
      impl_->handle.get(), *impl_->source, impl_->ended, impl_->exception));
}

const std::string& Package::error() const {
  return impl_->error;
}

std::uint64_t Package::passed_over() const {
  return impl_->passed_over;
}

}  // namespace dateline::archive
