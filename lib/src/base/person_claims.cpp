#include "dateline/people.h"

namespace dateline {

std::map<std::string, std::vector<std::size_t>> person_claims(
    std::span<const AuthorityPerson> people) {
  std::map<std::string, std::vector<std::size_t>> out;
  for (std::size_t each = 0; each < people.size(); ++each) {
    const auto claim = [&](const std::string& key) {
      std::vector<std::size_t>& claimants = out[key];
      if (claimants.empty() || claimants.back() != each) claimants.push_back(each);
    };
    claim(people[each].key);
    for (const std::string& alias : people[each].aliases) claim(alias);
  }
  return out;
}

}  // namespace dateline
