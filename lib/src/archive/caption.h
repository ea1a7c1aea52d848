#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dateline/article.h"

namespace dateline::archive {

/// Whether a paragraph is the caption of a photo: it ends in a credit ("REUTERS/Jane Doe", "(AP
/// Photo/Jane Doe)", "Photo by Jane Doe"). An agency named inside a sentence is no credit.
bool is_caption(std::string_view paragraph);

/// The last full date in a caption ("Moscow, February 22, 2007").
std::optional<Date> date_in_caption(std::string_view caption);

}  // namespace dateline::archive
