#pragma once

#include <optional>
#include <string>
#include <utility>

#include "cli/command_line.h"
#include "dateline/profile.h"

namespace dateline::indexer {

inline void add_profile_option(cli::CommandLine& line, std::optional<Profile>& profile,
                               const std::string& description) {
  line.add_choice("--profile", profile,
                  {std::pair{to_string(Profile::lean), Profile::lean},
                   std::pair{to_string(Profile::full), Profile::full}},
                  description);
}

}  // namespace dateline::indexer
