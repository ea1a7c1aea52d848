#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/export.h"

namespace dateline {

/// A person whom the user of an archive names once and for all, with what else he is called.
struct AuthorityPerson {
  std::string key;    ///< of `label`, as the annotator makes keys: "ronald-w-reagan"
  std::string label;  ///< the form to show, as it was given: "Ronald W. Reagan"
  /// Keys of the other names; an identifier in some other catalogue is one of them.
  std::vector<std::string> aliases;
  bool operator==(const AuthorityPerson&) const = default;
};

/// A person of that name; the aliases are names too, in any form that the annotator reads ("Reagan,
/// Ronald"). `identifier` may be empty. Throws InvalidArgumentError for a name or alias in which no
/// name can be found.
DATELINE_EXPORT AuthorityPerson authority_person(std::string_view name,
                                                 std::span<const std::string_view> aliases = {},
                                                 std::string_view identifier = {});

/// Reads a file of people: a line for each with the name, a tab, the aliases separated by "|", and,
/// if there is one, a tab and an identifier. Empty lines and those that begin with "#" are left
/// out. Throws NotFoundError, IoError, or InvalidArgumentError, which names file, line and reason.
DATELINE_EXPORT std::vector<AuthorityPerson> read_people_file(const std::filesystem::path& path);

/// Every key by which one of `people` is called, his own included, and who claims it, as indexes
/// into `people` in ascending order. A key that several claim tells none of them apart: it links to
/// nothing.
DATELINE_EXPORT std::map<std::string, std::vector<std::size_t>> person_claims(
    std::span<const AuthorityPerson> people);

}  // namespace dateline
