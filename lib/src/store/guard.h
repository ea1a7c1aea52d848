#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

namespace dateline::store {

/// Rethrows the exception in flight as a dateline::Error: each class of Xapian's, which do not
/// derive from std::exception, by its meaning; std::bad_alloc and dateline::Error as they are.
/// `where` is the index and what was being done: it begins the message.
[[noreturn]] void rethrow_translated(std::string_view where);

/// Throws CorruptError: what is wrong with `file` of an index, and that it cannot be mended.
[[noreturn]] void throw_damaged(const std::filesystem::path& file, std::string_view what);

/// The fence: calls `action`; nothing of Xapian's gets past it.
template <class Action>
auto guard(std::string_view where, Action&& action) -> decltype(std::forward<Action>(action)()) {
  try {
    return std::forward<Action>(action)();
  } catch (...) {
    rethrow_translated(where);
  }
}

}  // namespace dateline::store
