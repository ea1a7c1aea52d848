#include "query-tool/session.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "cli/terminal.h"
#include "query-tool/answer_output.h"
#include "query-tool/answer_text.h"
#include "query-tool/article_text.h"

namespace dateline::query_tool {
namespace {

constexpr std::size_t values_of_one_facet = 50;

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

}  // namespace

const std::vector<Session::Command>& Session::commands() {
  static const std::vector<Command> table{
      {"next", "", "the next page", &Session::next},
      {"prev", "", "the page before", &Session::previous},
      {"show", "N", "the article of hit N, whole", &Session::show},
      {"similar", "N", "articles like hit N", &Session::similar},
      {"facets", "[FIELD]", "values and counts, of one facet more of them", &Session::facets},
      {"person", "NAME", "only articles with this person", &Session::filter_person},
      {"country", "NAME", "only articles about this country", &Session::filter_country},
      {"topic", "TOPIC", "only articles about this topic", &Session::filter_topic},
      {"sort", "ORDER", "relevance, newest or oldest", &Session::sort},
      {"clear", "", "take away all that narrows the search", &Session::clear},
      {"help", "", "this list", &Session::help},
      {"quit", "", "leave (so does the end of input)", &Session::quit},
  };
  return table;
}

bool Session::handle(std::string_view line) {
  line = trimmed(line);
  if (line.empty()) return true;
  try {
    if (line.front() == ':') return run_command(line.substr(1));
    query_ = line;
    options_.offset = first_.offset;
    ask();
  } catch (const ParseError& error) {
    context_.say(error.what());
  } catch (const InvalidArgumentError& error) {
    context_.say(error.what());
  } catch (const cli::UsageError& error) {
    context_.say(error.what());
  }
  return true;
}

bool Session::run_command(std::string_view line) {
  const auto end = std::min(line.find_first_of(" \t"), line.size());
  const std::string_view name = line.substr(0, end);
  const auto& table = commands();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Command& each) { return each.name == name; });
  if (found != table.end()) return (this->*found->run)(trimmed(line.substr(end)));
  context_.say(fmt::format("unknown command :{}; :help lists them", name));
  return true;
}

void Session::ask() {
  index_.reopen();
  answer_ = answer_query(index_, options_, query_);
  write_answer(context_, *answer_, options_);
}

bool Session::next(Words) {
  if (!answer_ || options_.offset + answer_->results.hits.size() >= answer_->results.total) {
    context_.say("there is no next page");
    return true;
  }
  options_.offset += std::max<std::size_t>(options_.limit, 1);
  ask();
  return true;
}

bool Session::previous(Words) {
  if (!answer_ || options_.offset == 0) {
    context_.say("there is no page before");
    return true;
  }
  options_.offset -= std::min(options_.offset, options_.limit);
  ask();
  return true;
}

const Hit* Session::numbered_hit(Words words) const {
  std::size_t number = 0;
  const auto [rest, error] = std::from_chars(words.data(), words.data() + words.size(), number);
  const bool is_number = error == std::errc{} && rest == words.data() + words.size();
  const std::size_t first = options_.offset + 1;
  if (is_number && answer_ && number >= first && number - first < answer_->results.hits.size()) {
    return &answer_->results.hits[number - first];
  }
  context_.say("give the number of a hit on this page");
  return nullptr;
}

bool Session::show(Words words) {
  const Hit* hit = numbered_hit(words);
  if (hit == nullptr) return true;
  const auto article = index_.get(hit->id);
  if (article) {
    context_.out().write(article_text(*article, cli::output_style()));
  } else {
    context_.say(fmt::format("article '{}' has been removed meanwhile", hit->id));
  }
  return true;
}

bool Session::similar(Words words) {
  const Hit* hit = numbered_hit(words);
  if (hit == nullptr) return true;
  SearchOptions options = options_;
  options.offset = 0;
  try {
    write_answer(context_, answer_similar(index_, options, hit->id), options);
  } catch (const NotFoundError&) {
    context_.say(fmt::format("article '{}' has been removed meanwhile", hit->id));
  }
  return true;
}

bool Session::facets(Words words) {
  if (!answer_) {
    context_.say("search for something first; * is every article");
    return true;
  }
  SearchOptions options = options_;
  options.limit = 0;
  if (!words.empty()) {
    require_facet(words);
    options.facets = words;
    options.facet_limit = std::max(options.facet_limit, values_of_one_facet);
  }
  const Answer counts = answer_query(index_, options, query_);
  context_.out().write(facets_text(counts.results.facets, cli::output_style()));
  return true;
}

bool Session::add_filter(std::vector<std::string>& values, Words words) {
  if (words.empty()) {
    context_.say("give a value; :facets lists some");
    return true;
  }
  values.emplace_back(words);
  options_.offset = 0;
  if (answer_) ask();
  return true;
}

bool Session::filter_person(Words words) {
  return add_filter(options_.people, words);
}

bool Session::filter_country(Words words) {
  return add_filter(options_.countries, words);
}

bool Session::filter_topic(Words words) {
  return add_filter(options_.topics, words);
}

bool Session::sort(Words words) {
  static constexpr std::array orders{std::pair{std::string_view("relevance"), Sort::relevance},
                                     std::pair{std::string_view("newest"), Sort::newest},
                                     std::pair{std::string_view("oldest"), Sort::oldest}};
  const auto* found = std::find_if(orders.begin(), orders.end(),
                                   [&](const auto& each) { return each.first == words; });
  if (found == orders.end()) {
    context_.say("sort by relevance, newest or oldest");
    return true;
  }
  options_.sort = found->second;
  options_.offset = 0;
  if (answer_) ask();
  return true;
}

bool Session::clear(Words) {
  options_ = first_;
  if (answer_) ask();
  return true;
}

bool Session::help(Words) {
  std::string text = "A line is a query; a line with a colon is a command:\n";
  for (const Command& each : commands()) {
    text += fmt::format("  :{:<8}{:<9}{}\n", each.name, each.arguments, each.summary);
  }
  context_.out().write(text);
  return true;
}

bool Session::quit(Words) {
  return false;
}

}  // namespace dateline::query_tool
