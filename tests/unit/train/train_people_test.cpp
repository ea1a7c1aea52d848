#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "dateline/annotator.h"
#include "dateline/error.h"
#include "dateline/train.h"
#include "support/temporary_folder.h"

using namespace dateline;

namespace {

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A hundred small articles about people with made-up names.
std::string labelled() {
  const std::vector<std::string> given{"Zorvan", "Quilla", "Brenk", "Ostrid", "Malvo"};
  const std::vector<std::string> surnames{"Tembrick", "Ullstag", "Fennario", "Gromback"};
  std::string out;
  for (std::size_t each = 0; each < 100; ++each) {
    const std::string& first = given[each % given.size()];
    const std::string& last = surnames[each % surnames.size()];
    out += "-DOCSTART- O\n\nTalks O\nin O\nOslo B-LOC\ngo O\non O\n\n";
    out += "Minister O\n" + first + " B-PER\n" + last +
           " I-PER\nsaid O\nso O\nin O\nOslo B-LOC\n. O\n\n";
    out += last + " B-PER\nsaid O\nno O\nmore O\n. O\n\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a model trained on labelled articles finds people who were not in them") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "labelled.conll") << labelled();
  const std::vector<std::filesystem::path> inputs{folder.path() / "labelled.conll"};
  const auto model = folder.path() / "people.model";
  const PeopleTrainingReport report = train_people(inputs, model, {.description = "made-up names"});
  CHECK(report.articles == 100);
  CHECK(report.names == 200);
  CHECK(report.bytes == std::filesystem::file_size(model));

  Article article;
  article.body = "Minister Pelagor Vinstrup said so in Oslo. Vinstrup said no more.";
  const FacetValues found = people_finder({.model = model})->find(article);
  REQUIRE(found.size() == 1);
  CHECK(found[0].label == "Pelagor Vinstrup");
  CHECK(found[0].spans.size() == 2);

  train_people(inputs, folder.path() / "again.model", {.description = "made-up names"});
  CHECK(read(model) == read(folder.path() / "again.model"));
}

TEST_CASE("input without names, a missing file and an end by the caller are errors") {
  const TemporaryFolder folder;
  const auto model = folder.path() / "people.model";
  std::ofstream(folder.path() / "empty.conll") << "Nobody O\nhere O\n";
  std::ofstream(folder.path() / "good.conll") << labelled();
  const auto with = [&](const char* name) {
    return std::vector<std::filesystem::path>{folder.path() / name};
  };
  CHECK_THROWS_AS(train_people(with("empty.conll"), model), InvalidArgumentError);
  CHECK_THROWS_AS(train_people(with("missing.conll"), model), NotFoundError);
  PeopleTrainingOptions stopping;
  stopping.on_iteration = [](std::size_t, double) { return false; };
  try {
    train_people(with("good.conll"), model, stopping);
    FAIL("training went on");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::cancelled);
  }
  CHECK_FALSE(std::filesystem::exists(model));
}

TEST_CASE("a file that is no model is refused") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "people.model";
  std::ofstream(file) << "what is this";
  CHECK_THROWS_AS(people_finder({.model = file}), CorruptError);
  CHECK_THROWS_AS(people_finder({.model = folder.path() / "missing"}), NotFoundError);
}
