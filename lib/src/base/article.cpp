#include "dateline/article.h"

#include "base/text_fields.h"

namespace dateline {

std::string_view to_string(TextField field) {
  for (const base::TextFieldInfo& each : base::text_fields()) {
    if (each.field == field) return each.name;
  }
  return {};
}

std::string_view to_string(Origin origin) {
  return origin == Origin::given ? "given" : "found";
}

}  // namespace dateline
