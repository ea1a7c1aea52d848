#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <thread>

#include <doctest/doctest.h>

#include "dateline/index_writer.h"
#include "random_articles.h"
#include "segment_contents.h"
#include "store/segment/segment_list.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using dateline::Article;
using dateline::IndexWriter;
using dateline::WriteMethod;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;

namespace {

constexpr std::size_t articles_a_commit = 5;
// Now and then there are many more.
constexpr std::size_t commits_between_large_ones = 3;
constexpr std::size_t more_articles = 195;

std::uint64_t articles_of(std::uint64_t commit) {
  const bool is_large = commit % commits_between_large_ones == 0;
  return articles_a_commit + (is_large ? more_articles : 0);
}

std::uint64_t articles_up_to(std::uint64_t commit) {
  return commit * articles_a_commit + commit / commits_between_large_ones * more_articles;
}

// What commit number `commit` (from 1) writes: new articles, and one in place of the first.
void write_commit(IndexWriter& writer, std::uint64_t commit) {
  RandomArticles random{commit};
  for (std::uint64_t i = 0; i < articles_of(commit); ++i) {
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
    CHECK(snapshot.database().get_doccount() == (out == 0 ? 0 : articles_up_to(out) + 1));
  });
  return out;
}

// Segments that hold what the database holds stand in files that are there.
void require_segments(const std::filesystem::path& index) {
  SnapshotPool::open(index)->read([&](Snapshot& snapshot) {
    INFO(snapshot.segments_problem());
    REQUIRE(snapshot.segments());
    CHECK(contents_of(*snapshot.segments()) == contents_of(snapshot.database()));
  });
}

// Every segment is of the last commit or the one before, and there is one database.
void require_no_orphans(const std::filesystem::path& index) {
  const Xapian::Database database{index.string()};
  const auto list = dateline::store::decode_segment_list(
      database.get_metadata(std::string{dateline::store::segment_list_key}), {});
  for (const auto& file : std::filesystem::directory_iterator(index / "segments")) {
    const std::string name = file.path().filename().string();
    CAPTURE(name);
    const bool listed = list.names(name) || std::ranges::count(list.retired, name) == 1;
    CHECK(listed);
  }
  CHECK(std::distance(std::filesystem::directory_iterator{index}, {}) == 4);
}

int rounds() {
  const char* given = std::getenv("DATELINE_TEST_KILLS");
  return given == nullptr ? 50 : std::atoi(given);
}

// Writes, compacts and rebuilds until it is killed, telling of each commit on `acknowledge` once it
// is made.
[[noreturn]] void write_for_ever(const std::filesystem::path& index, int acknowledge) {
  try {
    std::uint64_t commit = 0;
    {
      IndexWriter::open(index);
      commit = latest_commit(index);
    }
    while (true) {
      {
        const bool rewrites = commit / 4 % 2 == 0;
        IndexWriter writer = IndexWriter::open(
            index, {.method = rewrites ? WriteMethod::rewrite : WriteMethod::in_place});
        for (int i = 0; i < 4; ++i) {
          write_commit(writer, ++commit);
          if (::write(acknowledge, &commit, sizeof commit) != sizeof commit) ::_exit(1);
        }
      }
      if (commit % 8 == 0) {
        dateline::rebuild_index(index);
      } else {
        dateline::compact_index(index);
      }
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
  constexpr int rounds_of_an_index = 25;
  std::optional<TemporaryFolder> folder;
  std::filesystem::path index;
  std::uint64_t last = 0;
  for (int round = 0; round < rounds(); ++round) {
    INFO("round ", round);
    if (round % rounds_of_an_index == 0) {
      folder.emplace();
      index = *folder / "index";
      last = 0;
    }
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

    const bool is_made = std::filesystem::exists(index / "XAPIANDB");
    if (is_made) require_segments(index);
    IndexWriter::open(index);
    require_segments(index);
    require_no_orphans(index);
    const std::uint64_t found = latest_commit(index);
    CHECK(found >= last);
    CHECK(found <= last + 1);
    last = found;
    const dateline::CheckReport report = dateline::check_index(index);
    for (const std::string& each : report.problems) FAIL_CHECK(each);
  }
  CHECK(last > 0);
}
