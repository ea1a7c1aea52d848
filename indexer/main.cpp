#include <array>
#include <span>

#include "indexer/commands.h"

int main(int argc, char** argv) {
  using namespace dateline;
  static constexpr std::array commands{
      cli::Command{"add", "Read articles into an index, which is made if there is none",
                   indexer::run_add},
      cli::Command{"annotate", "Say who, where and about what articles are, as JSON Lines",
                   indexer::run_annotate},
      cli::Command{"train-topics", "Learn topics from articles that have them",
                   indexer::run_train_topics},
      cli::Command{"remove", "Take articles out of an index", indexer::run_remove},
      cli::Command{"check", "Verify an index", indexer::run_check},
      cli::Command{"rebuild", "Make an index anew from the articles it stores",
                   indexer::run_rebuild},
      cli::Command{"compact", "Make an index as small as it goes", indexer::run_compact},
      cli::Command{"stats", "Tell what an index holds", indexer::run_stats},
      cli::Command{"train-people", "Train a model that finds the names of people",
                   indexer::run_train_people},
  };
  static constexpr cli::Program program{
      "indexer", "Makes and keeps indexes of news archives.", commands,
      "  {0} add news.index archive/            index a folder of articles\n"
      "  {0} add news.index wire.jsonl.gz -     a file, then standard input\n"
      "  {0} annotate article.txt               show what is found in an article\n"
      "  {0} stats news.index                   count what the index holds\n"};
  return cli::run_program(program, std::span(argv, static_cast<std::size_t>(argc)));
}
