#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "archive/real_data.h"
#include "dateline/reader.h"

using namespace dateline;

namespace {

using Counts = std::map<std::string, int>;

// Every <D> between one pair of tags, by nothing but searching for strings. A label that an element
// lists twice counts once: an article has a value or has it not.
Counts count_naively(const std::string& sgml, const std::string& element) {
  Counts counts;
  const std::string open = "<" + element + ">";
  const std::string close = "</" + element + ">";
  for (auto from = sgml.find(open); from != std::string::npos; from = sgml.find(open, from)) {
    const auto end = sgml.find(close, from);
    std::set<std::string> labels;
    for (auto at = sgml.find("<D>", from); at < end; at = sgml.find("<D>", at + 1)) {
      labels.insert(sgml.substr(at + 3, sgml.find("</D>", at) - at - 3));
    }
    for (const std::string& each : labels) ++counts[each];
    from = end;
  }
  return counts;
}

int count_string(const std::string& text, const std::string& wanted) {
  int count = 0;
  for (auto at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1))
    ++count;
  return count;
}

std::string all_files(const std::filesystem::path& folder) {
  std::string out;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".sgm") continue;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    out += bytes.str();
  }
  return out;
}

void add(Counts& counts, const std::optional<FacetValues>& values) {
  if (!values) return;
  for (const FacetValue& each : *values) ++counts[each.value];
}

}  // namespace

TEST_CASE("Reuters-21578: every story is an article, and the labels agree to the last count") {
  const auto folder = archive::real_data("reuters21578");
  if (!folder) return;
  int stories = 0;
  int with_body = 0;
  int without_topics = 0;
  Counts topics;
  Counts places;
  Counts people;
  std::map<std::string, int> ids;
  ArticleReader reader = ArticleReader::open(*folder);
  for (const Record& record : reader) {
    if (const Rejection* rejection = record.rejection()) FAIL(rejection->file << rejection->reason);
    const Article& article = *record.article();
    ++stories;
    ++ids[article.id];
    with_body += article.body.empty() ? 0 : 1;
    without_topics += article.topics && article.topics->empty() ? 1 : 0;
    add(topics, article.topics);
    add(places, article.countries);
    add(people, article.people);
    CHECK(article.date.has_value());
    CHECK(article.source == "Reuters");
    CHECK(article.body.find("Blah blah blah.") == std::string::npos);
  }
  const std::string sgml = all_files(*folder);
  CHECK(stories == 18279);
  CHECK(stories == count_string(sgml, "<REUTERS "));
  CHECK(ids.size() == 18279);
  // BODY elements, and the 722 stories of which the text stands in TEXT itself.
  CHECK(with_body == count_string(sgml, "<BODY>") + 722);
  CHECK(without_topics > 0);
  CHECK(topics == count_naively(sgml, "TOPICS"));
  CHECK(places == count_naively(sgml, "PLACES"));
  CHECK(people == count_naively(sgml, "PEOPLE"));
  CHECK(reader.progress().bytes_read == reader.progress().bytes_total);
}
