#include "indexer/rejects.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "cli/article_json.h"
#include "dateline/error.h"

namespace dateline::indexer {
namespace {

// With a file that has them all, the person is told no more than this.
constexpr std::uint64_t said_beside_file = 10;

bool is_utf8(const std::string& text) {
  try {
    [[maybe_unused]] const std::string dumped = cli::Json(text).dump();
    return true;
  } catch (const cli::Json::type_error&) {
    return false;
  }
}

// RFC 4648, section 4.
std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view three = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = bits << 8U | (i < three.size() ? static_cast<unsigned char>(three[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      out += i <= three.size() ? digits[bits >> (18 - 6 * i) & 63U] : '=';
    }
  }
  return out;
}

std::string place(const Rejection& rejection) {
  if (rejection.record == 0) return rejection.file;
  return fmt::format("{}: record {}", rejection.file, rejection.record);
}

}  // namespace

Rejects::Rejects(std::filesystem::path file, Say say)
    : path_(std::move(file)), say_(std::move(say)) {
  if (path_.empty()) return;
  file_.open(path_, std::ios::binary | std::ios::trunc);
  if (!file_) {
    throw IoError(
        fmt::format("cannot write rejects to {}: {}", path_.string(), std::strerror(errno)));
  }
}

void Rejects::add(const Rejection& rejection) {
  ++count_;
  if (!path_.empty()) file_ << rejection_line(rejection);
  if (path_.empty() || count_ <= said_beside_file) {
    say_(fmt::format("{}: rejected: {}", place(rejection), rejection.reason));
  } else if (count_ == said_beside_file + 1) {
    say_(fmt::format("further rejected records are told in {} only", path_.string()));
  }
}

void Rejects::close() {
  if (path_.empty()) return;
  file_.close();
  if (!file_) {
    throw IoError(
        fmt::format("rejects could not all be written to {}: is the disk full?", path_.string()));
  }
}

std::string rejection_line(const Rejection& rejection) {
  cli::Json line{
      {"file", rejection.file}, {"record", rejection.record}, {"reason", rejection.reason}};
  if (is_utf8(rejection.raw)) {
    line["raw"] = rejection.raw;
  } else {
    line["raw_base64"] = base64(rejection.raw);
  }
  return cli::to_line(line);
}

}  // namespace dateline::indexer
