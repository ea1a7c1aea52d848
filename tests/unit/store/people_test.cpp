#include "store/people.h"

#include <map>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "random_articles.h"

using namespace dateline::store;
using dateline::Article;
using dateline::FacetValues;
using dateline::Origin;

namespace {

/// People over a metadata table in memory.
class Archive {
 public:
  Archive() : people_(load(), "INDEX") {}

  std::string add(const std::string& key, const std::string& label) {
    Article article{.id = "1"};
    article.people = {{key, label}};
    people_.settle(*article.people);
    people_.add(article);
    return article.people->front().value;
  }

  void remove(const std::string& key, const std::string& label) {
    Article article{.id = "1"};
    article.people = {{key, label}};
    people_.remove(article);
  }

  void reopen() {
    people_.save([this](const std::string& key, const std::string& value) {
      if (value.empty()) {
        metadata_.erase(key);
      } else {
        metadata_[key] = value;
      }
    });
    people_ = People{load(), "INDEX"};
  }

  std::string label(const std::string& key) {
    reopen();
    return decode_person(metadata_[person_metadata_key(key)], "").label(key);
  }

  People& people() { return people_; }
  const std::map<std::string, std::string>& metadata() const { return metadata_; }

 private:
  People::Load load() {
    return [this](const std::string& key) { return metadata_[key]; };
  }

  std::map<std::string, std::string> metadata_;
  People people_;
};

}  // namespace

TEST_CASE("middle initials leave the key, given names and surnames stay") {
  const auto short_form = [](std::string_view key) { return take_apart(key).short_form; };
  CHECK(short_form("vladimir-v-putin") == "vladimir-putin");
  CHECK(take_apart("george-h-w-bush").initials == "h-w");
  CHECK(short_form("robert-f-kennedy-jr") == "robert-kennedy-jr");
  CHECK(short_form("j-k-rowling") == "j-k-rowling");
  CHECK(short_form("malcolm-x") == "malcolm-x");
  CHECK(short_form("иван-п-петров") == "иван-петров");
  CHECK(short_form("james-a-baker-iii") == "james-baker");
  CHECK(take_apart("james-a-baker-iii").numeral == "iii");
  CHECK(short_form("elizabeth-ii") == "elizabeth-ii");
  CHECK(short_form("putin") == "putin");
  CHECK(short_form("") == "");
}

TEST_CASE("initials may be one person's if the one set goes on where the other ends") {
  CHECK(compatible("h", "h-w"));
  CHECK(compatible("h-w", "h"));
  CHECK(compatible("w", "w"));
  CHECK_FALSE(compatible("w", "h-w"));
  CHECK_FALSE(compatible("h", "hw"));
}

TEST_CASE("the first initials claim the short key, others keep theirs") {
  Archive archive;
  CHECK(archive.add("george-h-w-bush", "George H. W. Bush") == "george-bush");
  CHECK(archive.add("george-w-bush", "George W. Bush") == "george-w-bush");
  CHECK(archive.add("george-bush", "George Bush") == "george-bush");
  CHECK(archive.add("george-h-bush", "George H. Bush") == "george-bush");
  archive.reopen();
  CHECK(archive.add("george-w-bush", "George W. Bush") == "george-w-bush");
  CHECK(archive.add("george-h-w-bush", "George H. W. Bush") == "george-bush");
}

TEST_CASE("a numeral leaves the key while nobody has another") {
  Archive archive;
  CHECK(archive.add("james-baker", "James Baker") == "james-baker");
  CHECK(archive.add("james-a-baker-iii", "James A. Baker III") == "james-baker");
  CHECK(archive.add("james-baker-iii", "James Baker III") == "james-baker");
  CHECK(archive.add("james-a-baker", "James A. Baker") == "james-baker");
  CHECK(archive.add("james-a-baker-ii", "James A. Baker II") == "james-a-baker-ii");
  CHECK(archive.add("james-b-baker", "James B. Baker") == "james-b-baker");
  archive.reopen();
  CHECK(archive.add("james-baker-ii", "James Baker II") == "james-baker-ii");
}

TEST_CASE("a key never changes, even when all who claimed it are gone") {
  Archive archive;
  CHECK(archive.add("anna-k-berg", "Anna K. Berg") == "anna-berg");
  archive.remove("anna-berg", "Anna K. Berg");
  archive.reopen();
  CHECK(archive.add("anna-m-berg", "Anna M. Berg") == "anna-m-berg");
  CHECK(archive.add("anna-k-berg", "Anna K. Berg") == "anna-berg");
}

TEST_CASE("shorter initials seen first are made longer by what goes on from them") {
  Archive archive;
  CHECK(archive.add("anna-m-berg", "Anna M. Berg") == "anna-berg");
  CHECK(archive.add("anna-m-l-berg", "Anna M. L. Berg") == "anna-berg");
  CHECK(archive.add("anna-m-k-berg", "Anna M. K. Berg") == "anna-m-k-berg");
}

TEST_CASE("values that do not come from the annotator stay as they are") {
  Archive archive;
  CHECK(archive.add("vladimir-v-putin", "") == "vladimir-v-putin");
  CHECK(archive.add("Putin, Vladimir V.", "Putin") == "Putin, Vladimir V.");
  CHECK(archive.add(std::string(300, 'a') + "-b-c", "Long") == std::string(300, 'a') + "-b-c");
  archive.reopen();
  CHECK(archive.metadata().size() == 0);
}

TEST_CASE("two names of an article that come to one key become one value") {
  Archive archive;
  FacetValues people{{"vladimir-putin",
                      "Vladimir Putin",
                      Origin::found,
                      0.5F,
                      {{dateline::TextField::body, 40, 54}}},
                     {"tom-okafor", "Tom Okafor", Origin::found, 1.0F, {}},
                     {"vladimir-v-putin",
                      "Vladimir V. Putin",
                      Origin::found,
                      0.9F,
                      {{dateline::TextField::body, 3, 20}}}};
  CHECK(archive.people().settle(people));
  REQUIRE(people.size() == 2);
  CHECK(people[0].value == "vladimir-putin");
  CHECK(people[0].label == "Vladimir V. Putin");
  CHECK(people[0].confidence == 0.9F);
  REQUIRE(people[0].spans.size() == 2);
  CHECK(people[0].spans[0].from == 3);
  CHECK(people[1].value == "tom-okafor");
}

TEST_CASE("the label is the fullest form that is not rare") {
  Archive archive;
  for (int i = 0; i < 20; ++i) archive.add("vladimir-putin", "Vladimir Putin");
  archive.add("vladimir-v-putin", "Vladimir V. Putin");
  CHECK(archive.label("vladimir-putin") == "Vladimir Putin");
  archive.add("vladimir-v-putin", "Vladimir V. Putin");
  CHECK(archive.label("vladimir-putin") == "Vladimir V. Putin");
  archive.remove("vladimir-putin", "Vladimir V. Putin");
  CHECK(archive.label("vladimir-putin") == "Vladimir Putin");
}

TEST_CASE("a name of which nothing is left leaves no entry") {
  Archive archive;
  archive.add("tom-okafor", "Tom Okafor");
  archive.reopen();
  CHECK(archive.metadata().contains(person_metadata_key("tom-okafor")));
  CHECK(archive.metadata().contains(person_metadata_key("okafor")));
  archive.remove("tom-okafor", "Tom Okafor");
  archive.reopen();
  CHECK(archive.metadata().empty());
}

TEST_CASE("an entry comes back as it was, and damage is an error") {
  PersonEntry entry{.initials = "h-w",
                    .numeral = "iii",
                    .rivals = {"george-w-bush"},
                    .name = "George H. W. Bush",
                    .same_as = {"one-person", "other-person"},
                    .bearers = {"george-bush", "jeb-bush"},
                    .forms = {{"George Bush", 300}}};
  CHECK(decode_person(encode(entry), "") == entry);
  CHECK(decode_person("", "").empty());
  const std::string bytes = encode(entry);
  std::size_t refused = 0;
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    try {
      decode_person(bytes.substr(0, size), "INDEX");
    } catch (const dateline::CorruptError&) {
      ++refused;
    }
  }
  CHECK(refused > bytes.size() / 2);
}

TEST_CASE("the number of forms is bounded") {
  PersonEntry entry;
  for (int i = 0; i < 1000; ++i) entry.count("Form " + std::to_string(i), 1);
  CHECK(entry.forms.size() == PersonEntry::most_forms);
}
