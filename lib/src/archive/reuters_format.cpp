#include <memory>
#include <string>

#include "archive/encoding.h"
#include "archive/format.h"
#include "archive/reuters_story.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

constexpr std::string_view open_tag = "<REUTERS";
constexpr std::string_view close_tag = "</REUTERS>";

std::size_t find_story(std::string_view bytes, std::size_t from) {
  for (auto at = find_bytes(bytes, open_tag, from); at != std::string_view::npos;
       at = find_bytes(bytes, open_tag, at + 1)) {
    const char behind = at + open_tag.size() < bytes.size() ? bytes[at + open_tag.size()] : '>';
    if (behind == ' ' || behind == '>' || behind == '\n') return at;
  }
  return std::string_view::npos;
}

// What may stand between stories.
bool is_no_story(std::string_view between) {
  between = base::trim(between);
  if (between.empty() || between == "<LEWIS>" || between == "</LEWIS>") return true;
  return between.starts_with("<!DOCTYPE") && between.find('>') == between.size() - 1;
}

/// Stories one by one. Each cut ends with a close tag; what is in it beside one story is damage.
class ReutersSource final : public RecordSource {
 public:
  explicit ReutersSource(ByteWindow& bytes) : cutter_(bytes) {}

  bool next(ParsedRecord& record) override {
    for (;;) {
      if (rest_.empty()) {
        const auto cut = cutter_.next(close_tag);
        if (!cut) return false;
        if (cut->oversized) {
          reject(record, cut->bytes, oversized_reason());
          return true;
        }
        rest_ = cut->bytes;
      }
      const std::string_view piece = take_piece();
      if (is_no_story(piece)) continue;
      read(record, piece);
      return true;
    }
  }

 private:
  // Up to the next story, or one story.
  std::string_view take_piece() {
    const std::size_t first = find_story(rest_, 0);
    const std::string_view piece = rest_.substr(0, first == 0 ? find_story(rest_, 1) : first);
    rest_.remove_prefix(piece.size());
    return piece;
  }

  void read(ParsedRecord& record, std::string_view piece) {
    if (find_story(piece, 0) != 0) return reject(record, piece, "stands in no <REUTERS> element");
    Article article;
    std::string problem = parse_reuters_story(to_utf8(piece, decoded_), article);
    if (!problem.empty()) return reject(record, piece, std::move(problem));
    record.raw = piece;
    record.content = std::move(article);
  }

  static void reject(ParsedRecord& record, std::string_view bytes, std::string reason) {
    record.raw = bytes;
    record.content = Malformed{std::move(reason), std::string(bytes)};
  }

  Cutter cutter_;
  std::string_view rest_;  ///< of the last cut
  std::string decoded_;
};

bool detect(std::string_view head) {
  return base::trim(head).starts_with('<') && find_story(head, 0) != std::string_view::npos;
}

}  // namespace

extern const Format reuters_format;
const Format reuters_format{"reuters", "Reuters-21578: SGML with one <REUTERS> element a story",
                            &detect, [](ByteWindow& bytes) -> std::unique_ptr<RecordSource> {
                              return std::make_unique<ReutersSource>(bytes);
                            }};

}  // namespace dateline::archive
