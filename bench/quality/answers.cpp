#include "quality/answers.h"

#include <cstdint>
#include <fstream>
#include <limits>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dateline/error.h"

namespace dateline::quality {
namespace {

using Json = nlohmann::json;

/// What is wrong with a line; the reader adds where it stands.
struct BadLine {
  std::string reason;
};

std::vector<std::string> strings(const Json& line, const char* key) {
  const auto found = line.find(key);
  if (found == line.end()) return {};
  if (!found->is_array()) throw BadLine{fmt::format("'{}' is no array", key)};
  std::vector<std::string> values;
  for (const Json& each : *found) {
    if (!each.is_string()) throw BadLine{fmt::format("'{}' has a value that is no string", key)};
    values.push_back(each.get<std::string>());
  }
  return values;
}

std::string text(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) {
    throw BadLine{fmt::format("'{}' is missing or no string", key)};
  }
  return found->get<std::string>();
}

std::uint32_t offset(const Json& span, const char* key) {
  const auto found = span.find(key);
  if (found == span.end() || !found->is_number_unsigned() ||
      found->get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max()) {
    throw BadLine{fmt::format("a span's '{}' is missing or no number of bytes", key)};
  }
  return found->get<std::uint32_t>();
}

TextField field_of(const Json& span) {
  const std::string name = text(span, "field");
  for (const TextField field : {TextField::headline, TextField::body, TextField::dateline,
                                TextField::byline, TextField::source, TextField::section}) {
    if (to_string(field) == name) return field;
  }
  throw BadLine{fmt::format("a span's field '{}' is none of an article", name)};
}

std::vector<Span> person_spans(const Json& line) {
  const auto found = line.find("spans");
  if (found == line.end()) return {};
  if (!found->is_array()) throw BadLine{"'spans' is no array"};
  std::vector<Span> spans;
  for (const Json& each : *found) {
    if (!each.is_object()) throw BadLine{"a span is no object"};
    if (text(each, "facet") != "person") continue;
    const Span span{field_of(each), offset(each, "from"), offset(each, "to")};
    if (span.from >= span.to) throw BadLine{"a span ends before it begins"};
    spans.push_back(span);
  }
  return spans;
}

Answer read_answer(const std::string& line, const std::string& id) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) throw BadLine{"not a JSON object"};
  if (const std::string given = text(json, "id"); given != id) {
    throw BadLine{fmt::format("answers article '{}', but '{}' is next", given, id)};
  }
  if (!json.contains("people") && !json.contains("countries") && !json.contains("topics")) {
    throw BadLine{"has none of 'people', 'countries', 'topics'"};
  }
  return {.people = strings(json, "people"),
          .countries = strings(json, "countries"),
          .topics = strings(json, "topics"),
          .person_spans = person_spans(json)};
}

}  // namespace

Answer answer_of(const Article& annotated) {
  Answer answer;
  for (const FacetValue& each : annotated.people.value_or(FacetValues{})) {
    answer.people.push_back(each.label.empty() ? each.value : each.label);
    answer.person_spans.insert(answer.person_spans.end(), each.spans.begin(), each.spans.end());
  }
  for (const FacetValue& each : annotated.countries.value_or(FacetValues{})) {
    answer.countries.push_back(each.value);
  }
  for (const FacetValue& each : annotated.topics.value_or(FacetValues{})) {
    answer.topics.push_back(each.value);
  }
  return answer;
}

Answers read_answers(const std::filesystem::path& file, std::span<const std::string> ids) {
  if (!std::filesystem::exists(file)) {
    throw NotFoundError(fmt::format("there is no file '{}'", file.string()));
  }
  std::ifstream in(file, std::ios::binary);
  Answers answers;
  for (std::string line; std::getline(in, line);) {
    const std::size_t number = answers.size() + 1;
    try {
      if (number > ids.size()) {
        throw BadLine{fmt::format("one line too many: the task has {} articles", ids.size())};
      }
      answers.push_back(read_answer(line, ids[number - 1]));
    } catch (const BadLine& bad) {
      throw InvalidArgumentError(fmt::format("{}:{}: {}", file.string(), number, bad.reason));
    }
  }
  if (!in.eof()) throw IoError(fmt::format("cannot read '{}'", file.string()));
  if (answers.size() < ids.size()) {
    throw InvalidArgumentError(fmt::format("{}:{}: the file ends, but '{}' is next of {} articles",
                                           file.string(), answers.size() + 1, ids[answers.size()],
                                           ids.size()));
  }
  return answers;
}

}  // namespace dateline::quality
