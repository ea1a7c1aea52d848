#include "store/background.h"

#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

using dateline::store::Background;
using dateline::store::Work;
using dateline::store::WorkClock;

TEST_CASE("tasks are done in order, on one other thread") {
  WorkClock clock;
  std::vector<int> done;
  std::vector<std::thread::id> threads;
  Background background(clock, Work::documents, 10);
  for (int i = 0; i < 1000; ++i) {
    background.post(3, [&, i] {
      done.push_back(i);
      threads.push_back(std::this_thread::get_id());
    });
  }
  background.finish();
  REQUIRE(done.size() == 1000);
  for (int i = 0; i < 1000; ++i) CHECK(done[static_cast<std::size_t>(i)] == i);
  for (const std::thread::id each : threads) {
    CHECK(each == threads.front());
    CHECK(each != std::this_thread::get_id());
  }
  CHECK(clock.times().documents > 0);
}

TEST_CASE("what waits is bounded, but one task alone may be heavier") {
  WorkClock clock;
  Background background(clock, Work::documents, 10);
  std::atomic<int> outstanding{0};
  for (int i = 0; i < 100; ++i) {
    background.post(5, [&] { --outstanding; });
    CHECK(++outstanding <= 3);
  }
  background.post(1000, [] {});
  background.finish();
  CHECK(outstanding == 0);
}

TEST_CASE("what a task throws comes out of a later call, and nothing is done after it") {
  WorkClock clock;
  bool done = false;
  Background background(clock, Work::documents, 100);
  std::promise<void> go;
  background.post(1, [&, wait = std::make_shared<std::future<void>>(go.get_future())] {
    wait->wait();
    throw std::runtime_error("no");
  });
  background.post(1, [&] { done = true; });
  go.set_value();
  CHECK_THROWS_AS(background.finish(), std::runtime_error);
  CHECK_THROWS_AS(background.post(1, [] {}), std::runtime_error);
  CHECK_FALSE(done);
}

TEST_CASE("what has not begun is dropped with the thread") {
  WorkClock clock;
  const auto held = std::make_shared<int>(0);
  {
    Background background(clock, Work::documents, 100);
    std::promise<void> go;
    background.post(
        1, [future = std::make_shared<std::future<void>>(go.get_future())] { future->wait(); });
    for (int i = 0; i < 10; ++i) background.post(1, [held] {});
    go.set_value();
  }
  CHECK(held.use_count() == 1);
}

TEST_CASE("time belongs to the innermost span") {
  WorkClock clock;
  {
    const WorkClock::Span outer(clock, Work::commit);
    {
      const WorkClock::Span inner(clock, Work::merge);
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  CHECK(clock.times().merge >= 0.03);
  CHECK(clock.times().commit >= 0.001);
  CHECK(clock.times().documents == 0);
}
