#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "annotate/people.h"
#include "annotate/shipped_name_model.h"
#include "dateline/annotator.h"
#include "dateline/error.h"

namespace dateline {
namespace {

std::shared_ptr<const annotate::NameModel> read_model(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    throw NotFoundError(fmt::format("there is no model '{}'", path.string()));
  }
  if (std::filesystem::is_directory(path, error)) {
    throw NotFoundError(fmt::format("the model '{}' is a folder, not a file", path.string()));
  }
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in) {
    throw IoError(fmt::format("{}: cannot be read", path.string()));
  }
  return std::make_shared<const annotate::NameModel>(
      annotate::decode_name_weights(bytes, path.string()));
}

}  // namespace

std::shared_ptr<const FacetFinder> people_finder(const PeopleFinderOptions& options) {
  auto model = options.model.empty() ? annotate::shipped_name_model() : read_model(options.model);
  if (!model) return std::make_shared<const annotate::PeopleByRules>();
  return std::make_shared<const annotate::PeopleByTagger>(std::move(model));
}

}  // namespace dateline
