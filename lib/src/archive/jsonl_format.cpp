#include <memory>
#include <string>

#include "archive/encoding.h"
#include "archive/format.h"
#include "archive/json_article.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

class JsonlSource final : public RecordSource {
 public:
  explicit JsonlSource(ByteWindow& bytes) : cutter_(bytes) {}

  bool next(ParsedRecord& record) override {
    while (const auto cut = cutter_.next("\n")) {
      record.raw = base::trim(cut->bytes);
      if (record.raw.empty()) continue;
      if (cut->oversized) {
        record.content = Malformed{oversized_reason(), std::string(record.raw)};
        return true;
      }
      Article article;
      const std::string problem = parser_.parse(decode(record.raw), article);
      if (problem.empty()) {
        record.content = std::move(article);
      } else {
        record.content = Malformed{problem, std::string(record.raw)};
      }
      return true;
    }
    return false;
  }

 private:
  // With the bytes behind it that the parser may look at: those of a window, or of the buffer.
  std::string_view decode(std::string_view line) {
    const std::string_view text = to_utf8(line, decoded_);
    if (text.data() != decoded_.data()) return text;
    const std::size_t size = decoded_.size();
    decoded_.append(ByteWindow::padding, '\0');
    return std::string_view(decoded_).substr(0, size);
  }

  Cutter cutter_;
  JsonArticleParser parser_;
  std::string decoded_;
};

// A line that is one object, or as much of one as `head` shows.
bool is_object_line(std::string_view line, std::string_view head) {
  const bool whole = line.data() + line.size() < head.data() + head.size();
  line = base::trim(line);
  if (!line.starts_with('{') || (whole && !line.ends_with('}'))) return false;
  const std::string_view inside = base::trim(line.substr(1));
  return inside.starts_with('"') || inside.starts_with('}');
}

// The first line may be damaged; one good line among the first is proof enough.
bool detect(std::string_view head) {
  std::string_view rest = head;
  const std::string_view start = base::trim(head);
  if (!start.starts_with('{') && head.find("\n{\"") == std::string_view::npos) return false;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    if (is_object_line(line, head)) return true;
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

extern const Format jsonl_format;
const Format jsonl_format{"jsonl",
                          "JSON Lines: one article a line, an object with the keys of an article",
                          &detect, [](ByteWindow& bytes) -> std::unique_ptr<RecordSource> {
                            return std::make_unique<JsonlSource>(bytes);
                          }};

}  // namespace dateline::archive
