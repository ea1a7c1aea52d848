#include <fstream>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "annotate/data_table.h"
#include "annotate/person_name.h"
#include "base/utf8.h"
#include "dateline/error.h"
#include "dateline/people.h"

namespace dateline {
namespace {

constexpr std::size_t most_columns = 3;

std::string key_of(std::string_view name) {
  const auto parsed = annotate::parse_person_name(name);
  std::string key = parsed ? annotate::person_slug(*parsed) : std::string{};
  if (key.empty()) throw InvalidArgumentError(fmt::format("'{}' is not a name", name));
  return key;
}

AuthorityPerson read_line(std::string_view line) {
  if (!base::is_valid_utf8(line)) throw InvalidArgumentError("the text is not UTF-8");
  const auto columns = annotate::split(line, '\t');
  if (columns.size() > most_columns) {
    throw InvalidArgumentError(
        fmt::format("{} columns where at most {} belong: name, aliases, identifier", columns.size(),
                    most_columns));
  }
  const auto aliases =
      annotate::split(columns.size() > 1 ? base::trim(columns[1]) : std::string_view{}, '|');
  return authority_person(columns[0], aliases, columns.size() > 2 ? columns[2] : "");
}

std::ifstream open(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error) {
    throw NotFoundError(fmt::format("there is no file '{}'", path.string()));
  }
  if (std::filesystem::is_directory(path, error)) {
    throw NotFoundError(fmt::format("'{}' is a folder, not a file", path.string()));
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) throw IoError(fmt::format("{}: cannot be read", path.string()));
  return in;
}

std::string_view without_byte_order_mark(std::string_view line) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (line.starts_with(mark)) line.remove_prefix(mark.size());
  return line;
}

}  // namespace

AuthorityPerson authority_person(std::string_view name, std::span<const std::string_view> aliases,
                                 std::string_view identifier) {
  AuthorityPerson out;
  out.label = base::trim(name);
  if (out.label.empty()) throw InvalidArgumentError("the name is missing");
  out.key = key_of(out.label);
  for (const std::string_view alias : aliases) {
    if (base::trim(alias).empty()) throw InvalidArgumentError("an alias is empty");
    out.aliases.push_back(key_of(alias));
  }
  identifier = base::trim(identifier);
  if (identifier.empty()) return out;
  out.aliases.push_back(base::slug(identifier));
  if (out.aliases.back().empty()) {
    throw InvalidArgumentError(
        fmt::format("the identifier '{}' has neither letter nor digit", identifier));
  }
  return out;
}

std::vector<AuthorityPerson> read_people_file(const std::filesystem::path& path) {
  std::ifstream in = open(path);
  std::vector<AuthorityPerson> people;
  std::unordered_map<std::string, std::size_t> line_of;
  std::string text;
  for (std::size_t number = 1; std::getline(in, text); ++number) {
    const std::string_view line = number == 1 ? without_byte_order_mark(text) : text;
    if (base::trim(line).empty() || line.starts_with('#')) continue;
    try {
      people.push_back(read_line(line));
      const auto [first, is_new] = line_of.try_emplace(people.back().key, number);
      if (!is_new) {
        throw InvalidArgumentError(fmt::format("'{}' stands in line {} already: one line a person",
                                               people.back().label, first->second));
      }
    } catch (const InvalidArgumentError& error) {
      throw InvalidArgumentError(
          fmt::format("{}, line {}: {}", path.string(), number, error.what()));
    }
  }
  if (in.bad()) throw IoError(fmt::format("{}: cannot be read", path.string()));
  return people;
}

}  // namespace dateline
