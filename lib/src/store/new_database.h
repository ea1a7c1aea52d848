#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "store/database_writer.h"
#include "store/settings.h"

namespace dateline::store {

/// Makes database `number` of the index in `index`: without articles, with the settings of this
/// library and this profile, with what `write_more` adds to its metadata, with an empty list of
/// segments, durable. It is not the current one yet.
void make_database(const std::filesystem::path& index, std::uint32_t number, Profile profile,
                   const std::function<void(const MetadataWriter&)>& write_more = {});

MetadataReader metadata_of(const DatabaseWriter& documents);
MetadataWriter metadata_into(DatabaseWriter& documents);

}  // namespace dateline::store
