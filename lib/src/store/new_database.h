#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "store/document_writer.h"

namespace dateline::store {

/// Makes database `number` of the index in `index`: without articles, with the settings of this
/// library, with an empty list of segments, durable. It is not the current one yet.
std::unique_ptr<DocumentWriter> make_database(const std::filesystem::path& index,
                                              std::uint32_t number);

MetadataReader metadata_of(DocumentWriter& documents);
MetadataWriter metadata_into(DocumentWriter& documents);

}  // namespace dateline::store
