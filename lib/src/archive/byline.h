#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::archive {

/// Who wrote an article, as its text says.
struct Byline {
  std::string authors;  ///< as written, without "By": "Thom Shanker and Steven Lee Myers"
  std::string agency;   ///< "Reuters" of "By Janie Gabbett, Reuters"
};

/// A line that is a byline: "By" and names, nothing else. A sentence that begins with "By" ("By
/// Monday the talks had failed") is none.
std::optional<Byline> parse_byline(std::string_view line);

/// A value that the archive calls the author: "By " and the agency behind it are taken off where
/// they are there, the rest stays as written.
Byline parse_author_value(std::string_view value);

}  // namespace dateline::archive
