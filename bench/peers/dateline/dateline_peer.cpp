// The library behind the protocol of the benches, through its public headers alone.

#include <atomic>
#include <chrono>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "dateline/dateline.h"
#include "peers/protocol/peer.h"

namespace {

namespace peers = bench::peers;

dateline::SearchRequest request(peers::Mode mode, const std::string& text) {
  dateline::SearchRequest out{.query = dateline::Query::parse(text),
                              .hit_facets = dateline::HitFacets::left_out,
                              .snippet_bytes = 0};
  if (mode == peers::Mode::facets) {
    for (const char* field : {"person", "country", "topic"}) {
      out.facets.push_back({.field = field, .limit = peers::answer_size});
    }
  }
  return out;
}

class DatelinePeer : public peers::Peer {
 public:
  std::uint64_t index(const std::filesystem::path& file, const std::filesystem::path& folder,
                      unsigned threads) override {
    auto reader = dateline::ArticleReader::open(file);
    auto writer = dateline::IndexWriter::open(folder);
    return dateline::ingest(reader, writer, {.threads = threads}).added;
  }

  void open(const std::filesystem::path& folder) override {
    index_.emplace(dateline::Index::open(folder, {.cache_bytes = cache_bytes_}));
  }

  peers::Answer search(peers::Mode mode, std::span<const std::string> query) override {
    if (query.size() != 1) throw std::invalid_argument("a query is one text");
    dateline::Results results = index_->search(request(mode, query[0]));
    peers::Answer answer{.total = results.total, .total_is_exact = results.total_is_exact};
    answer.hits.reserve(results.hits.size());
    for (dateline::Hit& hit : results.hits) {
      answer.hits.push_back({std::move(hit.id), std::move(hit.headline)});
    }
    for (std::size_t i = 0; i < results.facets.size(); ++i) {
      for (dateline::FacetCount& each : results.facets[i].counts) {
        answer.facets[i].push_back({std::move(each.label), each.count});
      }
    }
    return answer;
  }

  const dateline::Index& opened() const { return *index_; }

  /// Of indexes that are opened from now on.
  void set_cache_mebibytes(std::size_t mebibytes) { cache_bytes_ = mebibytes << 20U; }

 private:
  std::size_t cache_bytes_ = dateline::IndexOptions{}.cache_bytes;
  std::optional<dateline::Index> index_;
};

// Queries a second of all threads together, each going round the queries from a place of its own.
double queries_a_second(const dateline::Index& index, peers::Mode mode,
                        const std::vector<std::string>& queries, unsigned threads,
                        std::chrono::duration<double> length) {
  std::atomic<std::uint64_t> answered = 0;
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::jthread> running;
  for (unsigned thread = 0; thread < threads; ++thread) {
    running.emplace_back([&, thread] {
      for (std::size_t at = thread * queries.size() / threads;
           std::chrono::steady_clock::now() - start < length; ++at) {
        index.search(request(mode, queries[at % queries.size()]));
        ++answered;
      }
    });
  }
  running.clear();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return static_cast<double>(answered) / took.count();
}

int throughput(const std::vector<std::string>& arguments) {
  DatelinePeer peer;
  peer.open(arguments[1]);
  const auto threads = static_cast<unsigned>(std::stoul(arguments[3]));
  const std::chrono::duration<double> length(std::stod(arguments[4]));
  std::vector<std::string> queries;
  for (std::string line; std::getline(std::cin, line);) queries.push_back(line);
  if (queries.empty() || threads == 0) throw std::invalid_argument("no queries or no threads");
  fmt::print("{:.1f}\n", queries_a_second(peer.opened(), peers::read_mode(arguments[2]), queries,
                                          threads, length));
  return 0;
}

}  // namespace

// Beside the commands of every peer: `throughput DIR MODE THREADS SECONDS` reads queries from
// standard input and prints how many a second are answered; `serve DIR MIB` keeps lists in a cache
// of that size.
int main(int argc, char** argv) try {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 5 && arguments[0] == "throughput") return throughput(arguments);
  DatelinePeer peer;
  if (arguments.size() == 3 && arguments[0] == "serve") {
    peer.set_cache_mebibytes(std::stoul(arguments[2]));
    arguments.pop_back();
  }
  return peers::run_peer(peer, arguments);
} catch (const std::exception& error) {
  std::cerr << "dateline-peer: " << error.what() << '\n';
  return 1;
}
