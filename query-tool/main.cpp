#include <array>
#include <span>

#include "query-tool/commands.h"

int main(int argc, char** argv) {
  using namespace dateline;
  static constexpr std::array commands{
      cli::Command{"search", "Find articles", query_tool::run_search},
      cli::Command{"batch", "Answer many queries from a file", query_tool::run_batch},
      cli::Command{"show", "Print one article, whole", query_tool::run_show},
      cli::Command{"similar", "Find articles about the same thing as one", query_tool::run_similar},
      cli::Command{"suggest", "Complete a word or a name", query_tool::run_suggest},
      cli::Command{"facets", "List the values of a facet", query_tool::run_facets},
      cli::Command{"shell", "Search again and again at a prompt", query_tool::run_shell},
  };
  static constexpr cli::Program program{
      "query-tool", "Searches indexes of news archives.", commands,
      "  {0} search news.index 'missile defense'\n"
      "  {0} search news.index 'oil NEAR/5 price' --country russia --from 2007-02\n"
      "  {0} facets news.index topic\n"
      "  {0} shell news.index\n"};
  return cli::run_program(program, std::span(argv, static_cast<std::size_t>(argc)));
}
