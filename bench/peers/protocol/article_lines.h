#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bench::peers {

/// What every engine takes of an article. The texts are those of the file, as they stand there.
struct PlainArticle {
  std::string id;
  std::string headline;
  std::string body;
  std::string date;                                ///< "2007-02-22", or empty
  std::array<std::vector<std::string>, 3> labels;  ///< people, countries, topics
};

/// The day as a number, 20070222; 0 for an empty date.
std::int64_t day_number(const std::string& date);

/// Calls `take` for each line of JSON Lines; how many there were. Throws std::runtime_error for a
/// file that cannot be read or is none.
std::uint64_t for_each_article(const std::filesystem::path& file,
                               const std::function<void(const PlainArticle&)>& take);

}  // namespace bench::peers
