#include "store/new_database.h"

#include "store/index_folder.h"
#include "store/segment/segment_files.h"
#include "store/settings.h"

namespace dateline::store {

std::unique_ptr<DocumentWriter> make_database(const std::filesystem::path& index,
                                              std::uint32_t number) {
  const std::filesystem::path database = database_path(index, number);
  std::unique_ptr<DocumentWriter> out = open_xapian_writer(database);
  write_settings(current_settings(), metadata_into(*out));
  make_segment_folder(index);
  SegmentList list;
  list.stamp = next_commit(out->stamp());
  write_segment_list(list, {}, metadata_into(*out));
  out->commit();
  sync_to_disk(database);
  return out;
}

MetadataReader metadata_of(DocumentWriter& documents) {
  return [&documents](const std::string& key) { return documents.metadata(key); };
}

MetadataWriter metadata_into(DocumentWriter& documents) {
  return [&documents](const std::string& key, const std::string& value) {
    documents.set_metadata(key, value);
  };
}

}  // namespace dateline::store
