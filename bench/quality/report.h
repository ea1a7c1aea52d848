#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace dateline::quality {

/// Right, wrong and missed answers, summed over articles.
struct Counts {
  std::size_t right = 0;
  std::size_t wrong = 0;
  std::size_t missed = 0;

  /// Adds what was found in one article beside what is there.
  template <class Value>
  void add(const std::set<Value>& there, const std::set<Value>& found) {
    for (const Value& each : found) ++(there.contains(each) ? right : wrong);
    for (const Value& each : there) missed += found.contains(each) ? 0 : 1;
  }

  double precision() const;
  double recall() const;
  /// Harmonic mean of the two; 0 where nothing is right.
  double f1() const;
};

/// One line of the table that the docs quote.
struct Score {
  std::string part{};         ///< "people, full names"
  std::string measured_on{};  ///< "CoNLL-2003 valid"
  std::string measure{};      ///< "F1", "recall", "accuracy", "MB/s"; empty: not measured
  double value = 0;
  std::string detail{};  ///< "precision .95, recall .96"
  std::string system{};  ///< who found it: "Dateline"
};

using Scores = std::vector<Score>;

/// "precision .950, recall .960"
std::string precision_and_recall(const Counts& counts);
/// ".923", as scores are usually written; "4.81" from one on.
std::string figure(double value);
/// Systems that were measured alike stand together, in the order of `scores`.
std::string markdown_table(const Scores& scores);
std::string json(const Scores& scores);

/// The whole annotation by one thread, in bytes for each second of the processor's time, so that
/// what else the machine does matters less.
void measure_throughput(const std::filesystem::path& data, Scores& scores);
/// What another system tells of itself: {"bytes": N, "seconds": S}. Throws Error for a file that
/// does not.
void read_throughput(const std::filesystem::path& file, const std::string& system, Scores& scores);

}  // namespace dateline::quality
