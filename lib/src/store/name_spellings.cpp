#include "store/name_spellings.h"

#include <unordered_map>

#include <fmt/format.h>

#include "base/utf8.h"
#include "data/person_aliases_tsv.h"
#include "dateline/error.h"

namespace dateline::store {
namespace {

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

using Spellings = std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;

struct Tables {
  Spellings people;
  Spellings given;
  Spellings surnames;
};

// Cuts what stands before `separator` off `text`.
std::string_view take(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view out = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return out;
}

Spellings& table_of(Tables& tables, std::string_view kind, std::string_view line) {
  if (kind == "person") return tables.people;
  if (kind == "given") return tables.given;
  if (kind == "surname") return tables.surnames;
  throw Error(ErrorCode::internal, fmt::format("person_aliases.tsv: no such kind: {}", line));
}

Tables read_tables() {
  Tables out;
  std::string_view rest = data::person_aliases_tsv();
  while (!rest.empty()) {
    const std::string_view line = take(rest, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    std::string_view columns = line;
    Spellings& spellings = table_of(out, take(columns, '\t'), line);
    const std::string usual = base::slug(take(columns, '\t'));
    while (!columns.empty()) spellings.try_emplace(base::slug(take(columns, '|')), usual);
  }
  return out;
}

const Tables& tables() {
  static const Tables out = read_tables();
  return out;
}

const std::string* find(const Spellings& spellings, std::string_view name) {
  const auto found = spellings.find(name);
  return found == spellings.end() ? nullptr : &found->second;
}

// Of the surname, which may be of several parts ("bin-ladin"): the longest known.
void respell_surname(std::string& key) {
  for (std::size_t from = 0; from != std::string::npos;) {
    if (const std::string* usual = find(tables().surnames, std::string_view{key}.substr(from))) {
      key.replace(from, std::string::npos, *usual);
      return;
    }
    const std::size_t hyphen = key.find('-', from);
    from = hyphen == std::string::npos ? hyphen : hyphen + 1;
  }
}

void respell_given(std::string& key) {
  const std::size_t end = key.find('-');
  if (end == std::string::npos) return;
  if (const std::string* usual = find(tables().given, std::string_view{key}.substr(0, end))) {
    key.replace(0, end, *usual);
  }
}

}  // namespace

std::string usual_spelling(std::string_view key) {
  if (const std::string* whole = find(tables().people, key)) return *whole;
  std::string out{key};
  respell_surname(out);
  respell_given(out);
  if (const std::string* whole = find(tables().people, out)) return *whole;
  return out;
}

}  // namespace dateline::store
