#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <xapian.h>

/// All that can be read of a database through Xapian's interface, one line an item: counts and
/// bounds, metadata, terms with their posting lists and positions, documents with their terms,
/// values and data, and the values of `slots` as streams. Equal lists are equal databases.
std::vector<std::string> dump(const Xapian::Database& database,
                              std::span<const std::uint32_t> slots);

/// The dump of an index, without what depends on how it was written: its list of segments, and
/// bounds, which are as tight as the way of writing allows.
std::vector<std::string> dump_of_index(const std::filesystem::path& index);

/// Tells the first line in which two dumps differ; empty if none does.
std::string first_difference(const std::vector<std::string>& a, const std::vector<std::string>& b);

/// What xapian-check finds wrong; empty if nothing.
std::string defects(const std::filesystem::path& database);
