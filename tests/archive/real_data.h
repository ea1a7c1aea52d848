#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace dateline::archive {

/// The folder `name` of the real data; absent, with a message that the test is skipped, where
/// DATELINE_TEST_DATA is unset or does not have it.
std::optional<std::filesystem::path> real_data(std::string_view name);

}  // namespace dateline::archive
