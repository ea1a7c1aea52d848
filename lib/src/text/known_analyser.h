#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// What the analyser of a program does, found out when the program was built: asking ICU,
/// Boost.Locale and Xapian's stemmers again costs 4 ms, more than a single search.
struct KnownAnalyser {
  std::string_view libraries;      ///< loaded_libraries() where it was found out
  std::string_view fingerprint;    ///< probe_fingerprint()
  std::string_view break_classes;  ///< to_digits(probe_break_classes())
};

/// That of this program; null where the program has none. Only a program can have one, because how
/// it is linked decides which code runs: a source made by `describe-analyser`, linked with it,
/// defines this function in place of the weak one that the library has (cmake/KnownAnalyser.cmake).
const KnownAnalyser* known_analyser();

/// Whether what was found out still holds: whether all shared libraries that were loaded then are
/// loaded now, the very same builds of them, and ICU takes its data from nowhere else. What is
/// linked statically is the same for certain, with the code that asks.
bool is_trusted(const KnownAnalyser& known);

/// known_analyser(), null if it is not to be trusted. Thread-safe, and asks once.
const KnownAnalyser* trusted_analyser();

/// The build ids (note NT_GNU_BUILD_ID, hexadecimal) of the shared libraries of this process,
/// ascending; the program itself is not among them. "none" stands for a library without one.
std::vector<std::string> loaded_libraries();

/// Asks the analyser for what analyzer_fingerprint() gives.
std::string probe_fingerprint();

}  // namespace dateline::text
