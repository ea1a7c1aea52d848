#include "cli/user_locale.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace dateline::cli {

std::string user_locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
    if (value == nullptr || *value == '\0') continue;
    const std::string_view text = value;
    std::string tag(text.substr(0, text.find_first_of(".@")));
    if (tag == "C" || tag == "POSIX") break;
    std::replace(tag.begin(), tag.end(), '_', '-');
    return tag;
  }
  return "en";
}

}  // namespace dateline::cli
