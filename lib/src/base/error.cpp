#include "dateline/error.h"

#include <array>
#include <utility>

namespace dateline {
namespace {

constexpr std::array<std::pair<ErrorCode, std::string_view>, 10> names{{
    {ErrorCode::invalid_argument, "invalid_argument"},
    {ErrorCode::parse, "parse"},
    {ErrorCode::not_found, "not_found"},
    {ErrorCode::locked, "locked"},
    {ErrorCode::corrupt, "corrupt"},
    {ErrorCode::version, "version"},
    {ErrorCode::io, "io"},
    {ErrorCode::unavailable, "unavailable"},
    {ErrorCode::cancelled, "cancelled"},
    {ErrorCode::internal, "internal"},
}};

}  // namespace

std::string_view to_string(ErrorCode code) {
  for (const auto& [each, name] : names) {
    if (each == code) return name;
  }
  return "internal";
}

Error::Error(ErrorCode code, const std::string& what) : std::runtime_error(what), code_(code) {}
ParseError::ParseError(const std::string& what, std::size_t offset)
    : Error(ErrorCode::parse, what), offset_(offset) {}
InvalidArgumentError::InvalidArgumentError(const std::string& what)
    : Error(ErrorCode::invalid_argument, what) {}
NotFoundError::NotFoundError(const std::string& what) : Error(ErrorCode::not_found, what) {}
LockedError::LockedError(const std::string& what) : Error(ErrorCode::locked, what) {}
CorruptError::CorruptError(const std::string& what) : Error(ErrorCode::corrupt, what) {}
VersionError::VersionError(const std::string& what) : Error(ErrorCode::version, what) {}
IoError::IoError(const std::string& what) : Error(ErrorCode::io, what) {}

}  // namespace dateline
