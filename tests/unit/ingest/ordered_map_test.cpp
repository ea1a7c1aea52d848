#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "ingest/ordered_map.h"

using namespace dateline::pipeline;

namespace {

constexpr unsigned thread_counts[] = {1, 2, 3, 8};

/// Numbers 0 to `count`-1 squared, with delays that mix up the threads.
struct Squares {
  int count = 500;
  int read_fails_at = -1;
  int work_fails_at = -1;
  int write_fails_at = -1;
  int write_stops_at = -1;
  std::vector<int> written{};
  std::atomic<int> read{0};

  void run(unsigned threads, Window window = {.items = 16, .bytes = 1000}) {
    ordered_map<int, int>({.read = [this] { return next(); },
                           .weigh = [](const int& each) { return static_cast<std::size_t>(each); },
                           .work = [this](int each) { return square(each); },
                           .write = [this](int each) { return keep(each); }},
                          threads, window);
  }

  std::optional<int> next() {
    const int each = read++;
    if (each == read_fails_at) throw std::runtime_error("read");
    return each < count ? std::optional(each) : std::nullopt;
  }

  int square(int each) const {
    std::minstd_rand random(static_cast<unsigned>(each) + 1);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 200));
    if (each == work_fails_at) throw std::runtime_error("work");
    return each * each;
  }

  bool keep(int each) {
    if (static_cast<int>(written.size()) == write_fails_at) throw std::runtime_error("write");
    written.push_back(each);
    return static_cast<int>(written.size()) != write_stops_at;
  }

  // What has been written is the beginning of the squares.
  void check_written(int wanted) const {
    REQUIRE(static_cast<int>(written.size()) == wanted);
    for (int i = 0; i < wanted; ++i) CHECK(written[static_cast<std::size_t>(i)] == i * i);
  }
};

}  // namespace

TEST_CASE("results come out in order whatever the number of threads") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    Squares squares;
    squares.run(threads);
    squares.check_written(500);
    CHECK(squares.read == 501);
  }
}

TEST_CASE("no input is no output") {
  for (const unsigned threads : thread_counts) {
    Squares squares{.count = 0};
    squares.run(threads);
    squares.check_written(0);
  }
}

TEST_CASE("an item heavier than the window passes alone") {
  for (const unsigned threads : thread_counts) {
    Squares squares{.count = 40};
    squares.run(threads, {.items = 4, .bytes = 1});
    squares.check_written(40);
  }
}

TEST_CASE("reading keeps within the window ahead of writing") {
  for (const unsigned threads : {2U, 8U}) {
    CAPTURE(threads);
    std::atomic<int> read{0};
    int written = 0;
    int furthest = 0;
    ordered_map<int, int>({.read = [&]() -> std::optional<int> {
                             if (read == 300) return std::nullopt;
                             return read++;
                           },
                           .weigh = [](const int&) { return std::size_t{10}; },
                           .work = [](int each) { return each; },
                           .write =
                               [&](int) {
                                 furthest = std::max(furthest, read - written);
                                 ++written;
                                 return true;
                               }},
                          threads, {.items = 100, .bytes = 50});
    CHECK(written == 300);
    // Five in the window, one being written, one read and waiting for room.
    CHECK(furthest <= 7);
  }
}

TEST_CASE("a failure of reading or working arrives after all that came before it") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    Squares reading{.read_fails_at = 123};
    CHECK_THROWS_WITH(reading.run(threads), "read");
    reading.check_written(123);
    Squares working{.work_fails_at = 77};
    CHECK_THROWS_WITH(working.run(threads), "work");
    working.check_written(77);
    Squares first_of_two{.read_fails_at = 80, .work_fails_at = 77};
    CHECK_THROWS_WITH(first_of_two.run(threads), "work");
    first_of_two.check_written(77);
  }
}

TEST_CASE("a failure of writing and a wish to stop end everything at once") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    Squares failing{.write_fails_at = 50};
    CHECK_THROWS_WITH(failing.run(threads), "write");
    failing.check_written(50);
    CHECK(failing.read < 500);
    Squares stopping{.write_stops_at = 50};
    stopping.run(threads);
    stopping.check_written(50);
    CHECK(stopping.read < 500);
  }
}

TEST_CASE("with one thread everything happens on the calling one") {
  const auto caller = std::this_thread::get_id();
  int left = 10;
  ordered_map<int, bool>({.read = [&]() -> std::optional<int> {
                            CHECK(std::this_thread::get_id() == caller);
                            return left-- > 0 ? std::optional(left) : std::nullopt;
                          },
                          .weigh = [](const int&) { return std::size_t{1}; },
                          .work = [&](int) { return std::this_thread::get_id() == caller; },
                          .write =
                              [](bool same) {
                                CHECK(same);
                                return true;
                              }},
                         1);
}

TEST_CASE("with several threads the calling one works, writes, and never reads") {
  const auto caller = std::this_thread::get_id();
  for (const unsigned threads : {2U, 3U, 8U}) {
    CAPTURE(threads);
    int left = 500;
    std::mutex mutex;
    std::set<std::thread::id> workers;
    bool caller_read = false;
    bool other_wrote = false;
    ordered_map<int, int>({.read = [&]() -> std::optional<int> {
                             caller_read |= std::this_thread::get_id() == caller;
                             return left-- > 0 ? std::optional(left) : std::nullopt;
                           },
                           .weigh = [](const int&) { return std::size_t{1}; },
                           .work =
                               [&](int each) {
                                 std::this_thread::sleep_for(std::chrono::microseconds(50));
                                 const std::lock_guard lock(mutex);
                                 workers.insert(std::this_thread::get_id());
                                 return each;
                               },
                           .write =
                               [&](int) {
                                 other_wrote |= std::this_thread::get_id() != caller;
                                 return true;
                               }},
                          threads);
    CHECK(!caller_read);
    CHECK(!other_wrote);
    CHECK(workers.contains(caller));
    CHECK(workers.size() <= threads);
  }
}

TEST_CASE("what has been read is written while reading waits for more") {
  for (const unsigned threads : {2U, 3U, 8U}) {
    CAPTURE(threads);
    std::mutex mutex;
    std::condition_variable wrote;
    int read = 0;
    int written = 0;
    bool in_time = true;
    ordered_map<int, int>({.read = [&]() -> std::optional<int> {
                             std::unique_lock lock(mutex);
                             in_time &= wrote.wait_for(lock, std::chrono::seconds(20),
                                                       [&] { return written == read; });
                             return read < 50 ? std::optional(read++) : std::nullopt;
                           },
                           .weigh = [](const int&) { return std::size_t{1}; },
                           .work = [](int each) { return each; },
                           .write =
                               [&](int) {
                                 const std::lock_guard lock(mutex);
                                 ++written;
                                 wrote.notify_one();
                                 return true;
                               }},
                          threads);
    CHECK(in_time);
    CHECK(written == 50);
  }
}

TEST_CASE("who waits for a slow stage is told") {
  const auto sleep = [] { std::this_thread::sleep_for(std::chrono::milliseconds(20)); };
  const auto waits_where = [&](bool slow_reading, unsigned threads) {
    int left = 6;
    return ordered_map<int, int>({.read = [&]() -> std::optional<int> {
                                    if (slow_reading) sleep();
                                    return left-- > 0 ? std::optional(left) : std::nullopt;
                                  },
                                  .weigh = [](const int&) { return std::size_t{1}; },
                                  .work = [](int each) { return each; },
                                  .write =
                                      [&](int) {
                                        if (!slow_reading) sleep();
                                        return true;
                                      }},
                                 threads, {.items = 1, .bytes = 1});
  };
  for (const unsigned threads : {2U, 8U}) {
    CAPTURE(threads);
    CHECK(waits_where(true, threads).write > 0);
    CHECK(waits_where(false, threads).read > 0);
  }
  const Waits alone = waits_where(true, 1);
  CHECK(alone.read + alone.work + alone.write == 0);
}
