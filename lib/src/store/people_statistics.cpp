#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "store/database_snapshot.h"
#include "store/person_names.h"
#include "store/schema.h"

namespace dateline::store {
namespace {

class PeopleCensus {
 public:
  explicit PeopleCensus(DatabaseSnapshot& snapshot)
      : database_(snapshot.database()), where_(snapshot.where()) {}

  PeopleStats run() {
    const std::string prefix = schema::facet_prefix(field_);
    const auto end = database_.allterms_end(prefix);
    for (auto term = database_.allterms_begin(prefix); term != end; ++term) {
      visit_value((*term).substr(prefix.size()));
    }
    const std::string entries{person_metadata_prefix};
    const auto last = database_.metadata_keys_end(entries);
    for (auto key = database_.metadata_keys_begin(entries); key != last; ++key) {
      visit_entry((*key).substr(entries.size()),
                  decode_person(database_.get_metadata(*key), where_));
    }
    std::ranges::sort(out_.ambiguous, [](const AmbiguousName& left, const AmbiguousName& right) {
      return std::tie(right.articles, left.key) < std::tie(left.articles, right.key);
    });
    return std::move(out_);
  }

 private:
  void visit_value(const std::string& key) {
    ++out_.values;
    if (is_one_word(key)) ++out_.one_word;
  }

  void visit_entry(const std::string& key, PersonEntry&& entry) {
    const std::uint64_t articles = count(key);
    if (!entry.name.empty() && articles > 0) ++out_.in_authority;
    if (entry.same_as.size() == 1) ++out_.aliases;
    if (entry.same_as.size() > 1) {
      out_.ambiguous.push_back({key, std::move(entry.same_as), articles});
      return;
    }
    if (articles == 0 || !entry.name.empty()) return;
    std::vector<std::string> candidates = std::move(entry.bearers);
    candidates.insert(candidates.end(), entry.rivals.begin(), entry.rivals.end());
    std::erase_if(candidates, [this](const std::string& each) { return count(each) == 0; });
    if (!entry.rivals.empty() && !candidates.empty()) candidates.insert(candidates.begin(), key);
    if (candidates.size() < 2) return;
    out_.ambiguous.push_back({key, std::move(candidates), articles});
  }

  static bool is_one_word(std::string_view key) {
    return key.find_first_of("- ") == std::string_view::npos;
  }

  std::uint64_t count(const std::string& key) {
    return database_.get_termfreq(schema::facet_term(field_, key));
  }

  Xapian::Database& database_;
  const std::string& where_;
  const base::FacetField& field_ = *base::find_facet_field("person");
  PeopleStats out_;
};

}  // namespace

PeopleStats read_people_stats(DatabaseSnapshot& snapshot) {
  return PeopleCensus{snapshot}.run();
}

}  // namespace dateline::store
