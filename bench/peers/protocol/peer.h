#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace bench::peers {

enum class Mode { top10, facets };

struct FoundHit {
  std::string id;
  std::string headline;
};

struct CountedValue {
  std::string value;
  std::uint64_t count = 0;
};

/// How many values of each facet an answer has, and how many hits.
inline constexpr std::size_t answer_size = 10;

struct Answer {
  std::uint64_t total = 0;
  bool total_is_exact = true;
  std::vector<FoundHit> hits{};
  /// The most frequent values of people, countries, topics; empty in Mode::top10.
  std::array<std::vector<CountedValue>, 3> facets{};
};

/// A search engine behind the protocol of the benches. For one thread.
class Peer {
 public:
  Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  virtual ~Peer() = default;

  /// Makes an index in `folder` of the articles in `file`, JSON Lines; how many there are. Engines
  /// that cannot use several threads refuse more than one.
  virtual std::uint64_t index(const std::filesystem::path& file,
                              const std::filesystem::path& folder, unsigned threads) = 0;
  /// Makes the index as fast to search as the engine can, where that is a step of its own.
  virtual void merge(const std::filesystem::path& folder) { static_cast<void>(folder); }
  virtual void open(const std::filesystem::path& folder) = 0;
  /// `query`: the columns of the request behind its mode.
  virtual Answer search(Mode mode, std::span<const std::string> query) = 0;
};

enum class Glue { all, any, phrase };

/// The columns GLUE WORDS COUNTRY YEAR of a request. No word: every article of country and year.
struct PlainQuery {
  Glue glue = Glue::all;
  std::vector<std::string> words;
  std::string country;  ///< empty: any
  int year = 0;         ///< 0: any
};

/// Throws std::invalid_argument for what is no such query.
PlainQuery read_plain_query(std::span<const std::string> columns);

/// "top10" or "facets"; throws std::invalid_argument.
Mode read_mode(const std::string& name);

std::vector<std::string> split(const std::string& text, char separator);

/// The line of an answer: MICROSECONDS, TOTAL (behind ">=" if it is not exact), HITS, FACETS, with
/// a tab between. Inside, U+001E separates hits and facets, U+001F id and headline, values and
/// counts; control characters of texts become spaces.
std::string answer_line(double microseconds, const Answer& answer);

/// The commands that every peer has:
///   index FILE DIR [THREADS], merge DIR, search DIR MODE QUERY...,
///   serve DIR: prints "ready", then an answer for each line of standard input, a request: MODE and
///   the columns of QUERY with tabs between.
/// The exit code; errors go to standard error.
int run_peer(Peer& peer, std::span<const std::string> arguments);

}  // namespace bench::peers
