// Xapian as its documentation would have it used: TermGenerator, Enquire, ValueCountMatchSpy.

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "peers/protocol/article_lines.h"
#include "peers/protocol/peer.h"

namespace {

namespace peers = bench::peers;

constexpr char separator = '\x1f';
constexpr Xapian::valueno date_slot = 3;  // 0 to 2: the values of people, countries, topics
constexpr std::string_view country_prefix = "XCOUNTRY:";

std::string country_term(const std::string& country) {
  return std::string(country_prefix) + country;
}

std::string join(const std::vector<std::string>& values) {
  return fmt::format("{}", fmt::join(values, std::string_view(&separator, 1)));
}

std::string date_value(std::int64_t day) {
  return fmt::format("{:08}", day);
}

// An article has several values of a facet, so the spy counted sets of them.
std::vector<peers::CountedValue> most_frequent(const Xapian::ValueCountMatchSpy& spy) {
  std::map<std::string, std::uint64_t> counts;
  for (auto set = spy.values_begin(); set != spy.values_end(); ++set) {
    if ((*set).empty()) continue;
    for (const std::string& value : peers::split(*set, separator)) {
      counts[value] += set.get_termfreq();
    }
  }
  std::vector<peers::CountedValue> out;
  for (const auto& [value, count] : counts) out.push_back({value, count});
  const auto end =
      out.begin() + static_cast<std::ptrdiff_t>(std::min(out.size(), peers::answer_size));
  std::partial_sort(out.begin(), end, out.end(),
                    [](const peers::CountedValue& one, const peers::CountedValue& other) {
                      return one.count != other.count ? one.count > other.count
                                                      : one.value < other.value;
                    });
  out.erase(end, out.end());
  return out;
}

class XapianPeer : public peers::Peer {
 public:
  std::uint64_t index(const std::filesystem::path& file, const std::filesystem::path& folder,
                      unsigned threads) override {
    if (threads != 1) throw std::invalid_argument("Xapian writes with one thread");
    Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(stem_);
    generator.set_stemming_strategy(Xapian::TermGenerator::STEM_SOME);
    const std::uint64_t count = peers::for_each_article(
        file, [&](const auto& article) { database.add_document(document(article, generator)); });
    database.commit();
    return count;
  }

  void open(const std::filesystem::path& folder) override {
    database_ = Xapian::Database(folder.string());
  }

  peers::Answer search(peers::Mode mode, std::span<const std::string> columns) override {
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.6, 0.5));
    enquire.set_query(query(peers::read_plain_query(columns)));
    const bool facets = mode == peers::Mode::facets;
    std::array<Xapian::ValueCountMatchSpy, 3> spies{Xapian::ValueCountMatchSpy(0),
                                                    Xapian::ValueCountMatchSpy(1),
                                                    Xapian::ValueCountMatchSpy(2)};
    if (facets) {
      for (auto& spy : spies) enquire.add_matchspy(&spy);
    }
    const Xapian::MSet found =
        enquire.get_mset(0, peers::answer_size, facets ? database_.get_doccount() : 0);
    peers::Answer answer{
        .total = found.get_matches_estimated(),
        .total_is_exact = found.get_matches_lower_bound() == found.get_matches_upper_bound()};
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      const auto fields = peers::split(hit.get_document().get_data(), separator);
      answer.hits.push_back({fields.at(0), fields.at(1)});
    }
    for (std::size_t i = 0; facets && i < spies.size(); ++i) {
      answer.facets[i] = most_frequent(spies[i]);
    }
    return answer;
  }

 private:
  static Xapian::Document document(const peers::PlainArticle& article,
                                   Xapian::TermGenerator& generator) {
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(article.headline);
    generator.increase_termpos();
    generator.index_text(article.body);
    for (const std::string& country : article.labels[1]) {
      document.add_boolean_term(country_term(country));
    }
    for (Xapian::valueno slot = 0; slot < article.labels.size(); ++slot) {
      document.add_value(slot, join(article.labels[slot]));
    }
    document.add_value(date_slot, date_value(peers::day_number(article.date)));
    document.set_data(join({article.id, article.headline, article.date}));
    return document;
  }

  Xapian::Query words(const peers::PlainQuery& query) const {
    std::vector<std::string> terms;
    for (const std::string& word : query.words) {
      terms.push_back(query.glue == peers::Glue::phrase ? word : 'Z' + stem_(word));
    }
    const auto glue = query.glue == peers::Glue::phrase ? Xapian::Query::OP_PHRASE
                      : query.glue == peers::Glue::any  ? Xapian::Query::OP_OR
                                                        : Xapian::Query::OP_AND;
    return {glue, terms.begin(), terms.end()};
  }

  Xapian::Query query(const peers::PlainQuery& query) const {
    std::vector<Xapian::Query> filters;
    if (!query.country.empty()) filters.emplace_back(country_term(query.country));
    if (query.year != 0) {
      filters.emplace_back(Xapian::Query::OP_VALUE_RANGE, date_slot,
                           date_value(query.year * 10000 + 101),
                           date_value(query.year * 10000 + 1231));
    }
    if (filters.empty()) return words(query);
    const Xapian::Query filter(Xapian::Query::OP_AND, filters.begin(), filters.end());
    if (query.words.empty()) return {Xapian::Query::OP_SCALE_WEIGHT, filter, 0};
    return {Xapian::Query::OP_FILTER, words(query), filter};
  }

  Xapian::Stem stem_{"en"};
  Xapian::Database database_;
};

}  // namespace

int main(int argc, char** argv) try {
  XapianPeer peer;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return bench::peers::run_peer(peer, arguments);
} catch (const Xapian::Error& error) {
  fmt::print(stderr, "xapian-peer: {}\n", error.get_description());
  return 1;
}
