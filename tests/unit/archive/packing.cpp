#include "unit/archive/packing.h"

#include <memory>

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

namespace dateline::archive {
namespace {

la_ssize_t append(::archive* /*writer*/, void* out, const void* bytes, std::size_t count) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), count);
  return static_cast<la_ssize_t>(count);
}

}  // namespace

std::string pack(const Members& members, const std::string& format, const std::string& filter) {
  std::string out;
  const std::unique_ptr<::archive, decltype(&archive_write_free)> writer(archive_write_new(),
                                                                         &archive_write_free);
  REQUIRE(archive_write_set_format_by_name(writer.get(), format.c_str()) == ARCHIVE_OK);
  if (!filter.empty()) {
    REQUIRE(archive_write_add_filter_by_name(writer.get(), filter.c_str()) == ARCHIVE_OK);
  }
  archive_write_set_bytes_in_last_block(writer.get(), 1);
  REQUIRE(archive_write_open(writer.get(), &out, nullptr, &append, nullptr) == ARCHIVE_OK);
  for (const auto& [name, content] : members) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                              &archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    REQUIRE(archive_write_header(writer.get(), entry.get()) >= ARCHIVE_WARN);
    archive_write_data(writer.get(), content.data(), content.size());
  }
  REQUIRE(archive_write_close(writer.get()) == ARCHIVE_OK);
  return out;
}

std::string compress(std::string_view bytes, const std::string& filter) {
  return pack({{"data", std::string(bytes)}}, "raw", filter);
}

}  // namespace dateline::archive
