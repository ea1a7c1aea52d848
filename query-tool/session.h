#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/program.h"
#include "query-tool/answer.h"

namespace dateline::query_tool {

/// One person at the prompt: a query, what narrows it, a page of hits. Understands lines; where
/// they come from is the caller's business.
class Session {
 public:
  Session(Index& index, const SearchOptions& options, cli::Context& context)
      : index_(index), options_(options), first_(options), context_(context) {}

  /// Does what `line` says: a query, or a command that begins with a colon. False: enough. A line
  /// that means nothing gets a message; throws only what makes going on senseless.
  bool handle(std::string_view line);

 private:
  using Words = std::string_view;
  struct Command {
    std::string_view name;
    std::string_view arguments;
    std::string_view summary;
    bool (Session::*run)(Words words);
  };
  static const std::vector<Command>& commands();

  bool run_command(std::string_view line);
  bool next(Words words);
  bool previous(Words words);
  bool show(Words words);
  bool similar(Words words);
  bool facets(Words words);
  bool filter_person(Words words);
  bool filter_country(Words words);
  bool filter_topic(Words words);
  bool sort(Words words);
  bool clear(Words words);
  bool help(Words words);
  bool quit(Words words);

  bool add_filter(std::vector<std::string>& values, Words words);
  void ask();
  /// The hit that `words` numbers, as the last answer showed it. Null, after a message, if there is
  /// none.
  const Hit* numbered_hit(Words words) const;

  Index& index_;
  SearchOptions options_;
  SearchOptions first_;
  cli::Context& context_;
  std::string query_;
  std::optional<Answer> answer_;
};

}  // namespace dateline::query_tool
