#include "store/pending_documents.h"

#include <vector>

#include <doctest/doctest.h>

#include "random_articles.h"
#include "random_documents.h"

using dateline::store::Document;
using dateline::store::PendingDocuments;

TEST_CASE("documents come back from waiting as they were, in order") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomDocuments random{seed};
  PendingDocuments pending(dateline::Profile::full);
  std::vector<Document> documents;
  for (int i = 0; i < 300; ++i) {
    documents.push_back(random.document());
    pending.add(documents.back());
  }
  CHECK(pending.size() == documents.size());
  CHECK(pending.bytes() > 0);
  std::size_t next = 0;
  pending.for_each([&](const Document& each) { CHECK(each == documents[next++]); });
  CHECK(next == documents.size());
  pending.clear();
  CHECK(pending.bytes() == 0);
  pending.for_each([](const Document&) { FAIL("there is none"); });
}
