#include "segment_state.h"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "dateline/index.h"
#include "dateline/index_writer.h"
#include "random_articles.h"
#include "segment_contents.h"

using dateline::IndexWriter;
using dateline::store::Snapshot;

namespace segment_state {

Names files_in(const fs::path& index) {
  Names out;
  for (const fs::directory_entry& each : fs::directory_iterator(index / "segments")) {
    out.insert(each.path().filename().string());
  }
  return out;
}

SegmentList list_of(const fs::path& index) {
  const Xapian::Database database{index.string()};
  return dateline::store::decode_segment_list(
      database.get_metadata(std::string{dateline::store::segment_list_key}), {});
}

Names segments_of(const SegmentList& list) {
  Names out;
  for (const auto& each : list.segments) out.insert(each.name);
  return out;
}

std::string problem_of(SnapshotPool& pool) {
  std::string out;
  pool.read([&](Snapshot& snapshot) {
    out = snapshot.segments_problem();
    if (snapshot.profile() == dateline::Profile::full) {
      CHECK(out.empty() == (snapshot.segments() != nullptr));
    }
  });
  return out;
}

std::string problem_of(const fs::path& index) {
  return problem_of(*SnapshotPool::open(index));
}

bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Every article's words are the same in segments and database.
bool agree(SnapshotPool& pool) {
  bool out = false;
  pool.read([&](Snapshot& snapshot) {
    const auto segments = snapshot.segments();
    out = segments && contents_of(*segments) == contents_of(snapshot.database());
  });
  return out;
}

bool agree(const fs::path& index) {
  return agree(*SnapshotPool::open(index));
}

bool is_sound(const fs::path& index) {
  const dateline::CheckReport report = dateline::check_index(index);
  for (const std::string& each : report.problems) MESSAGE(each);
  return report.problems.empty();
}

void add(const fs::path& index, int first, int articles) {
  IndexWriter writer = IndexWriter::open(index);
  RandomArticles random{static_cast<std::uint64_t>(first)};
  for (int i = first; i < first + articles; ++i) writer.add(random.article(std::to_string(i)));
  writer.commit();
}

// An index of two segments.
void fill(const fs::path& index) {
  add(index, 0, 40);
  add(index, 40, 20);
}

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// As who damages a file by hand: the file is another one, readers keep what they have open.
void write_file(const fs::path& path, const std::string& bytes) {
  fs::remove(path);
  std::ofstream{path, std::ios::binary} << bytes;
}

fs::path first_segment(const fs::path& index) {
  return index / "segments" / list_of(index).segments.front().name;
}

void change_by_xapian(const fs::path& index,
                      const std::function<void(Xapian::WritableDatabase&)>& change) {
  Xapian::WritableDatabase database{(index / "db.1").string(), Xapian::DB_OPEN};
  change(database);
  database.commit();
}

}  // namespace segment_state
