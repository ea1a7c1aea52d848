#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/utf8.h"
#include "text/analyzer.h"
#include "text/boundary_segmenter.h"
#include "text/segmenter.h"
#include "text/token_rules.h"

// The analyser and its steps on English news: the BBC stories of the folder in DATELINE_TEST_DATA,
// or text made of invented words where that is unset.

namespace {

using namespace dateline;

std::vector<std::string> stories_in(const std::filesystem::path& folder) {
  std::vector<std::string> out;
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder)) {
    if (!each.is_regular_file() || each.path().extension() != ".txt") continue;
    std::ifstream file(each.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    out.push_back(base::repair_utf8(bytes));
  }
  return out;
}

// Words of one to four syllables whose frequencies fall off as those of a language do.
std::vector<std::string> invented_stories() {
  constexpr std::size_t vocabulary = 20000;
  std::mt19937 random(7);
  const auto below = [&random](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  const std::string_view consonants = "bcdfghklmnprstvw";
  const std::string_view vowels = "aeiou";
  std::vector<std::string> words(vocabulary);
  for (std::string& word : words) {
    for (std::size_t syllables = 1 + below(4); syllables > 0; --syllables) {
      word += consonants[below(consonants.size())];
      word += vowels[below(vowels.size())];
    }
  }
  std::vector<std::string> out(1000);
  for (std::string& story : out) {
    for (int each = 0; each < 350; ++each) {
      story += words[below(1 + below(vocabulary))];
      story += each % 14 == 13 ? ".\n" : each % 9 == 8 ? ", " : " ";
    }
  }
  return out;
}

const std::vector<std::string>& stories() {
  static const std::vector<std::string> all = [] {
    const char* const data = std::getenv("DATELINE_TEST_DATA");
    return data == nullptr ? invented_stories() : stories_in(std::filesystem::path(data) / "bbc");
  }();
  return all;
}

// Runs `action` on every story and counts its bytes.
template <class Action>
void run_over_stories(benchmark::State& state, Action action) {
  std::size_t bytes = 0;
  for (const std::string& each : stories()) bytes += each.size();
  for (auto step : state) {
    static_cast<void>(step);
    for (const std::string& each : stories()) action(each);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void segment_by_boost_locale(benchmark::State& state) {
  const text::BoundarySegmenter segmenter;
  std::vector<text::Segment> segments;
  run_over_stories(state, [&](std::string_view story) {
    segments.clear();
    segmenter.segment(story, 0, story.size(), segments);
    benchmark::DoNotOptimize(segments.data());
  });
}
BENCHMARK(segment_by_boost_locale)->Unit(benchmark::kMillisecond);

void segment_by_table(benchmark::State& state) {
  const text::Segmenter segmenter;
  std::vector<text::Segment> segments;
  run_over_stories(state, [&](std::string_view story) {
    segments.clear();
    segmenter.segment(story, segments);
    benchmark::DoNotOptimize(segments.data());
  });
}
BENCHMARK(segment_by_table)->Unit(benchmark::kMillisecond);

void segment_and_apply_rules(benchmark::State& state) {
  const text::Segmenter segmenter;
  std::vector<text::Segment> segments;
  std::vector<text::WrittenWord> words;
  run_over_stories(state, [&](std::string_view story) {
    segments.clear();
    words.clear();
    segmenter.segment(story, segments);
    text::read_words(story, segments, words);
    benchmark::DoNotOptimize(words.data());
  });
}
BENCHMARK(segment_and_apply_rules)->Unit(benchmark::kMillisecond);

void analyze(benchmark::State& state) {
  text::Analyzer analyzer;
  text::TokenList tokens;
  run_over_stories(state, [&](std::string_view story) {
    analyzer.analyze(story, "en", tokens);
    benchmark::DoNotOptimize(tokens.tokens().data());
  });
}
BENCHMARK(analyze)->Unit(benchmark::kMillisecond);

void analyze_a_query(benchmark::State& state) {
  text::Analyzer analyzer;
  text::TokenList tokens;
  for (auto step : state) {
    static_cast<void>(step);
    analyzer.analyze("U.S. missile defense", "en", tokens);
    benchmark::DoNotOptimize(tokens.tokens().data());
  }
}
BENCHMARK(analyze_a_query);

void construct_and_analyze_a_query(benchmark::State& state) {
  for (auto step : state) {
    static_cast<void>(step);
    text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze("U.S. missile defense", "en", tokens);
    benchmark::DoNotOptimize(tokens.tokens().data());
  }
}
BENCHMARK(construct_and_analyze_a_query);

}  // namespace

BENCHMARK_MAIN();
