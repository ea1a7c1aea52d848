#pragma once

#include <string>

namespace dateline::cli {

/// The locale in which the user wants messages, as BCP 47: of LC_ALL, LC_MESSAGES and LANG the
/// first that is set. "C", "POSIX" and none at all are "en"; "de_AT.UTF-8@euro" is "de-AT".
std::string user_locale();

}  // namespace dateline::cli
