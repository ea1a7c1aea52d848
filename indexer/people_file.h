#pragma once

#include <string>
#include <vector>

#include "cli/program.h"
#include "dateline/people.h"

namespace dateline::indexer {

/// The option --people, the same for every command that has it.
void add_people_option(cli::CommandLine& line, std::string& file, const std::string& description);

/// The people of `file`, none if it is empty. Tells on standard error which aliases link to
/// nothing, since several people claim them. Throws UsageError for a file that cannot be read or
/// has a line that cannot.
std::vector<AuthorityPerson> read_people(const std::string& file, cli::Context& context);

}  // namespace dateline::indexer
