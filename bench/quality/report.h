#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline::quality {

/// Right, wrong and missed answers, summed over articles.
struct Counts {
  std::size_t right = 0;
  std::size_t wrong = 0;
  std::size_t missed = 0;

  double precision() const;
  double recall() const;
  /// Harmonic mean of the two; 0 where nothing is right.
  double f1() const;
};

/// One line of the table that the docs quote.
struct Score {
  std::string part{};         ///< "people, full names"
  std::string measured_on{};  ///< "CoNLL-2003 valid"
  std::string measure{};      ///< "F1", "recall", "accuracy", "MB/s"
  double value = 0;
  std::string detail{};  ///< "precision .95, recall .96"
};

using Scores = std::vector<Score>;

/// Each part measures itself on the folder of test data; a part whose data is missing adds a score
/// with nothing but a detail that says so.
void measure_people(const std::filesystem::path& data, Scores& scores);
void measure_countries(const std::filesystem::path& data, Scores& scores);
void measure_topics(const std::filesystem::path& data, Scores& scores);
void measure_throughput(const std::filesystem::path& data, Scores& scores);

/// ".923", as scores are usually written; "4.81" from one on.
std::string figure(double value);
std::string markdown_table(const Scores& scores);
std::string json(const Scores& scores);

}  // namespace dateline::quality
