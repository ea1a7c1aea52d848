#include "annotate/language_tables.h"

#include <memory>
#include <mutex>
#include <string>

#include "annotate/language.h"
#include "annotate/phrase_table.h"

namespace dateline::annotate {
namespace {

struct Foreign {
  explicit Foreign(std::string_view language) : gazetteer(language), lexicon(language) {}
  CountryGazetteer gazetteer;
  NameLexicon lexicon;
};

// Remembers what was made; what it answers depends on the language alone.
class Shelf {
 public:
  const Foreign& operator[](std::string_view language) {
    const std::lock_guard lock(mutex_);
    auto& tables = tables_[std::string(language)];
    if (!tables) tables = std::make_unique<const Foreign>(language);
    return *tables;
  }

 private:
  std::mutex mutex_;
  StringMap<std::unique_ptr<const Foreign>> tables_;
};

}  // namespace

LanguageTables language_tables(std::string_view language) {
  const std::string_view code = comparable_language(language);
  if (code.empty() || code == "en" || code == "und") return {country_gazetteer(), name_lexicon()};
  static Shelf shelf;
  const Foreign& tables = shelf[code];
  return {tables.gazetteer, tables.lexicon};
}

}  // namespace dateline::annotate
