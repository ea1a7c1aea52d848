#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/byte_window.h"
#include "archive/folder_walk.h"
#include "archive/package.h"

namespace dateline::archive {

/// One file as a format sees it, compression, packaging and byte order mark taken off; or why there
/// is none.
struct PlainFile {
  std::string name;   ///< path, with "!member" (several for packages inside packages)
  std::string below;  ///< the same below the input: what ids are made from
  std::unique_ptr<ByteWindow> bytes;  ///< null if there is a problem
  std::string problem;
};

/// How deep packages may stand in one another before they are refused.
inline constexpr std::size_t max_package_depth = 8;

/// The plain files of an input (file, folder or stream), one after the other.
class PlainFiles {
 public:
  /// `passed_over` as FolderWalk has it.
  explicit PlainFiles(const std::filesystem::path& input,
                      const std::vector<std::filesystem::path>& passed_over = {});
  PlainFiles(std::istream& stream, std::string name);
  PlainFiles(const PlainFiles&) = delete;
  PlainFiles& operator=(const PlainFiles&) = delete;

  /// False at the end. `file` must be the one of the last call: its bytes end here.
  bool next(PlainFile& file);

  std::uint64_t bytes_read() const { return bytes_read_; }
  /// 0 for a stream. Walks the whole input when it is asked for the first time.
  std::uint64_t bytes_total() const;
  std::uint64_t passed_over() const;

 private:
  struct Layer {
    std::string name;
    std::string below;
    std::unique_ptr<Package> package;
  };

  void open_input(FolderWalk::Item item, PlainFile& file);
  bool next_member(PlainFile& file);
  bool unpack(PlainFile& file);

  std::optional<std::filesystem::path> input_;
  std::vector<std::filesystem::path> unwanted_;
  std::optional<FolderWalk> walk_;
  std::unique_ptr<ByteSource> stream_;
  std::string stream_name_;
  std::vector<Layer> packages_;
  std::uint64_t bytes_read_ = 0;
  mutable std::optional<std::uint64_t> bytes_total_;
  std::uint64_t passed_over_ = 0;  ///< in packages done with
};

}  // namespace dateline::archive
