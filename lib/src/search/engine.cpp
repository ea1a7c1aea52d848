#include "search/engine.h"

#include <utility>

#include "store/schema.h"

namespace dateline::search {

Plan selection_plan(const Selection& selection) {
  std::vector<Plan> keys;
  for (const std::string& key : selection.keys) {
    keys.push_back(term(store::schema::facet_term(*selection.field, key)));
  }
  return filter(any_of(std::move(keys)));
}

}  // namespace dateline::search
