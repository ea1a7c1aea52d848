#include "archive/json_article.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "archive/body.h"
#include "archive/byte_window.h"
#include "archive/encoding.h"
#include "base/dates.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

static_assert(ByteWindow::padding >= simdjson::SIMDJSON_PADDING);

constexpr int deepest_nesting = 200;

bool is_digit(char each) {
  return each >= '0' && each <= '9';
}

// RFC 8259, section 6.
bool is_json_number(std::string_view text) {
  const auto take_digits = [&] {
    const std::size_t before = text.size();
    while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
    return before != text.size();
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0')) {
    text.remove_prefix(1);
  } else if (!take_digits()) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!take_digits()) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!take_digits()) return false;
  }
  return text.empty();
}

/// What one key has.
struct JsonValue {
  enum class Kind { null, text, list, other };
  Kind kind = Kind::null;
  std::string text;                ///< of a string, a number, true or false
  std::vector<std::string> items;  ///< of a list: what counts as text
  bool only_texts = true;          ///< the list has nothing but texts and nulls
  bool string = false;             ///< `text` was a string: `raw` is not needed to keep it
  std::string_view raw;            ///< the value as it stands in the line
};

/// Takes values off an On-Demand document, each consumed and checked whole.
class ValueReader {
 public:
  explicit ValueReader(ondemand::document& document) : document_(document) {}

  error_code read(ondemand::value value, JsonValue& out) {
    std::string_view token;
    if (const auto error = first_token(value, token)) return error;
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return error;
    switch (type) {
      case ondemand::json_type::string:
        return read_string(value, out);
      case ondemand::json_type::array:
        if (const auto error = read_list(value, out)) return error;
        return keep_raw(token, out);
      case ondemand::json_type::object:
        out.kind = JsonValue::Kind::other;
        if (const auto error = check(value, 1)) return error;
        return keep_raw(token, out);
      default:
        return read_literal(token, out);
    }
  }

 private:
  static error_code first_token(ondemand::value& value, std::string_view& token) {
    token = base::trim(value.raw_json_token());
    return token.empty() ? simdjson::TAPE_ERROR : simdjson::SUCCESS;
  }

  static error_code read_string(ondemand::value& value, JsonValue& out) {
    std::string_view text;
    if (const auto error = value.get_string().get(text)) return error;
    out.kind = JsonValue::Kind::text;
    out.string = true;
    out.text = text;
    return simdjson::SUCCESS;
  }

  static error_code read_literal(std::string_view token, JsonValue& out) {
    out.raw = token;
    if (token == "null") return simdjson::SUCCESS;
    if (token != "true" && token != "false" && !is_json_number(token)) {
      return simdjson::NUMBER_ERROR;
    }
    out.kind = JsonValue::Kind::text;
    out.text = token;
    return simdjson::SUCCESS;
  }

  error_code read_list(ondemand::value& value, JsonValue& out) {
    out.kind = JsonValue::Kind::list;
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) return error;
    for (auto each : array) {
      ondemand::value item;
      if (const auto error = each.get(item)) return error;
      std::string_view token;
      if (const auto error = first_token(item, token)) return error;
      if (token.front() == '[' || token.front() == '{') {
        out.only_texts = false;
        if (const auto error = check(item, 1)) return error;
        continue;
      }
      JsonValue text;
      if (const auto error = read(item, text)) return error;
      if (text.kind == JsonValue::Kind::text) out.items.push_back(std::move(text.text));
    }
    return simdjson::SUCCESS;
  }

  // On-Demand checks only what is visited.
  error_code check(ondemand::value value, int depth) {
    if (depth > deepest_nesting) return simdjson::DEPTH_ERROR;
    std::string_view token;
    if (const auto error = first_token(value, token)) return error;
    if (token.front() == '[') {
      ondemand::array array;
      if (const auto error = value.get_array().get(array)) return error;
      for (auto each : array) {
        ondemand::value item;
        if (const auto error = each.get(item)) return error;
        if (const auto error = check(item, depth + 1)) return error;
      }
      return simdjson::SUCCESS;
    }
    if (token.front() == '{') {
      ondemand::object object;
      if (const auto error = value.get_object().get(object)) return error;
      for (auto each : object) {
        ondemand::field field;
        if (const auto error = std::move(each).get(field)) return error;
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key)) return error;
        if (const auto error = check(field.value(), depth + 1)) return error;
      }
      return simdjson::SUCCESS;
    }
    JsonValue ignored;
    return read(value, ignored);
  }

  // Called when the value is consumed: it ends before the next token, a comma or bracket.
  error_code keep_raw(std::string_view first, JsonValue& out) const {
    const char* end = nullptr;
    if (const auto error = document_.current_location().get(end)) return error;
    out.raw = base::trim({first.data(), static_cast<std::size_t>(end - first.data())});
    return simdjson::SUCCESS;
  }

  ondemand::document& document_;
};

/// The keys that are names of plain text fields.
struct TextKey {
  std::string_view name;
  std::string Article::*field;
};
constexpr std::array text_keys{TextKey{"headline", &Article::headline},
                               TextKey{"source", &Article::source},
                               TextKey{"section", &Article::section}, TextKey{"url", &Article::url},
                               TextKey{"language", &Article::language}};

struct LabelKey {
  std::string_view name;
  std::optional<FacetValues> Article::*field;
};
constexpr std::array label_keys{LabelKey{"people", &Article::people},
                                LabelKey{"countries", &Article::countries},
                                LabelKey{"topics", &Article::topics}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> aliases{
    {{"title", "headline"}, {"text", "body"}, {"author", "byline"}}};

std::string join(const std::vector<std::string>& items, std::string_view separator) {
  std::string out;
  for (const std::string& each : items) {
    if (each.empty()) continue;
    if (!out.empty()) out += separator;
    out += each;
  }
  return out;
}

void keep_in_extra(Article& article, std::string_view key, JsonValue& value) {
  if (value.kind == JsonValue::Kind::null) return;
  article.extra[single_line(key)] = value.string ? std::move(value.text) : std::string(value.raw);
}

bool is_text(const JsonValue& value) {
  return value.kind == JsonValue::Kind::text;
}

FacetValues given_values(const std::vector<std::string>& texts) {
  FacetValues out;
  for (const std::string& each : texts) {
    FacetValue value;
    value.value = single_line(each);
    const bool known = std::any_of(out.begin(), out.end(), [&](const FacetValue& other) {
      return other.value == value.value;
    });
    if (!value.value.empty() && !known) out.push_back(std::move(value));
  }
  return out;
}

/// Puts values where they belong. What depends on other fields (body, dateline, byline) is held
/// back until all are known.
class ArticleFiller {
 public:
  explicit ArticleFiller(Article& article) : article_(article) {}

  void take(std::string_view key, JsonValue& value) {
    if (value.kind == JsonValue::Kind::null) return;
    // Two ids that differ in a control character are two ids.
    if (key != "id") clean_text(value.text);
    for (std::string& each : value.items) clean_text(each);
    const auto* alias = std::find_if(aliases.begin(), aliases.end(),
                                     [&](const auto& each) { return each.first == key; });
    if (alias != aliases.end()) {
      aliased_.emplace_back(*alias, std::move(value));
      return;
    }
    if (!take_named(key, value)) keep_in_extra(article_, key, value);
  }

  void finish() {
    for (auto& [names, value] : aliased_) {
      if (has(names.second) || !take_named(names.second, value)) {
        keep_in_extra(article_, names.first, value);
      }
    }
    if (!dateline_.empty()) set_dateline_value(article_, dateline_);
    if (!byline_.empty()) set_author_value(article_, byline_);
    set_body(article_, body_, DatelineContext::paragraph);
  }

 private:
  bool has(std::string_view name) const {
    return !(name == "headline" ? article_.headline : name == "body" ? body_ : byline_).empty();
  }

  // False where the key is unknown or does not take such a value.
  bool take_named(std::string_view key, JsonValue& value) {
    for (const TextKey& each : text_keys) {
      if (each.name != key) continue;
      if (is_text(value)) article_.*each.field = single_line(value.text);
      return is_text(value);
    }
    for (const LabelKey& each : label_keys) {
      if (each.name == key) return take_labels(value, article_.*each.field);
    }
    if (key == "id") {
      if (!is_text(value)) return false;
      article_.id = std::move(value.text);
      return true;
    }
    if (key == "date") return take_date(value);
    if (key == "body") return take_joined(value, "\n\n", body_);
    if (key == "byline") return take_joined(value, ", ", byline_);
    if (key != "dateline" || !is_text(value)) return false;
    dateline_ = single_line(value.text);
    return true;
  }

  static bool take_joined(JsonValue& value, std::string_view separator, std::string& out) {
    const bool list = value.kind == JsonValue::Kind::list && value.only_texts;
    if (!list && !is_text(value)) return false;
    out = list ? join(value.items, separator) : std::move(value.text);
    if (separator == ", ") out = single_line(out);
    return true;
  }

  static bool take_labels(const JsonValue& value, std::optional<FacetValues>& out) {
    if (is_text(value)) {
      FacetValues values = given_values({value.text});
      if (!values.empty()) out = std::move(values);
      return true;
    }
    if (value.kind != JsonValue::Kind::list) return false;
    FacetValues values = given_values(value.items);
    if (!values.empty() || value.raw.find_first_not_of("[ \t]") == std::string_view::npos) {
      out = std::move(values);
    }
    return value.only_texts;
  }

  bool take_date(const JsonValue& value) {
    if (!is_text(value)) return false;
    if (base::trim(value.text).empty()) return true;
    const auto timestamp = base::parse_timestamp(value.text);
    if (!timestamp) return false;
    article_.date = timestamp->day;
    article_.instant = timestamp->instant;
    return true;
  }

  Article& article_;
  std::string body_;
  std::string dateline_;
  std::string byline_;
  std::vector<std::pair<std::pair<std::string_view, std::string_view>, JsonValue>> aliased_;
};

}  // namespace

struct JsonArticleParser::Impl {
  error_code parse(std::string_view json, ArticleFiller& filler) {
    ondemand::document document;
    const simdjson::padded_string_view padded(json.data(), json.size(),
                                              json.size() + ByteWindow::padding);
    if (const auto error = parser.iterate(padded).get(document)) return error;
    ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    ValueReader reader(document);
    for (auto each : object) {
      ondemand::field field;
      if (const auto error = std::move(each).get(field)) return error;
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return error;
      JsonValue value;
      if (const auto error = reader.read(field.value(), value)) return error;
      filler.take(key, value);
    }
    // A location after the last bracket is that of something more.
    return document.current_location().error() == simdjson::SUCCESS ? simdjson::TAPE_ERROR
                                                                    : simdjson::SUCCESS;
  }

  ondemand::parser parser;
};

JsonArticleParser::JsonArticleParser() : impl_(std::make_unique<Impl>()) {}
JsonArticleParser::~JsonArticleParser() = default;

std::string JsonArticleParser::parse(std::string_view json, Article& article) {
  ArticleFiller filler(article);
  const error_code error = impl_->parse(json, filler);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  if (error == simdjson::INCORRECT_TYPE) return "not a JSON object";
  if (error == simdjson::STRING_ERROR) {
    return "a string has an escape that stands for no character, such as \\x or \\ud800 alone";
  }
  if (error != simdjson::SUCCESS) {
    return std::string("not a JSON object: ") + simdjson::error_message(error);
  }
  filler.finish();
  return {};
}

}  // namespace dateline::archive
