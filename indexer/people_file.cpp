#include "indexer/people_file.h"

#include <fmt/format.h>

#include "dateline/error.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t most_told = 10;

void tell_contested(const std::vector<AuthorityPerson>& people, const std::string& file,
                    cli::Context& context) {
  std::size_t contested = 0;
  for (const auto& [alias, claimants] : person_claims(people)) {
    if (claimants.size() < 2 || ++contested > most_told) continue;
    std::vector<std::string_view> names;
    for (const std::size_t each : claimants) names.push_back(people[each].label);
    context.say(fmt::format("{}: '{}' is claimed by {}: it links to nothing", file, alias,
                            fmt::join(names, ", ")));
  }
  if (contested > most_told) {
    context.say(fmt::format("{}: {} more aliases are claimed by several people", file,
                            contested - most_told));
  }
}

}  // namespace

void add_people_option(cli::CommandLine& line, std::string& file, const std::string& description) {
  line.add_text("--people", file, "FILE", description);
}

std::vector<AuthorityPerson> read_people(const std::string& file, cli::Context& context) {
  if (file.empty()) return {};
  try {
    std::vector<AuthorityPerson> people = read_people_file(file);
    tell_contested(people, file, context);
    return people;
  } catch (const NotFoundError& error) {
    throw cli::UsageError(fmt::format("--people: {}", error.what()));
  } catch (const InvalidArgumentError& error) {
    throw cli::UsageError(fmt::format("--people: {}", error.what()));
  }
}

}  // namespace dateline::indexer
