#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::archive {

/// Names and contents of the members of a package.
using Members = std::vector<std::pair<std::string, std::string>>;

/// `bytes` compressed: "gzip", "bzip2", "xz" or "zstd".
std::string compress(std::string_view bytes, const std::string& filter);

/// A package, "ustar" or "zip", compressed by `filter` if that is not empty.
std::string pack(const Members& members, const std::string& format, const std::string& filter = {});

}  // namespace dateline::archive
