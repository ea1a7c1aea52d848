// An embedding application: makes an index of an archive, searches it, and narrows the search to
// one value of a facet, as a page of search results would.
//
//   newsdesk ARCHIVE INDEX QUERY

#include <cstdlib>
#include <iostream>
#include <string>

#include <dateline/dateline.h>

namespace {

void make_index(const std::string& archive, const std::string& path) {
  auto reader = dateline::ArticleReader::open(archive);
  auto writer = dateline::IndexWriter::open(path);
  const dateline::Annotator annotator;
  const auto report = dateline::ingest(
      reader, writer,
      {.annotator = &annotator, .on_reject = [](const dateline::Rejection& rejection) {
         std::cerr << rejection.file << ": " << rejection.reason << '\n';
       }});
  std::cout << report.added << " articles from " << archive << "\n\n";
}

// An article need not come from an archive.
void add_own_article(const std::string& path) {
  dateline::Article article;
  article.id = "newsdesk-1";
  article.headline = "Tram line to the harbour opens";
  article.body = "The first tram left Market Square at six, with the mayor at the bell.";
  article.date = dateline::Date{std::chrono::year{2008} / 7 / 1};
  auto writer = dateline::IndexWriter::open(path);
  writer.add(article);
  writer.commit();
}

void print(const dateline::Results& results) {
  std::cout << results.total << " articles\n";
  for (const dateline::Hit& hit : results.hits) {
    std::cout << "  " << (hit.date ? dateline::to_string(*hit.date) : "undated") << "  "
              << hit.headline << "\n    " << dateline::to_text(hit.snippet, "*", "*") << '\n';
  }
  for (const dateline::FacetResult& facet : results.facets) {
    std::cout << facet.field << ':';
    for (const dateline::FacetCount& each : facet.counts) {
      std::cout << "  " << each.label << " (" << each.count << ')';
    }
    std::cout << '\n';
  }
  std::cout << '\n';
}

int run(const std::string& archive, const std::string& path, const std::string& text) {
  make_index(archive, path);
  add_own_article(path);

  const auto index = dateline::Index::open(path);
  dateline::SearchRequest request{
      .query = dateline::Query::parse(text),
      .facets = {{.field = "person", .limit = 5}, {.field = "country", .limit = 5}},
      .limit = 3,
  };
  const dateline::Results all = index.search(request);
  print(all);
  if (all.facets.back().counts.empty()) return EXIT_SUCCESS;

  const dateline::FacetCount& first = all.facets.back().counts.front();
  request.filters.push_back({.field = "country", .value = first.value});
  const dateline::Results narrowed = index.search(request);
  std::cout << "only " << first.label << ": ";
  print(narrowed);
  // The count beside a value is the number of articles that choosing it gives.
  return narrowed.total == first.count ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: newsdesk ARCHIVE INDEX QUERY\n";
    return EXIT_FAILURE;
  }
  try {
    return run(argv[1], argv[2], argv[3]);
  } catch (const dateline::Error& error) {
    std::cerr << "newsdesk: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
