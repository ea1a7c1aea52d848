#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "random_articles.h"
#include "store/people.h"
#include "support/temporary_folder.h"

using namespace dateline::store;
using dateline::Article;
using dateline::AuthorityPerson;

namespace {

/// People over a metadata table in memory, which every call opens anew.
class Archive {
 public:
  bool learn(const std::vector<AuthorityPerson>& people) {
    People opened{load(), "INDEX"};
    const bool changed = opened.learn(people);
    save(opened);
    return changed;
  }

  /// Key and label that the value comes to.
  std::pair<std::string, std::string> add(const std::string& key, const std::string& label) {
    People opened{load(), "INDEX"};
    Article article{.id = "1"};
    article.people = {{key, label}};
    opened.settle(*article.people);
    opened.add(article);
    save(opened);
    return {article.people->front().value, article.people->front().label};
  }

  std::string key(const std::string& key) { return add(key, "Some Form").first; }

  PersonEntry entry(const std::string& key) {
    return decode_person(metadata_[person_metadata_key(key)], "");
  }

 private:
  People::Load load() {
    return [this](const std::string& key) { return metadata_[key]; };
  }
  void save(People& people) {
    people.save(
        [this](const std::string& key, const std::string& value) { metadata_[key] = value; });
  }

  std::map<std::string, std::string> metadata_;
};

using Named = std::pair<std::string, std::string>;

const AuthorityPerson reagan{"ronald-reagan", "Ronald Reagan", {"reagan", "dutch-reagan"}};

}  // namespace

TEST_CASE("aliases of an authority file have the person's key and label, in later runs too") {
  Archive archive;
  CHECK(archive.learn({reagan}));
  CHECK(archive.add("dutch-reagan", "Dutch Reagan") == Named{"ronald-reagan", "Ronald Reagan"});
  CHECK(archive.add("reagan", "Reagan") == Named{"ronald-reagan", "Ronald Reagan"});
  CHECK(archive.add("ronald-w-reagan", "Ronald W. Reagan") ==
        Named{"ronald-reagan", "Ronald Reagan"});
  CHECK(archive.add("nancy-reagan", "Nancy Reagan") == Named{"nancy-reagan", "Nancy Reagan"});
  CHECK(archive.entry("ronald-reagan").label("ronald-reagan") == "Ronald Reagan");
  CHECK_FALSE(archive.learn({reagan}));
}

TEST_CASE("an alias that two people claim links to nothing") {
  Archive archive;
  archive.learn({{"james-baker", "James Baker", {"jim-baker"}},
                 {"jim-baker-smith", "Jim Baker Smith", {"jim-baker", "smith"}}});
  CHECK(archive.add("jim-baker", "Jim Baker") == Named{"jim-baker", "Jim Baker"});
  CHECK(archive.entry("jim-baker").same_as ==
        std::vector<std::string>{"james-baker", "jim-baker-smith"});
  CHECK(archive.key("smith") == "jim-baker-smith");
}

TEST_CASE("a person's own name that another claims as an alias stays his") {
  Archive archive;
  archive.learn(
      {{"anna-berg", "Anna Berg", {"anna-okafor"}}, {"anna-okafor", "Anna Okafor", {"anna-o"}}});
  CHECK(archive.add("anna-okafor", "A. Okafor") == Named{"anna-okafor", "Anna Okafor"});
  CHECK(archive.key("anna-o") == "anna-okafor");
}

TEST_CASE("the key of a name in a file loses initials and numeral as others do") {
  Archive archive;
  archive.learn({{"james-a-baker-iii", "James A. Baker III", {"jim-baker"}}});
  for (const char* each :
       {"james-baker", "james-a-baker", "james-a-baker-iii", "james-baker-iii", "jim-baker"}) {
    CAPTURE(each);
    CHECK(archive.add(each, "Baker") == Named{"james-baker", "James A. Baker III"});
  }
  CHECK(archive.key("james-b-baker") == "james-b-baker");
}

TEST_CASE("people of a file who share a short form keep their initials, and it means neither") {
  Archive archive;
  archive.learn({{"george-w-bush", "George W. Bush", {"bush-junior"}},
                 {"george-h-w-bush", "George H. W. Bush", {"bush-senior"}}});
  CHECK(archive.key("george-w-bush") == "george-w-bush");
  CHECK(archive.key("george-h-w-bush") == "george-h-w-bush");
  CHECK(archive.key("bush-junior") == "george-w-bush");
  CHECK(archive.add("george-bush", "George Bush") == Named{"george-bush", "George Bush"});
  CHECK(archive.entry("george-bush").same_as.size() == 2);
}

TEST_CASE("a key that articles have does not change when a file comes later") {
  Archive archive;
  CHECK(archive.key("george-w-bush") == "george-bush");
  archive.learn({{"george-w-bush", "George W. Bush", {"bush-junior"}},
                 {"george-h-w-bush", "George H. W. Bush", {"bush-senior"}}});
  CHECK(archive.key("george-w-bush") == "george-bush");
  CHECK(archive.key("bush-junior") == "george-bush");
  CHECK(archive.key("bush-senior") == "george-h-w-bush");
}

TEST_CASE("the file comes before the table of spellings, which leads to its names") {
  Archive archive;
  CHECK(archive.key("moammar-qaddafi") == "muammar-gaddafi");
  archive = {};
  archive.learn({{"muammar-qaddafi", "Muammar Qaddafi", {"the-colonel"}},
                 {"mohamed-ali", "Mohamed Ali", {}},
                 {"mohammed-ali", "Mohammed Ali", {}}});
  for (const char* each :
       {"muammar-gaddafi", "moammar-khadafy", "muammar-qaddafi", "the-colonel"}) {
    CAPTURE(each);
    CHECK(archive.add(each, "Form") == Named{"muammar-qaddafi", "Muammar Qaddafi"});
  }
  CHECK(archive.key("mohamed-ali") == "mohamed-ali");
  CHECK(archive.key("muhammad-ali") == "mohammed-ali");
  CHECK(archive.key("gaddafi") == "gaddafi");
}

TEST_CASE("of an alias a later file's word counts, of others the earlier's") {
  Archive archive;
  archive.learn({reagan});
  archive.learn({{"nancy-reagan", "Nancy Reagan", {"reagan"}}});
  CHECK(archive.key("reagan") == "nancy-reagan");
  CHECK(archive.key("dutch-reagan") == "ronald-reagan");
  archive.learn({{"ronald-reagan", "Ronald Wilson Reagan", {"nancy-reagan"}}});
  CHECK(archive.add("nancy-reagan", "Nancy") == Named{"ronald-reagan", "Ronald Wilson Reagan"});
}

// The plain rule over random files: an alias comes to the one person who claims it, else to itself.
TEST_CASE("whatever the file, every claimed name goes to its one claimant or stays") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    RandomArticles random{seed};
    const auto name = [&] {
      return std::string("p") + std::to_string(random.below(14)) + "-surname";
    };
    std::map<std::string, AuthorityPerson> people;
    for (std::size_t count = 1 + random.below(5); count > 0; --count) {
      const std::string key = name();
      AuthorityPerson& person = people[key];
      person.key = key;
      person.label = "Label " + key;
      for (std::size_t aliases = random.below(4); aliases > 0; --aliases) {
        person.aliases.push_back(name());
      }
    }
    std::vector<AuthorityPerson> file;
    std::map<std::string, std::set<std::string>> claims;
    for (const auto& [key, person] : people) {
      file.push_back(person);
      claims[key].insert(key);
      for (const std::string& each : person.aliases) claims[each].insert(key);
    }
    Archive archive;
    archive.learn(file);
    for (const auto& [alias, claimants] : claims) {
      CAPTURE(alias);
      const std::string wanted = claimants.size() == 1 ? *claimants.begin() : alias;
      const bool is_person = people.contains(wanted);
      CHECK(archive.add(alias, "Form") == Named{wanted, is_person ? "Label " + wanted : "Form"});
      CHECK((archive.entry(alias).same_as.size() > 1) == (claimants.size() > 1));
    }
  }
}

TEST_CASE("a writer refuses people without a key") {
  const TemporaryFolder folder;
  for (const std::string& key : {std::string{}, std::string(201, 'a')}) {
    CHECK_THROWS_AS(dateline::IndexWriter::open(folder / "index", {.people = {{key, "X", {}}}}),
                    dateline::InvalidArgumentError);
    CHECK_THROWS_AS(
        dateline::IndexWriter::open(folder / "index", {.people = {{"x-y", "X", {key}}}}),
        dateline::InvalidArgumentError);
  }
}
