#include "annotate/country_evidence.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace dateline::annotate {
namespace {

enum Feature : std::size_t {
  bias,
  dateline,
  dateline_only,
  dateline_and_text,
  dateline_of_another,
  headline_name,
  headline_place,
  names,
  demonyms,
  capitals,
  seats,
  cities,
  lead,
  first_position,
  share,
  most_frequent,
  spread,
  countries,
  demonyms_only,
  density,
};

constexpr std::size_t lead_words = 40;
constexpr std::size_t quarters = 4;

struct Tally {
  std::vector<Span> spans;
  std::array<std::size_t, 9> by_kind{};
  std::size_t in_text = 0;
  std::size_t in_dateline = 0;
  bool headline_name = false;
  bool headline_place = false;
  bool in_body = false;
  std::size_t first_word = 0;
  std::array<bool, quarters> quarter{};
};

bool names_the_state(PlaceKind kind) {
  return kind == PlaceKind::name || kind == PlaceKind::demonym || kind == PlaceKind::prefix;
}

std::map<std::string_view, Tally> tally(const ArticleWords& words,
                                        const std::vector<CountryMention>& mentions) {
  std::map<std::string_view, Tally> tallies;
  for (const CountryMention& each : mentions) {
    Tally& one = tallies[each.code];
    one.spans.push_back(each.span);
    if (each.span.field == TextField::dateline) {
      ++one.in_dateline;
      continue;
    }
    ++one.in_text;
    ++one.by_kind[static_cast<std::size_t>(each.kind)];
    if (each.span.field == TextField::headline) {
      (names_the_state(each.kind) ? one.headline_name : one.headline_place) = true;
      continue;
    }
    if (!one.in_body) one.first_word = each.word;
    one.in_body = true;
    one.quarter[std::min(quarters - 1, each.word * quarters / words.body.size())] = true;
  }
  return tallies;
}

float log_count(std::size_t count) {
  return static_cast<float>(std::log1p(count));
}

}  // namespace

std::array<std::string_view, CountryEvidence::features> country_feature_names() {
  return {"bias",
          "dateline",
          "dateline_only",
          "dateline_and_text",
          "dateline_of_another",
          "headline_name",
          "headline_place",
          "names",
          "demonyms",
          "capitals",
          "seats",
          "cities",
          "lead",
          "first_position",
          "share",
          "most_frequent",
          "spread",
          "countries",
          "demonyms_only",
          "density"};
}

std::vector<CountryEvidence> country_evidence(const ArticleWords& words,
                                              const std::vector<CountryMention>& mentions) {
  const auto tallies = tally(words, mentions);
  std::size_t in_text = 0;
  std::size_t most = 0;
  bool any_dateline = false;
  std::size_t text_countries = 0;
  for (const auto& [code, one] : tallies) {
    in_text += one.in_text;
    most = std::max(most, one.in_text);
    any_dateline |= one.in_dateline > 0;
    text_countries += one.in_text > 0 ? 1 : 0;
  }
  const std::size_t length = words.headline.size() + words.body.size();
  std::vector<CountryEvidence> evidence;
  for (const auto& [code, one] : tallies) {
    CountryEvidence& each = evidence.emplace_back();
    each.code = code;
    each.spans = one.spans;
    auto& value = each.values;
    const auto count = [&](PlaceKind kind) { return one.by_kind[static_cast<std::size_t>(kind)]; };
    const bool in_dateline = one.in_dateline > 0;
    value[bias] = 1;
    value[dateline] = in_dateline ? 1 : 0;
    value[dateline_only] = in_dateline && in_text == 0 ? 1 : 0;
    value[dateline_and_text] = in_dateline && one.in_text > 0 ? 1 : 0;
    value[dateline_of_another] = any_dateline && !in_dateline ? 1 : 0;
    value[headline_name] = one.headline_name ? 1 : 0;
    value[headline_place] = one.headline_place ? 1 : 0;
    value[names] = log_count(count(PlaceKind::name) + count(PlaceKind::prefix));
    value[demonyms] = log_count(count(PlaceKind::demonym));
    value[capitals] = log_count(count(PlaceKind::capital));
    value[seats] = log_count(count(PlaceKind::seat));
    value[cities] = log_count(count(PlaceKind::city) + count(PlaceKind::region));
    value[lead] = one.in_body && one.first_word < lead_words ? 1 : 0;
    value[first_position] =
        one.in_body ? static_cast<float>(one.first_word) / static_cast<float>(words.body.size())
                    : 1;
    value[share] = in_text == 0 ? 0 : static_cast<float>(one.in_text) / static_cast<float>(in_text);
    value[most_frequent] = one.in_text > 0 && one.in_text == most ? 1 : 0;
    value[spread] = static_cast<float>(std::count(one.quarter.begin(), one.quarter.end(), true)) /
                    static_cast<float>(quarters);
    value[countries] = log_count(text_countries);
    value[demonyms_only] = one.in_text > 0 && one.in_text == count(PlaceKind::demonym) ? 1 : 0;
    value[density] = static_cast<float>(one.in_text) * 100 / static_cast<float>(length + 100);
  }
  return evidence;
}

double country_probability(const CountryEvidence& evidence) {
  static constexpr std::array<double, CountryEvidence::features> weights{
      -3.453, 5.778,  3.447, -2.132, -1.071, 1.585,  0.165,  0.530, 0.368,  -0.067,
      0.700,  -0.126, 0.436, -0.771, 4.022,  -0.358, -0.027, 1.146, -0.739, 0.341};
  double sum = 0;
  for (std::size_t each = 0; each < weights.size(); ++each) {
    sum += weights[each] * static_cast<double>(evidence.values[each]);
  }
  return 1 / (1 + std::exp(-sum));
}

}  // namespace dateline::annotate
