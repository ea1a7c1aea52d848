#pragma once

#include <filesystem>
#include <string_view>

namespace dateline::train {

/// Writes a model whole or not at all: what stood at `path` stays until the new one is complete.
/// Throws IoError.
void write_model(const std::filesystem::path& path, std::string_view bytes);

}  // namespace dateline::train
