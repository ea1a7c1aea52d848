#include "archive/plain_files.h"

#include <istream>

#include <fmt/format.h>

#include "archive/encoding.h"

namespace dateline::archive {

PlainFiles::PlainFiles(const std::filesystem::path& input,
                       const std::vector<std::filesystem::path>& passed_over)
    : input_(input), unwanted_(passed_over), walk_(std::in_place, input, passed_over) {}

PlainFiles::PlainFiles(std::istream& stream, std::string name)
    : stream_(std::make_unique<StreamSource>(stream, bytes_read_)), stream_name_(std::move(name)) {}

bool PlainFiles::next(PlainFile& file) {
  file = {};
  for (;;) {
    if (!packages_.empty()) {
      if (!next_member(file)) continue;
    } else if (walk_) {
      FolderWalk::Item item;
      if (!walk_->next(item)) return false;
      open_input(std::move(item), file);
    } else {
      if (stream_ == nullptr) return false;
      file = {stream_name_, {}, nullptr, {}};
      file.bytes = std::make_unique<ByteWindow>(std::move(stream_));
    }
    if (!file.problem.empty() || !unpack(file)) return true;
  }
}

void PlainFiles::open_input(FolderWalk::Item item, PlainFile& file) {
  file = {item.path.string(), std::move(item.below), nullptr, std::move(item.problem)};
  if (!file.problem.empty()) return;
  auto source = std::make_unique<FileSource>(item.path, bytes_read_);
  file.problem = source->error();
  if (!file.problem.empty()) return;
  file.bytes = std::make_unique<ByteWindow>(std::move(source));
}

// The next member of the innermost package; false where that has come to its end.
bool PlainFiles::next_member(PlainFile& file) {
  Layer& layer = packages_.back();
  if (layer.package->next()) {
    const std::string& member = layer.package->name();
    const std::string suffix = member.empty() ? member : "!" + member;
    file = {layer.name + suffix, layer.below + suffix, layer.package->open(), {}};
    return true;
  }
  file = {std::move(layer.name), std::move(layer.below), nullptr, layer.package->error()};
  passed_over_ += layer.package->passed_over();
  packages_.pop_back();
  return !file.problem.empty();
}

// True if `file` is a package: it becomes the innermost one.
bool PlainFiles::unpack(PlainFile& file) {
  if (!is_package(file.bytes->look_ahead(package_head_bytes))) {
    file.bytes = without_byte_order_mark(std::move(file.bytes));
    return false;
  }
  if (packages_.size() == max_package_depth) {
    file.problem = fmt::format("is packed more than {} times over", max_package_depth);
    file.bytes.reset();
    return false;
  }
  auto package = std::make_unique<Package>(std::move(file.bytes));
  packages_.push_back({std::move(file.name), std::move(file.below), std::move(package)});
  file = {};
  return true;
}

std::uint64_t PlainFiles::bytes_total() const {
  if (!input_) return 0;
  if (!bytes_total_) bytes_total_ = total_bytes(*input_, unwanted_);
  return *bytes_total_;
}

std::uint64_t PlainFiles::passed_over() const {
  std::uint64_t count = passed_over_ + (walk_ ? walk_->passed_over() : 0);
  for (const Layer& each : packages_) count += each.package->passed_over();
  return count;
}

}  // namespace dateline::archive
