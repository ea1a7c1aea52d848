#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <chrono>
#include <thread>

#include <doctest/doctest.h>

#include "dateline/index_writer.h"
#include "random_articles.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using dateline::Article;
using dateline::IndexWriter;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;

namespace {

constexpr std::size_t articles_a_commit = 5;

// What commit number `commit` (from 1) writes: new articles, and one in place of the first.
void write_commit(IndexWriter& writer, std::uint64_t commit) {
  RandomArticles random{commit};
  for (std::size_t i = 0; i < articles_a_commit; ++i) {
    Article article = random.article(std::to_string(commit) + '/' + std::to_string(i));
    writer.add(std::move(article));
  }
  writer.add({.id = "latest", .headline = std::to_string(commit)});
  writer.commit();
}

std::uint64_t latest_commit(const std::filesystem::path& index) {
  std::uint64_t out = 0;
  SnapshotPool::open(index)->read([&](Snapshot& snapshot) {
    const auto docid = snapshot.find("latest");
    out = docid ? std::stoull(snapshot.article(*docid).article.headline) : 0;
    CHECK(snapshot.database().get_doccount() == (out == 0 ? 0 : out * articles_a_commit + 1));
  });
  return out;
}

// Writes and compacts until it is killed, telling of each commit on `acknowledge` once it is made.
[[noreturn]] void write_for_ever(const std::filesystem::path& index, int acknowledge) {
  try {
    std::uint64_t commit = 0;
    {
      IndexWriter::open(index);
      commit = latest_commit(index);
    }
    while (true) {
      {
        IndexWriter writer = IndexWriter::open(index);
        for (int i = 0; i < 4; ++i) {
          write_commit(writer, ++commit);
          if (::write(acknowledge, &commit, sizeof commit) != sizeof commit) ::_exit(1);
        }
      }
      dateline::compact_index(index);
    }
  } catch (...) {
    ::_exit(2);
  }
}

std::uint64_t last_acknowledged(int pipe) {
  std::uint64_t out = 0;
  std::uint64_t commit = 0;
  while (::read(pipe, &commit, sizeof commit) == sizeof commit) out = commit;
  return out;
}

}  // namespace

TEST_CASE("a killed writer leaves an index at its last commit, sound") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  const TemporaryFolder folder;
  const std::filesystem::path index = folder / "index";
  std::uint64_t last = 0;
  for (int round = 0; round < 20; ++round) {
    INFO("round ", round);
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      ::close(ends[0]);
      write_for_ever(index, ends[1]);
    }
    ::close(ends[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds{random.below(200)});
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    last = std::max(last, last_acknowledged(ends[0]));
    ::close(ends[0]);

    IndexWriter::open(index);
    const std::uint64_t found = latest_commit(index);
    CHECK(found >= last);
    CHECK(found <= last + 1);
    last = found;
    const dateline::CheckReport report = dateline::check_index(index);
    for (const std::string& each : report.problems) FAIL_CHECK(each);
  }
  CHECK(last > 0);
}
