#include "store/new_database.h"

#include <string>

#include "store/index_folder.h"
#include "store/segment/segment_files.h"
#include "store/xapian_writer.h"

namespace dateline::store {

void make_database(const std::filesystem::path& index, std::uint32_t number, Profile profile,
                   const std::function<void(const MetadataWriter&)>& write_more) {
  const std::filesystem::path folder = database_path(index, number);
  XapianWriter database{folder};
  const MetadataWriter write = [&](const std::string& key, const std::string& value) {
    database.set_metadata(key, value);
  };
  write_settings(current_settings(profile), write);
  if (write_more) write_more(write);
  make_segment_folder(index);
  SegmentList list;
  list.stamp = next_commit(stamp_of(database.database()));
  write_segment_list(list, {}, write);
  database.commit();
  sync_to_disk(folder);
}

MetadataReader metadata_of(const DatabaseWriter& documents) {
  return [&documents](const std::string& key) { return documents.metadata(key); };
}

MetadataWriter metadata_into(DatabaseWriter& documents) {
  return [&documents](const std::string& key, const std::string& value) {
    documents.set_metadata(key, value);
  };
}

}  // namespace dateline::store
