#include "dateline/reader.h"

#include <istream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "archive/format.h"
#include "archive/plain_files.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "dateline/error.h"

namespace dateline {
namespace {

using archive::Format;

// Null for "auto".
const Format* chosen_format(std::string_view name) {
  if (name == "auto") return nullptr;
  if (const Format* found = archive::find_format(name)) return found;
  std::string known = "auto";
  for (const FormatInfo& each : formats()) known += fmt::format(", {}", each.name);
  throw InvalidArgumentError(fmt::format("unknown format '{}'; the formats are {}", name, known));
}

}  // namespace

struct ArticleReader::Impl {
  Impl(const std::filesystem::path& path, const ReaderOptions& options)
      : files(path, options.passed_over),
        format(chosen_format(options.format)),
        id_prefix(options.id_prefix) {}
  Impl(std::istream& stream, std::string name, const ReaderOptions& options)
      : files(stream, std::move(name)),
        format(chosen_format(options.format)),
        id_prefix(options.id_prefix),
        is_stream(true) {}

  bool next(Record& record);
  bool begin_file(Record& record);
  bool end_file(Record& record);
  void fill(Record& record);
  void reject_file(Record& record, std::string reason);
  std::string made_id() const;

  archive::PlainFiles files;
  const Format* format;  ///< null: by content
  std::string id_prefix;
  bool is_stream = false;

  archive::PlainFile file;
  std::unique_ptr<archive::RecordSource> source;  ///< null between files
  archive::ParsedRecord parsed;
  std::uint64_t number = 0;  ///< of the last record of this file
  std::uint64_t records = 0;
  std::uint64_t empty_files = 0;
};

bool ArticleReader::Impl::next(Record& record) {
  for (;;) {
    if (source != nullptr) {
      if (source->next(parsed)) {
        fill(record);
        return true;
      }
      if (end_file(record)) return true;
    } else {
      if (!files.next(file)) return false;
      if (begin_file(record)) return true;
    }
  }
}

// True if there is something to tell about the file itself.
bool ArticleReader::Impl::begin_file(Record& record) {
  number = 0;
  if (!file.problem.empty()) {
    reject_file(record, std::move(file.problem));
    return true;
  }
  const Format* chosen = format;
  if (chosen == nullptr) {
    const std::string_view head = file.bytes->look_ahead(archive::detection_bytes);
    if (base::trim(head).empty() && head.size() < archive::detection_bytes) {
      return end_file(record);
    }
    std::string reason;
    chosen = archive::detect_format(head, reason);
    if (chosen == nullptr) {
      reject_file(record, std::move(reason));
      return true;
    }
  }
  source = chosen->open(*file.bytes);
  return false;
}

bool ArticleReader::Impl::end_file(Record& record) {
  source.reset();
  if (!file.bytes->error().empty()) {
    std::string reason = file.bytes->error();
    if (number > 0) reason += fmt::format("; records read before that: {}", number);
    reject_file(record, std::move(reason));
    return true;
  }
  if (number == 0) ++empty_files;
  return false;
}

void ArticleReader::Impl::reject_file(Record& record, std::string reason) {
  ++records;
  record.file = file.name;
  record.number = 0;
  record.content = Rejection{file.name, 0, std::move(reason), {}};
  record.raw.clear();
}

void ArticleReader::Impl::fill(Record& record) {
  ++number;
  ++records;
  record.file = file.name;
  record.number = number;
  if (auto* malformed = std::get_if<archive::Malformed>(&parsed.content)) {
    record.content =
        Rejection{file.name, number, std::move(malformed->reason), std::move(malformed->raw)};
    record.raw.clear();
    return;
  }
  auto& article = std::get<Article>(parsed.content);
  if (article.id.empty()) article.id = made_id();
  if (!id_prefix.empty()) article.id.insert(0, id_prefix);
  record.content = std::move(article);
  record.raw = parsed.raw;
}

std::string ArticleReader::Impl::made_id() const {
  if (is_stream) return base::hex_hash(parsed.raw);
  return base::hex_hash(fmt::format("{}\n{}", file.below, number));
}

ArticleReader::ArticleReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArticleReader::ArticleReader(ArticleReader&&) noexcept = default;
ArticleReader& ArticleReader::operator=(ArticleReader&&) noexcept = default;
ArticleReader::~ArticleReader() = default;

ArticleReader ArticleReader::open(const std::filesystem::path& path, const ReaderOptions& options) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    throw NotFoundError(
        fmt::format("{}: {}", path.string(), error ? error.message() : "no such file or folder"));
  }
  return ArticleReader(std::make_unique<Impl>(path, options));
}

ArticleReader ArticleReader::open(std::istream& stream, std::string name,
                                  const ReaderOptions& options) {
  return ArticleReader(std::make_unique<Impl>(stream, std::move(name), options));
}

bool ArticleReader::next(Record& record) {
  return impl_->next(record);
}

ReaderProgress ArticleReader::progress() const {
  ReaderProgress out;
  out.bytes_read = impl_->files.bytes_read();
  out.bytes_total = impl_->files.bytes_total();
  out.records = impl_->records;
  out.files_passed_over = impl_->files.passed_over() + impl_->empty_files;
  return out;
}

}  // namespace dateline
