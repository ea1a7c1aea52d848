#include "annotate/country_evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace dateline::annotate {
namespace {

enum Feature : std::size_t {
  bias,
  dateline,
  dateline_only,
  dateline_and_text,
  dateline_of_another,
  no_dateline,
  headline_name,
  headline_place,
  headline_sign,
  headline_alone,
  names,
  demonyms,
  capitals,
  seats,
  cities,
  firms,
  money,
  forms,
  usages,
  lead,
  lead_sign,
  first_position,
  share,
  sign_share,
  most_frequent,
  most_signs,
  relative,
  relative_signs,
  spread,
  sign_spread,
  countries,
  others_named,
  demonyms_only,
  money_only,
  signs_only,
  signs_alone,
  density,
  length,
  once,
  listed,
  other_in_headline,
  first_named,
  others_most,
  no_body,
  after_in,
  feature_count,
};
static_assert(feature_count == CountryEvidence::features);

constexpr std::size_t lead_words = 40;
constexpr std::size_t quarters = 4;

struct Tally {
  std::vector<Span> spans;
  std::array<std::size_t, place_kind_count> by_kind{};
  std::size_t in_text = 0;  // places, without signs
  std::size_t signs = 0;
  std::size_t in_dateline = 0;
  bool headline_name = false;
  bool headline_place = false;
  bool headline_sign = false;
  bool in_lead = false;
  bool sign_in_lead = false;
  std::size_t first_word = std::numeric_limits<std::size_t>::max();
  std::size_t listed = 0;
  std::size_t after_in = 0;
  std::array<bool, quarters> quarter{};
  std::array<bool, quarters> sign_quarter{};
};

bool names_the_state(PlaceKind kind) {
  return kind == PlaceKind::name || kind == PlaceKind::demonym || kind == PlaceKind::prefix;
}

// "Japan, West Germany and France": beside another country, with a comma, a dash or "and" between.
bool is_listed(const std::vector<CountryMention>& mentions, std::size_t at) {
  const auto near = [&](const CountryMention& one, const CountryMention& other) {
    return one.span.field == other.span.field && one.code != other.code && !is_sign(one.kind) &&
           !is_sign(other.kind) && other.span.from >= one.span.to &&
           other.span.from - one.span.to <= 5;
  };
  return (at > 0 && near(mentions[at - 1], mentions[at])) ||
         (at + 1 < mentions.size() && near(mentions[at], mentions[at + 1]));
}

std::map<std::string_view, Tally> tally(const ArticleWords& words,
                                        const std::vector<CountryMention>& mentions) {
  std::map<std::string_view, Tally> tallies;
  for (std::size_t at = 0; at < mentions.size(); ++at) {
    const CountryMention& each = mentions[at];
    Tally& one = tallies[each.code];
    one.spans.push_back(each.span);
    if (each.span.field == TextField::dateline) {
      ++one.in_dateline;
      continue;
    }
    const bool sign = is_sign(each.kind);
    ++(sign ? one.signs : one.in_text);
    ++one.by_kind[static_cast<std::size_t>(each.kind)];
    if (each.span.field == TextField::headline) {
      (sign                         ? one.headline_sign
       : names_the_state(each.kind) ? one.headline_name
                                    : one.headline_place) = true;
      continue;
    }
    const std::size_t quarter = std::min(quarters - 1, each.word * quarters / words.body.size());
    (sign ? one.sign_quarter : one.quarter)[quarter] = true;
    if (each.word < lead_words) (sign ? one.sign_in_lead : one.in_lead) = true;
    if (sign) continue;
    one.first_word = std::min(one.first_word, each.word);
    if (is_listed(mentions, at)) ++one.listed;
    if (each.word > 0 && words.body[each.word - 1].key == "in") ++one.after_in;
  }
  return tallies;
}

float log_count(std::size_t count) {
  return static_cast<float>(std::log1p(count));
}

float ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<float>(part) / static_cast<float>(whole);
}

float flag(bool is) {
  return is ? 1 : 0;
}

}  // namespace

std::array<std::string_view, CountryEvidence::features> country_feature_names() {
  return {"bias",
          "dateline",
          "dateline_only",
          "dateline_and_text",
          "dateline_of_another",
          "no_dateline",
          "headline_name",
          "headline_place",
          "headline_sign",
          "headline_alone",
          "names",
          "demonyms",
          "capitals",
          "seats",
          "cities",
          "firms",
          "money",
          "forms",
          "usages",
          "lead",
          "lead_sign",
          "first_position",
          "share",
          "sign_share",
          "most_frequent",
          "most_signs",
          "relative",
          "relative_signs",
          "spread",
          "sign_spread",
          "countries",
          "others_named",
          "demonyms_only",
          "money_only",
          "signs_only",
          "signs_alone",
          "density",
          "length",
          "once",
          "listed",
          "other_in_headline",
          "first_named",
          "others_most",
          "no_body",
          "after_in"};
}

std::vector<CountryEvidence> country_evidence(const ArticleWords& words,
                                              const std::vector<CountryMention>& mentions) {
  const auto tallies = tally(words, mentions);
  std::size_t in_text = 0;
  std::size_t signs = 0;
  std::size_t most = 0;
  std::size_t most_sign = 0;
  std::size_t second_most = 0;
  std::size_t text_countries = 0;
  std::size_t first_word = std::numeric_limits<std::size_t>::max();
  std::size_t headline_countries = 0;
  bool any_dateline = false;
  for (const auto& [code, one] : tallies) {
    in_text += one.in_text;
    signs += one.signs;
    second_most = std::max(second_most, std::min(most, one.in_text));
    most = std::max(most, one.in_text);
    first_word = std::min(first_word, one.first_word);
    most_sign = std::max(most_sign, one.signs);
    any_dateline |= one.in_dateline > 0;
    text_countries += one.in_text > 0 ? 1 : 0;
    headline_countries += one.headline_name || one.headline_place ? 1 : 0;
  }
  const std::size_t words_in_all = words.headline.size() + words.body.size();
  std::vector<CountryEvidence> evidence;
  for (const auto& [code, one] : tallies) {
    CountryEvidence& each = evidence.emplace_back();
    each.code = code;
    each.spans = one.spans;
    auto& value = each.values;
    const auto count = [&](PlaceKind kind) { return one.by_kind[static_cast<std::size_t>(kind)]; };
    const bool in_dateline = one.in_dateline > 0;
    const bool named = one.in_text > 0;
    const bool in_headline = one.headline_name || one.headline_place;
    value[bias] = 1;
    value[dateline] = flag(in_dateline);
    value[dateline_only] = flag(in_dateline && !named);
    value[dateline_and_text] = flag(in_dateline && named);
    value[dateline_of_another] = flag(any_dateline && !in_dateline);
    value[no_dateline] = flag(!any_dateline);
    value[headline_name] = flag(one.headline_name);
    value[headline_place] = flag(one.headline_place);
    value[headline_sign] = flag(one.headline_sign);
    value[headline_alone] = flag(in_headline && headline_countries == 1);
    value[names] = log_count(count(PlaceKind::name) + count(PlaceKind::prefix));
    value[demonyms] = log_count(count(PlaceKind::demonym));
    value[capitals] = log_count(count(PlaceKind::capital));
    value[seats] = log_count(count(PlaceKind::seat));
    value[cities] = log_count(count(PlaceKind::city) + count(PlaceKind::region) +
                              count(PlaceKind::abbreviation));
    value[firms] = log_count(count(PlaceKind::firm));
    value[money] = log_count(count(PlaceKind::currency) + count(PlaceKind::amount));
    value[forms] = log_count(count(PlaceKind::form));
    value[usages] = log_count(count(PlaceKind::usage));
    value[lead] = flag(one.in_lead);
    value[lead_sign] = flag(one.sign_in_lead);
    value[first_position] = one.first_word < words.body.size()
                                ? ratio(one.first_word, words.body.size())
                                : flag(!in_headline);
    value[share] = ratio(one.in_text, in_text);
    value[sign_share] = ratio(one.signs, signs);
    value[most_frequent] = flag(named && one.in_text == most);
    value[most_signs] = flag(one.signs > 0 && one.signs == most_sign);
    value[relative] = log_count(one.in_text) - log_count(most);
    value[relative_signs] = log_count(one.signs) - log_count(most_sign);
    value[spread] =
        ratio(static_cast<std::size_t>(std::count(one.quarter.begin(), one.quarter.end(), true)),
              quarters);
    value[sign_spread] = ratio(static_cast<std::size_t>(std::count(one.sign_quarter.begin(),
                                                                   one.sign_quarter.end(), true)),
                               quarters);
    value[countries] = log_count(text_countries);
    value[others_named] = flag(text_countries > (named ? 1U : 0U));
    value[demonyms_only] = flag(named && one.in_text == count(PlaceKind::demonym));
    value[money_only] =
        flag(!named && one.signs == count(PlaceKind::currency) + count(PlaceKind::amount));
    value[signs_only] = flag(!named && !in_dateline);
    value[signs_alone] = flag(!named && text_countries == 0);
    value[density] = static_cast<float>(one.in_text) * 100 / static_cast<float>(words_in_all + 100);
    value[length] = log_count(words_in_all);
    value[once] = flag(one.in_text == 1);
    value[listed] = ratio(one.listed, one.in_text);
    value[other_in_headline] = flag(headline_countries > (in_headline ? 1U : 0U));
    value[first_named] = flag(named && one.first_word == first_word);
    value[others_most] = log_count(one.in_text == most ? second_most : most);
    value[no_body] = flag(words.body.empty());
    value[after_in] = ratio(one.after_in, one.in_text);
  }
  return evidence;
}

}  // namespace dateline::annotate
