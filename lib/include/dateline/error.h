#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "dateline/export.h"

namespace dateline {

/// What kind of thing went wrong. The numbers may change between versions; the names will not.
enum class ErrorCode {
  invalid_argument,  ///< the caller asked for something that cannot be
  parse,             ///< a query or a date is not of the language
  not_found,         ///< no such file, index or article
  locked,            ///< another writer holds the index
  corrupt,           ///< the index is damaged
  version,           ///< the index was written with another schema or analyser
  io,                ///< the operating system refused to read or write
  unavailable,       ///< a remote index does not answer
  cancelled,         ///< the caller's own callback asked to stop
  internal,          ///< a defect of the library
};

/// The stable lower-case name of a code, as programs print it: "not_found".
DATELINE_EXPORT std::string_view to_string(ErrorCode code);

/// Everything the library throws (`std::bad_alloc` aside). `what()` says what happened, where, and
/// what to do about it.
class DATELINE_EXPORT Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& what);
  ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

/// A query or a date that cannot be read.
class DATELINE_EXPORT ParseError : public Error {
 public:
  ParseError(const std::string& what, std::size_t offset);
  /// Byte of the input at which reading failed.
  std::size_t offset() const noexcept { return offset_; }

 private:
  std::size_t offset_;
};

class DATELINE_EXPORT InvalidArgumentError : public Error {
 public:
  explicit InvalidArgumentError(const std::string& what);
};
class DATELINE_EXPORT NotFoundError : public Error {
 public:
  explicit NotFoundError(const std::string& what);
};
class DATELINE_EXPORT LockedError : public Error {
 public:
  explicit LockedError(const std::string& what);
};
class DATELINE_EXPORT CorruptError : public Error {
 public:
  explicit CorruptError(const std::string& what);
};
class DATELINE_EXPORT VersionError : public Error {
 public:
  explicit VersionError(const std::string& what);
};
class DATELINE_EXPORT IoError : public Error {
 public:
  explicit IoError(const std::string& what);
};

}  // namespace dateline
