#include "archive/reuters_story.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "archive/body.h"
#include "archive/boilerplate.h"
#include "archive/byte_window.h"
#include "archive/encoding.h"
#include "archive/letters.h"
#include "base/dates.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

// The elements of lewis.dtd, in the order of its records.
enum Element : std::size_t {
  date,
  mknote,
  topics,
  places,
  people,
  orgs,
  exchanges,
  companies,
  unknown,
  text,
  author,
  dateline,
  title,
  body,
  element_count,
};

constexpr std::array<std::string_view, element_count> element_names{
    "DATE",      "MKNOTE",  "TOPICS", "PLACES", "PEOPLE",   "ORGS",  "EXCHANGES",
    "COMPANIES", "UNKNOWN", "TEXT",   "AUTHOR", "DATELINE", "TITLE", "BODY"};

constexpr std::size_t longest_entity = 10;
constexpr std::size_t longest_tag = 256;

std::optional<char32_t> entity_value(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char32_t>, 5> named{
      {{"lt", U'<'}, {"gt", U'>'}, {"amp", U'&'}, {"quot", U'"'}, {"apos", U'\''}}};
  for (const auto& [each, character] : named) {
    if (each == name) return character;
  }
  if (!name.starts_with('#')) return std::nullopt;
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), value, hexadecimal ? 16 : 10);
  if (error != std::errc{} || end != name.data() + name.size() || name.empty()) {
    return std::nullopt;
  }
  if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return std::nullopt;
  return static_cast<char32_t>(value);
}

std::string clean(std::string_view sgml) {
  std::string out = resolve_entities(sgml);
  clean_text(out);
  return out;
}

/// An open or close tag that is one of the elements.
struct Tag {
  std::size_t from = 0;  ///< of '<'
  std::size_t to = 0;    ///< behind '>'
  std::size_t element = 0;
  bool closes = false;
};

std::optional<Tag> tag_at(std::string_view sgml, std::size_t at) {
  Tag tag;
  tag.from = at;
  std::string_view rest = sgml.substr(at + 1);
  tag.closes = rest.starts_with('/');
  if (tag.closes) rest.remove_prefix(1);
  for (tag.element = 0; tag.element < element_count; ++tag.element) {
    const std::string_view name = element_names.at(tag.element);
    if (rest.empty() || rest.front() != name.front() || !rest.starts_with(name) ||
        rest.size() == name.size()) {
      continue;
    }
    const char behind = rest[name.size()];
    if (behind != '>' && behind != ' ') continue;
    const auto end = rest.substr(0, longest_tag).find('>', name.size());
    if (end == std::string_view::npos) return std::nullopt;
    tag.to = static_cast<std::size_t>(rest.data() - sgml.data()) + end + 1;
    return tag;
  }
  return std::nullopt;
}

/// The elements of a story. An element that comes again adds to the first.
class Elements {
 public:
  /// Why the story cannot be read; empty: it can.
  std::string read(std::string_view sgml) {
    std::size_t outside = 0;  ///< where text begins that is in no child
    for (auto at = sgml.find('<'); at != std::string_view::npos; at = sgml.find('<', at)) {
      const auto tag = tag_at(sgml, at);
      if (!tag) {
        ++at;
        continue;
      }
      at = tag->to;
      if (tag->element == text) {
        take_loose(sgml.substr(outside, tag->from - outside));
        if (tag->closes == in_text_) {
          in_text_ = !tag->closes;
        } else {
          return misplaced(*tag);
        }
        if (!tag->closes) text_tag_ = sgml.substr(tag->from, tag->to - tag->from);
        outside = tag->to;
        continue;
      }
      if (tag->closes) return misplaced(*tag);
      take_loose(sgml.substr(outside, tag->from - outside));
      const std::string end = fmt::format("</{}>", element_names.at(tag->element));
      const auto close = find_bytes(sgml, end, tag->to);
      if (close == std::string_view::npos) {
        return fmt::format("<{}> is not closed", element_names.at(tag->element));
      }
      std::string& content = contents_.at(tag->element);
      if (!content.empty()) content += '\n';
      content += sgml.substr(tag->to, close - tag->to);
      at = outside = close + end.size();
    }
    if (in_text_) return "<TEXT> is not closed";
    take_loose(sgml.substr(outside));
    return {};
  }

  std::string_view content(Element element) const { return contents_.at(element); }
  /// The open tag of TEXT, which has an attribute.
  std::string_view text_tag() const { return text_tag_; }
  /// What stands in no element.
  std::string_view outside() const { return outside_; }

 private:
  // Text between the elements: of TEXT, or of nothing.
  void take_loose(std::string_view between) {
    std::string& to = in_text_ ? contents_[text] : outside_;
    if (!to.empty()) to += '\n';
    to += between;
  }

  static std::string misplaced(const Tag& tag) {
    return fmt::format("<{}{}> where none can be", tag.closes ? "/" : "",
                       element_names.at(tag.element));
  }

  std::array<std::string, element_count> contents_;
  std::string_view text_tag_;
  std::string outside_;
  bool in_text_ = false;
};

// Calls `visit(name, value)` for each NAME="value" of an open tag.
template <class Visit>
void for_each_attribute(std::string_view tag, Visit visit) {
  for (auto equals = tag.find("=\""); equals != std::string_view::npos;
       equals = tag.find("=\"", equals)) {
    const auto space = tag.rfind(' ', equals);
    const auto end = tag.find('"', equals + 2);
    if (space == std::string_view::npos || end == std::string_view::npos) return;
    visit(tag.substr(space + 1, equals - space - 1), tag.substr(equals + 2, end - equals - 2));
    equals = end;
  }
}

std::vector<std::string> list_items(std::string_view content) {
  std::vector<std::string> items;
  for (auto at = content.find("<D>"); at != std::string_view::npos; at = content.find("<D>", at)) {
    at += 3;
    const auto end = content.find("</D>", at);
    std::string item = single_line(resolve_entities(content.substr(at, end - at)));
    if (!item.empty() && std::find(items.begin(), items.end(), item) == items.end()) {
      items.push_back(std::move(item));
    }
  }
  return items;
}

std::optional<FacetValues> given_values(std::string_view content) {
  FacetValues values;
  for (std::string& each : list_items(content)) {
    FacetValue value;
    value.value = std::move(each);
    values.push_back(std::move(value));
  }
  if (values.empty()) return std::nullopt;
  return values;
}

void set_extra(Article& article, std::string_view key, std::string value) {
  if (!value.empty()) article.extra[std::string(key)] = std::move(value);
}

void set_extra_list(Article& article, std::string_view key, std::string_view content) {
  std::string joined;
  for (const std::string& each : list_items(content)) {
    joined += (joined.empty() ? "" : ",") + each;
  }
  set_extra(article, key, std::move(joined));
}

// "26-FEB-1987 15:01:01.79", at times followed by control characters ("&#5;") and codes of the
// wire.
void set_date(Article& article, std::string_view content) {
  const std::string_view stamp = base::trim(content.substr(0, content.find('&')));
  if (const auto timestamp = base::parse_timestamp(stamp)) {
    article.date = timestamp->day;
    article.instant = timestamp->instant;
    content.remove_prefix(static_cast<std::size_t>(stamp.data() + stamp.size() - content.data()));
  } else if (const auto day = base::parse_timestamp(stamp.substr(0, stamp.find(' ')))) {
    // A time that is none, or a remark behind it.
    article.date = day->day;
  }
  set_extra(article, "date", single_line(resolve_entities(content)));
}

void set_attributes(Article& article, std::string_view tag) {
  bool has_topics = false;
  for_each_attribute(tag, [&](std::string_view name, std::string_view value) {
    if (name == "NEWID") {
      article.id = single_line(resolve_entities(value));
    } else {
      has_topics = has_topics || (name == "TOPICS" && value == "YES");
      // "topics" itself would read as the labels.
      const std::string key = name == "TOPICS" ? "topics_attribute" : base::to_lower_ascii(name);
      set_extra(article, key, single_line(resolve_entities(value)));
    }
  });
  if (has_topics && !article.topics) article.topics.emplace();
}

// "Reuter", "REUTER...", "REUTER E": a letter at the end is a code of the wire.
bool is_sign_off(std::string_view line) {
  // "Reuters." is the end of a sentence.
  if (equals_ignoring_case(line, "reuters")) return true;
  while (line.ends_with('.')) line.remove_suffix(1);
  if (line.size() > 2 && line[line.size() - 2] == ' ') line.remove_suffix(2);
  return equals_ignoring_case(line, "reuter");
}

bool is_filler(std::string_view line) {
  return line == "Blah blah blah.";
}

// Sign-off and filler off the end.
std::string_view without_sign_off(std::string_view running, std::string& removed) {
  for (;;) {
    const auto last = running.find_last_not_of(" \t\n");
    if (last == std::string_view::npos) return {};
    running = running.substr(0, last + 1);
    const auto end = running.rfind('\n');
    const std::size_t from = end == std::string_view::npos ? 0 : end + 1;
    const std::string_view line = base::trim(running.substr(from));
    if (!is_sign_off(line) && !is_filler(line)) return running;
    add_removed(removed, line);
    running = running.substr(0, from);
  }
}

void set_text(Article& article, const Elements& elements) {
  article.headline = single_line(resolve_entities(elements.content(title)));
  while (article.headline.starts_with('*')) article.headline.erase(0, 1);
  // Where the wire's markup failed, DATELINE holds a piece of the body: read as one text, the
  // dateline comes off and nothing else does.
  std::string running = clean(elements.content(dateline));
  const bool labelled = !running.empty();
  running += clean(elements.content(body));
  std::string loose = clean(elements.content(text));
  // Stars before the title of a brief are its urgency.
  loose.erase(0, std::min(loose.find_first_not_of("* \t\n"), loose.size()));
  if (!loose.empty()) {
    if (!running.empty()) running += "\n\n";
    running += loose;
  }
  const std::string_view signed_off = without_sign_off(running, article.removed);
  set_body(article, signed_off, labelled ? DatelineContext::labelled : DatelineContext::paragraph);
}

}  // namespace

std::string resolve_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (;;) {
    const auto at = text.find('&');
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at);
    const auto end = text.substr(0, longest_entity).find(';');
    const auto value =
        end == std::string_view::npos ? std::nullopt : entity_value(text.substr(1, end - 1));
    if (!value) {
      out += '&';
      text.remove_prefix(1);
      continue;
    }
    append_utf8(out, *value);
    text.remove_prefix(end + 1);
  }
}

std::string parse_reuters_story(std::string_view sgml, Article& article) {
  const auto tag_end = sgml.find('>');
  const auto close = sgml.rfind("</REUTERS>");
  if (tag_end == std::string_view::npos || close == std::string_view::npos || close < tag_end) {
    return "<REUTERS> is not closed";
  }
  Elements elements;
  std::string problem = elements.read(sgml.substr(tag_end + 1, close - tag_end - 1));
  if (!problem.empty()) return problem;
  article.topics = given_values(elements.content(topics));
  article.countries = given_values(elements.content(places));
  article.people = given_values(elements.content(people));
  set_attributes(article, sgml.substr(0, tag_end));
  for_each_attribute(elements.text_tag(), [&](std::string_view, std::string_view value) {
    set_extra(article, "type", single_line(value));
  });
  set_extra_list(article, "orgs", elements.content(orgs));
  set_extra_list(article, "exchanges", elements.content(exchanges));
  set_extra_list(article, "companies", elements.content(companies));
  set_extra(article, "unknown", single_line(resolve_entities(elements.content(unknown))));
  set_extra(article, "mknote", single_line(resolve_entities(elements.content(mknote))));
  set_date(article, elements.content(date));
  // Every story of the collection came over Reuters' wire.
  article.source = "Reuters";
  if (!base::trim(elements.content(author)).empty()) {
    set_author_value(article, single_line(resolve_entities(elements.content(author))));
  }
  set_text(article, elements);
  add_removed(article.removed, clean(elements.outside()));
  return {};
}

}  // namespace dateline::archive
