#include "peers/protocol/article_lines.h"

#include <stdexcept>

#include <fmt/format.h>
#include <simdjson.h>

namespace bench::peers {
namespace {

namespace ondemand = simdjson::ondemand;

void read_labels(ondemand::value value, std::vector<std::string>& labels) {
  for (ondemand::value each : value.get_array()) {
    labels.emplace_back(std::string_view(each.get_string()));
  }
}

PlainArticle read_article(ondemand::object object) {
  PlainArticle article;
  for (auto field : object) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "people") {
      read_labels(value, article.labels[0]);
    } else if (key == "countries") {
      read_labels(value, article.labels[1]);
    } else if (key == "topics") {
      read_labels(value, article.labels[2]);
    } else if (!value.is_null()) {
      std::string& text = key == "id"         ? article.id
                          : key == "headline" ? article.headline
                          : key == "date"     ? article.date
                                              : article.body;
      text = std::string_view(value.get_string());
    }
  }
  return article;
}

}  // namespace

std::int64_t day_number(const std::string& date) {
  if (date.size() != 10) return 0;
  return std::stoll(date.substr(0, 4) + date.substr(5, 2) + date.substr(8, 2));
}

std::uint64_t for_each_article(const std::filesystem::path& file,
                               const std::function<void(const PlainArticle&)>& take) try {
  const auto bytes = simdjson::padded_string::load(file.string());
  if (bytes.error() != simdjson::SUCCESS) {
    throw std::runtime_error("cannot read " + file.string());
  }
  ondemand::parser parser;
  auto lines = parser.iterate_many(bytes.value_unsafe(), std::size_t{16} << 20).value();
  std::uint64_t count = 0;
  for (auto line : lines) {
    take(read_article(line.get_object()));
    ++count;
  }
  return count;
} catch (const simdjson::simdjson_error& error) {
  throw std::runtime_error(
      fmt::format("{} is no archive of the bench: {}", file.string(), error.what()));
}

}  // namespace bench::peers
