#include "peers/protocol/peer.h"

#include <charconv>
#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>

#include <fmt/format.h>

namespace bench::peers {
namespace {

constexpr char unit_separator = '\x1f';
constexpr char record_separator = '\x1e';

constexpr std::string_view usage =
    "usage: index FILE DIR [THREADS] | merge DIR | serve DIR | search DIR MODE QUERY...\n";

template <typename Number>
Number read_number(const std::string& text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw std::invalid_argument("not a number: \"" + text + '"');
  }
  return number;
}

void append_text(std::string& line, const std::string& text) {
  for (const char each : text) {
    line += static_cast<unsigned char>(each) < 0x20 ? ' ' : each;
  }
}

std::string answer_to(Peer& peer, std::span<const std::string> request) {
  if (request.empty()) throw std::invalid_argument("a request begins with its mode");
  const auto start = std::chrono::steady_clock::now();
  const Answer answer = peer.search(read_mode(request.front()), request.subspan(1));
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
  return answer_line(took.count(), answer);
}

void serve(Peer& peer) {
  std::cout << "ready" << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << answer_to(peer, split(line, '\t')) << std::flush;
  }
}

}  // namespace

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out;
  for (std::size_t from = 0;;) {
    const std::size_t to = text.find(separator, from);
    out.push_back(text.substr(from, to - from));
    if (to == std::string::npos) return out;
    from = to + 1;
  }
}

Mode read_mode(const std::string& name) {
  if (name == "top10") return Mode::top10;
  if (name == "facets") return Mode::facets;
  throw std::invalid_argument("no mode of a request: \"" + name + '"');
}

PlainQuery read_plain_query(std::span<const std::string> columns) {
  if (columns.size() != 4) {
    throw std::invalid_argument("a query has four columns: GLUE, WORDS, COUNTRY, YEAR");
  }
  PlainQuery query;
  query.country = columns[2];
  if (columns[0] == "any") {
    query.glue = Glue::any;
  } else if (columns[0] == "phrase") {
    query.glue = Glue::phrase;
  } else if (columns[0] != "all") {
    throw std::invalid_argument("no glue of words: \"" + columns[0] + '"');
  }
  if (!columns[1].empty()) query.words = split(columns[1], ' ');
  if (!columns[3].empty()) query.year = read_number<int>(columns[3]);
  return query;
}

std::string answer_line(double microseconds, const Answer& answer) {
  std::string line =
      fmt::format("{:.1f}\t{}{}\t", microseconds, answer.total_is_exact ? "" : ">=", answer.total);
  for (const FoundHit& each : answer.hits) {
    if (&each != &answer.hits.front()) line += record_separator;
    append_text(line, each.id);
    line += unit_separator;
    append_text(line, each.headline);
  }
  line += '\t';
  for (const auto& facet : answer.facets) {
    if (&facet != &answer.facets.front()) line += record_separator;
    for (const CountedValue& each : facet) {
      if (&each != &facet.front()) line += unit_separator;
      append_text(line, each.value);
      line += fmt::format("{}{}", unit_separator, each.count);
    }
  }
  return line + '\n';
}

int run_peer(Peer& peer, std::span<const std::string> arguments) try {
  const std::string command = arguments.empty() ? std::string{} : arguments[0];
  if (command == "index" && (arguments.size() == 3 || arguments.size() == 4)) {
    const unsigned threads = arguments.size() == 4 ? read_number<unsigned>(arguments[3]) : 1;
    std::cout << peer.index(arguments[1], arguments[2], threads) << " articles\n";
  } else if (command == "merge" && arguments.size() == 2) {
    peer.merge(arguments[1]);
  } else if (command == "serve" && arguments.size() == 2) {
    peer.open(arguments[1]);
    serve(peer);
  } else if (command == "search" && arguments.size() > 3) {
    peer.open(arguments[1]);
    std::cout << answer_to(peer, arguments.subspan(2));
  } else {
    std::cerr << usage;
    return 2;
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}

}  // namespace bench::peers
