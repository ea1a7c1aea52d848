#include "store/guard.h"

#include <cerrno>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"

namespace dateline::store {
namespace {

constexpr std::string_view repair_advice =
    "Check it with 'indexer check'; if it is damaged, restore a copy or index the articles again";

std::string_view system_reason(const Xapian::Error& error) {
  if (const char* reason = error.get_error_string(); reason != nullptr) return reason;
  // What failed while an earlier failure was cleaned up has the first reason in its message.
  const std::string_view full_disk = std::strerror(ENOSPC);
  return error.get_msg().find(full_disk) == std::string::npos ? std::string_view{} : full_disk;
}

std::string describe(std::string_view where, const Xapian::Error& error) {
  const std::string_view reason = system_reason(error);
  if (reason.empty()) return fmt::format("{}: {}", where, error.get_msg());
  return fmt::format("{}: {} ({})", where, error.get_msg(), reason);
}

std::string_view io_advice(std::string_view reason) {
  if (reason == std::strerror(ENOSPC) || reason == std::strerror(EDQUOT)) {
    return "Free some space and try again: the index stands at its last commit";
  }
  if (reason == std::strerror(EACCES) || reason == std::strerror(EROFS)) {
    return "Check the permissions of the folder and its files";
  }
  if (reason == std::strerror(EMFILE) || reason == std::strerror(ENFILE)) {
    return "Raise the limit of open files, or open fewer indexes at once";
  }
  return "Check the disk and try again: the index stands at its last commit";
}

[[noreturn]] void throw_io(std::string_view where, const Xapian::Error& error) {
  throw IoError(fmt::format("{}. {}", describe(where, error), io_advice(system_reason(error))));
}

[[noreturn]] void throw_corrupt(std::string_view where, const Xapian::Error& error) {
  throw CorruptError(fmt::format("{}. {}", describe(where, error), repair_advice));
}

// An operating system's reason tells refusal from damage: Xapian has one class for both. A table
// that is not there is damage: whoever opens a database has found its folder.
[[noreturn]] void throw_io_or_corrupt(std::string_view where, const Xapian::Error& error) {
  const std::string_view reason = system_reason(error);
  if (!reason.empty() && reason != std::strerror(ENOENT)) throw_io(where, error);
  throw_corrupt(where, error);
}

[[noreturn]] void rethrow_database_error(std::string_view where) {
  try {
    throw;
  } catch (const Xapian::DatabaseLockError& error) {
    throw LockedError(fmt::format(
        "{}. Another program is writing to this index: wait until it has finished, or stop it. "
        "Never delete a lock file: two writers at once destroy an index",
        describe(where, error)));
  } catch (const Xapian::DatabaseModifiedError& error) {
    throw Error(ErrorCode::unavailable,
                fmt::format("{}. The index is being changed faster than it can be read: try again, "
                            "or let the writer commit less often",
                            describe(where, error)));
  } catch (const Xapian::DatabaseVersionError& error) {
    throw VersionError(fmt::format(
        "{}. The files are of another Xapian format than that of Xapian {} in use here: read them "
        "with the version that wrote them, or index the articles again",
        describe(where, error), Xapian::version_string()));
  } catch (const Xapian::DatabaseNotFoundError& error) {
    throw NotFoundError(fmt::format("{}. Check the path of the index", describe(where, error)));
  } catch (const Xapian::DatabaseClosedError& error) {
    throw Error(ErrorCode::internal,
                fmt::format("{}: used after it was closed ({})", where, error.get_msg()));
  } catch (const Xapian::DatabaseCreateError& error) {
    throw_io(where, error);
  } catch (const Xapian::DatabaseError& error) {
    throw_io_or_corrupt(where, error);
  }
}

[[noreturn]] void rethrow_xapian_error(std::string_view where) {
  try {
    throw;
  } catch (const Xapian::DatabaseCorruptError& error) {
    throw_corrupt(where, error);
  } catch (const Xapian::DatabaseError&) {
    rethrow_database_error(where);
  } catch (const Xapian::DocNotFoundError& error) {
    throw NotFoundError(describe(where, error));
  } catch (const Xapian::NetworkError& error) {
    throw Error(
        ErrorCode::unavailable,
        fmt::format("{}. Check that the server of the remote index is up and can be reached",
                    describe(where, error)));
  } catch (const Xapian::QueryParserError& error) {
    throw ParseError(describe(where, error), 0);
  } catch (const Xapian::WildcardError& error) {
    throw InvalidArgumentError(
        fmt::format("{}. Write more letters before the wildcard", describe(where, error)));
  } catch (const Xapian::InvalidArgumentError& error) {
    throw InvalidArgumentError(describe(where, error));
  } catch (const Xapian::SerialisationError& error) {
    throw_corrupt(where, error);
  } catch (const Xapian::RangeError& error) {
    throw_corrupt(where, error);  // a number in a table that Xapian would not have written
  } catch (const Xapian::FeatureUnavailableError& error) {
    throw Error(ErrorCode::internal, fmt::format("{}. The installed Xapian {} was built without it",
                                                 describe(where, error), Xapian::version_string()));
  } catch (const Xapian::Error& error) {
    // AssertionError, InvalidOperationError, UnimplementedError, InternalError: the library
    // itself has asked for what cannot be.
    throw Error(ErrorCode::internal,
                fmt::format("{} [{}]", describe(where, error), error.get_type()));
  }
}

}  // namespace

void throw_damaged(const std::filesystem::path& file, std::string_view what) {
  throw CorruptError(fmt::format("{}: {}. Restore a copy of the index, or index the articles again",
                                 file.string(), what));
}

void rethrow_translated(std::string_view where) {
  try {
    throw;
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const Xapian::Error&) {
    rethrow_xapian_error(where);
  } catch (const std::system_error& error) {
    throw IoError(fmt::format("{}: {}. {}", where, error.what(),
                              io_advice(std::strerror(error.code().value()))));
  } catch (const std::length_error& error) {
    // Xapian takes sizes from its tables as they stand.
    throw CorruptError(fmt::format("{}: {}. {}", where, error.what(), repair_advice));
  } catch (const std::exception& error) {
    throw Error(ErrorCode::internal, fmt::format("{}: {}", where, error.what()));
  }
  // What is left (the unwinding of a cancelled thread) must pass.
}

}  // namespace dateline::store
