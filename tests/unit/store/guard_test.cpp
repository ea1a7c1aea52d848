#include "store/guard.h"

#include <cerrno>
#include <filesystem>
#include <new>
#include <stdexcept>

#include <doctest/doctest.h>
#include <xapian.h>

#include "dateline/error.h"

using dateline::ErrorCode;
using dateline::store::guard;

namespace {

template <class Thrown>
dateline::Error translated(const Thrown& thrown) {
  try {
    guard("INDEX", [&]() { throw thrown; });
  } catch (const dateline::Error& error) {
    return error;
  }
  throw std::logic_error("not translated");
}

template <class Thrown>
void check(ErrorCode code) {
  const dateline::Error error = translated(Thrown{"the reason", "the context"});
  INFO(error.what());
  CHECK(error.code() == code);
  const std::string_view what = error.what();
  CHECK(what.starts_with("INDEX"));
  CHECK(what.find("the reason") != what.npos);
}

bool says(const dateline::Error& error, std::string_view text) {
  return std::string_view{error.what()}.find(text) != std::string_view::npos;
}

}  // namespace

TEST_CASE("every class of Xapian's exceptions becomes an error of its meaning") {
  check<Xapian::AssertionError>(ErrorCode::internal);
  check<Xapian::InvalidArgumentError>(ErrorCode::invalid_argument);
  check<Xapian::InvalidOperationError>(ErrorCode::internal);
  check<Xapian::UnimplementedError>(ErrorCode::internal);
  check<Xapian::DatabaseError>(ErrorCode::corrupt);
  check<Xapian::DatabaseCorruptError>(ErrorCode::corrupt);
  check<Xapian::DatabaseCreateError>(ErrorCode::io);
  check<Xapian::DatabaseLockError>(ErrorCode::locked);
  check<Xapian::DatabaseModifiedError>(ErrorCode::unavailable);
  check<Xapian::DatabaseOpeningError>(ErrorCode::corrupt);
  check<Xapian::DatabaseVersionError>(ErrorCode::version);
  check<Xapian::DatabaseNotFoundError>(ErrorCode::not_found);
  check<Xapian::DatabaseClosedError>(ErrorCode::internal);
  check<Xapian::DocNotFoundError>(ErrorCode::not_found);
  check<Xapian::FeatureUnavailableError>(ErrorCode::internal);
  check<Xapian::InternalError>(ErrorCode::internal);
  check<Xapian::NetworkError>(ErrorCode::unavailable);
  check<Xapian::NetworkTimeoutError>(ErrorCode::unavailable);
  check<Xapian::QueryParserError>(ErrorCode::parse);
  check<Xapian::SerialisationError>(ErrorCode::corrupt);
  check<Xapian::RangeError>(ErrorCode::corrupt);
  check<Xapian::WildcardError>(ErrorCode::invalid_argument);
}

TEST_CASE("each kind of error can be caught by its class") {
  CHECK_THROWS_AS(guard("", [] { throw Xapian::DatabaseLockError(""); }), dateline::LockedError);
  CHECK_THROWS_AS(guard("", [] { throw Xapian::DatabaseCorruptError(""); }),
                  dateline::CorruptError);
  CHECK_THROWS_AS(guard("", [] { throw Xapian::DatabaseVersionError(""); }),
                  dateline::VersionError);
  CHECK_THROWS_AS(guard("", [] { throw Xapian::DatabaseNotFoundError(""); }),
                  dateline::NotFoundError);
  CHECK_THROWS_AS(guard("", [] { throw Xapian::DatabaseCreateError(""); }), dateline::IoError);
  CHECK_THROWS_AS(guard("", [] { throw Xapian::InvalidArgumentError(""); }),
                  dateline::InvalidArgumentError);
  CHECK_THROWS_AS(guard("", [] { throw Xapian::QueryParserError(""); }), dateline::ParseError);
}

TEST_CASE("what the operating system refused is not taken for damage") {
  const dateline::Error full = translated(Xapian::DatabaseError{"writing", "", ENOSPC});
  const dateline::Error nested = translated(Xapian::DatabaseError{
      "Modifications failed (DatabaseError: Error writing block: No space left on device)"});
  CHECK(nested.code() == full.code());
  CHECK(full.code() == ErrorCode::io);
  CHECK(says(full, "Free some space"));
  CHECK(translated(Xapian::DatabaseOpeningError{"opening", "", EMFILE}).code() == ErrorCode::io);
  CHECK(translated(Xapian::DatabaseOpeningError{"opening", "", ENOENT}).code() ==
        ErrorCode::corrupt);
  CHECK(translated(std::length_error{"append"}).code() == ErrorCode::corrupt);
  const std::filesystem::filesystem_error denied{
      "opening", "file", std::make_error_code(std::errc::permission_denied)};
  const dateline::Error refused = translated(denied);
  CHECK(refused.code() == ErrorCode::io);
  CHECK(says(refused, "permissions"));
}

TEST_CASE("a message says what to do") {
  CHECK(says(translated(Xapian::DatabaseLockError{"locked"}), "Never delete a lock file"));
  CHECK(says(translated(Xapian::DatabaseCorruptError{"bad"}), "indexer check"));
  CHECK(says(translated(Xapian::DatabaseVersionError{"old"}), Xapian::version_string()));
}

TEST_CASE("errors of the library and lack of memory pass as they are") {
  try {
    guard("INDEX", [] { throw dateline::ParseError("here", 7); });
    FAIL("nothing thrown");
  } catch (const dateline::ParseError& error) {
    CHECK(std::string_view{error.what()} == "here");
    CHECK(error.offset() == 7);
  }
  CHECK_THROWS_AS(guard("", [] { throw std::bad_alloc(); }), std::bad_alloc);
}

TEST_CASE("any other exception becomes an internal error") {
  CHECK(translated(std::out_of_range{"beyond"}).code() == ErrorCode::internal);
}

TEST_CASE("a guard gives what its action gives") {
  CHECK(guard("", [] { return 7; }) == 7);
}
