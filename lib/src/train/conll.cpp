#include "train/conll.h"

#include <algorithm>
#include <fstream>
#include <optional>

#include <fmt/format.h>

#include "dateline/error.h"

namespace dateline::train {
namespace {

using annotate::NameTag;

// Longer sentences begin with no dateline.
constexpr std::size_t longest_dateline = 7;
constexpr std::size_t longest_byline = 6;

std::vector<std::string_view> columns(std::string_view line) {
  std::vector<std::string_view> out;
  std::size_t at = 0;
  while ((at = line.find_first_not_of(" \t\r", at)) != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
    out.push_back(line.substr(at, end - at));
    at = end;
  }
  return out;
}

bool is_tag(std::string_view text) {
  return text == "O" || ((text.starts_with("B-") || text.starts_with("I-")) && text.size() > 2);
}

NameTag kind_of(std::string_view name) {
  if (name == "PER" || name == "PERSON") return NameTag::person_only;
  if (name == "LOC" || name == "GPE") return NameTag::place;
  if (name == "ORG") return NameTag::organisation;
  return NameTag::other;
}

// Of two columns or of three with a document's number the second, of four the last.
std::optional<std::string_view> tag_column(const std::vector<std::string_view>& line) {
  if (line.size() >= 4 && is_tag(line.back())) return line.back();
  if (line.size() >= 2 && is_tag(line[1])) return line[1];
  return {};
}

bool is_date(std::string_view text) {
  if (text.size() != 10) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool sign = at == 4 || at == 7;
    if (sign != (text[at] == '-')) return false;
    if (!sign && (text[at] < '0' || text[at] > '9')) return false;
  }
  return true;
}

bool is_dateline(const LabelledSentence& sentence) {
  return sentence.size() >= 2 && sentence.size() <= longest_dateline &&
         is_date(sentence.back().text);
}

bool is_byline(const LabelledSentence& sentence) {
  return sentence.size() <= longest_byline &&
         std::all_of(sentence.begin(), sentence.end(),
                     [](const LabelledToken& each) { return each.kind == NameTag::person_only; });
}

std::vector<LabelledDocument> split_at_datelines(LabelledDocument sentences) {
  std::vector<std::size_t> starts{0};
  for (std::size_t each = 1; each < sentences.size(); ++each) {
    if (!is_dateline(sentences[each])) continue;
    const std::size_t byline = is_byline(sentences[each - 1]) && each >= 2 ? 1 : 0;
    if (const std::size_t start = each - 1 - byline; start > starts.back()) starts.push_back(start);
  }
  starts.push_back(sentences.size());
  std::vector<LabelledDocument> documents;
  for (std::size_t each = 0; each + 1 < starts.size(); ++each) {
    documents.emplace_back(
        std::make_move_iterator(sentences.begin() + static_cast<std::ptrdiff_t>(starts[each])),
        std::make_move_iterator(sentences.begin() + static_cast<std::ptrdiff_t>(starts[each + 1])));
  }
  return documents;
}

class Reader {
 public:
  Reader(std::istream& in, std::string_view name) : in_(in), name_(name) {}

  std::vector<LabelledDocument> read() {
    std::string line;
    while (std::getline(in_, line)) {
      ++line_number_;
      read_line(line);
    }
    end_sentence();
    if (has_marks_) {
      end_document();
      return std::move(documents_);
    }
    if (document_.empty()) return {};
    return split_at_datelines(std::move(document_));
  }

 private:
  void read_line(std::string_view line) {
    const auto parts = columns(line);
    if (parts.empty()) {
      end_sentence();
      return;
    }
    if (parts[0] == "-DOCSTART-") {
      end_sentence();
      end_document();
      has_marks_ = true;
      return;
    }
    const auto tag = tag_column(parts);
    if (!tag) {
      throw InvalidArgumentError(
          fmt::format("{}:{}: '{}' is no line of the CoNLL form: a token and its tag (O, B-PER, "
                      "I-PER, ...) with white space between",
                      name_, line_number_, line.substr(0, 60)));
    }
    LabelledToken token;
    token.text = parts[0];
    if (*tag != "O") {
      token.kind = kind_of(tag->substr(2));
      const bool goes_on =
          tag->starts_with("I-") && !sentence_.empty() && sentence_.back().kind == token.kind;
      token.begins = !goes_on;
    }
    sentence_.push_back(std::move(token));
  }

  void end_sentence() {
    if (!sentence_.empty()) document_.push_back(std::move(sentence_));
    sentence_.clear();
  }
  void end_document() {
    if (!document_.empty()) documents_.push_back(std::move(document_));
    document_.clear();
  }

  std::istream& in_;
  std::string_view name_;
  std::size_t line_number_ = 0;
  bool has_marks_ = false;
  LabelledSentence sentence_;
  LabelledDocument document_;
  std::vector<LabelledDocument> documents_;
};

}  // namespace

std::vector<LabelledDocument> read_conll(std::istream& in, std::string_view name) {
  return Reader(in, name).read();
}

std::vector<LabelledDocument> read_conll(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    throw NotFoundError(fmt::format("there is no file '{}'", file.string()));
  }
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file, error)) {
    throw IoError(fmt::format("{}: cannot be read", file.string()));
  }
  return read_conll(in, file.string());
}

}  // namespace dateline::train
