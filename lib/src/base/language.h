#pragma once

#include <string_view>

namespace dateline::base {

/// For languages that options name: throws InvalidArgumentError, which says where codes are listed,
/// unless `is_language`.
void require_language(std::string_view code);

}  // namespace dateline::base
