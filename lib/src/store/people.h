#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/article.h"
#include "dateline/people.h"
#include "store/person_names.h"

namespace dateline::store {

/// Gives people keys that hold over the whole archive and never change, and counts the forms of
/// their names, from which readers take the label.
///
/// The annotator's keys have all initials that an article writes. Here the first set of middle
/// initials seen claims the key without initials (vladimir-v-putin becomes vladimir-putin); a set
/// that cannot be the same person's keeps its own (george-w-bush beside george-bush, if that stands
/// for George H. W. Bush); a name without initials has the short key. What has no label was not
/// found by the annotator and stays as it is.
class People {
 public:
  using Load = std::function<std::string(const std::string& metadata_key)>;
  using Store = std::function<void(const std::string& metadata_key, const std::string& value)>;

  /// `load` reads what an earlier `save` stored; entries are read as they are needed.
  People(Load load, std::string where);

  /// From now on `people` are known by their aliases; true if the index did not know all of it. Of
  /// an alias it takes what `people` say in place of what an earlier call said. A person's key is
  /// that of his name, without initials and numeral if nobody else claims the short form.
  bool learn(std::span<const AuthorityPerson> people);

  /// Puts the archive's keys for the annotator's; true if anything changed. Two values that come to
  /// have one key become one. Claims what is free, so call it only for articles that are then
  /// added.
  bool settle(FacetValues& people);

  void add(const Article& article) { count(article, 1); }
  void remove(const Article& article) { count(article, -1); }

  /// Stores what changed since the last time.
  void save(const Store& store);

 private:
  struct Held {
    PersonEntry entry;
    bool changed = false;
  };

  Held& held(std::string_view key);
  std::optional<std::string> known_key(const std::string& key);
  std::string settled_key(const std::string& key);
  std::string short_key(const std::string& key);
  std::string key_to_keep(const std::string& key, bool shares_short_form);
  bool learn_name(const std::string& key, const std::string& name);
  bool learn_alias(const std::string& alias, std::vector<std::string> keys);
  void count(const Article& article, int change);
  void count_bearer(const std::string& key, bool has_articles);

  Load load_;
  std::string where_;
  std::unordered_map<std::string, Held> held_;
};

/// Whether the archive-wide rules apply to a value: it has a label and the form of a key.
bool is_person_key(const FacetValue& value);

}  // namespace dateline::store
