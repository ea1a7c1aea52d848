#include "archive/file_selection.h"

#include "base/utf8.h"

namespace dateline::archive {

bool is_passed_over(std::string_view name) {
  if (name.starts_with('.') || name.ends_with('~')) return true;
  if (name.size() > 1 && name.starts_with('#') && name.ends_with('#')) return true;
  const std::string lower = base::to_lower_ascii(name);
  const std::string_view folded = lower;
  if (folded == "__macosx" || folded == "readme" || folded.starts_with("readme.")) return true;
  if (folded.ends_with(".dtd") || folded.ends_with(".xsd")) return true;
  return (folded.starts_with("all-") && folded.ends_with("-strings.lc.txt")) ||
         (folded.starts_with("cat-descriptions_") && folded.ends_with(".txt")) ||
         folded == "feldman-cia-worldfactbook-data.txt";
}

}  // namespace dateline::archive
