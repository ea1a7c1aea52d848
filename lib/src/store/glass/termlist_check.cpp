#include "store/glass/termlist_check.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <zlib.h>

#include "store/glass/pack.h"
#include "store/glass/table_reader.h"
#include "store/glass/termlist.h"
#include "store/glass/version_file.h"

namespace dateline::store::glass {
namespace {

class Inflater {
 public:
  Inflater() {
    constexpr int raw_stream = -15;  // of the largest window
    if (inflateInit2(&zlib_, raw_stream) != Z_OK) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&zlib_); }

  /// Whether `stream` is whole; its bytes are then in `out`.
  bool inflate(std::string_view stream, std::string& out) {
    constexpr std::size_t least_room = 4096;
    inflateReset(&zlib_);
    // zlib takes what it reads as not constant, and leaves it alone.
    zlib_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(stream.data()));
    zlib_.avail_in = static_cast<uInt>(stream.size());
    out.resize(std::max(least_room, out.capacity()));
    std::size_t size = 0;
    while (true) {
      zlib_.next_out = reinterpret_cast<Bytef*>(out.data() + size);
      zlib_.avail_out = static_cast<uInt>(out.size() - size);
      const int result = ::inflate(&zlib_, Z_NO_FLUSH);
      size = out.size() - zlib_.avail_out;
      if (result == Z_STREAM_END) break;
      if (result != Z_OK || zlib_.avail_out > 0) return false;
      out.resize(2 * out.size());
    }
    out.resize(size);
    return true;
  }

 private:
  z_stream zlib_{};
};

/// What is wrong with the entry of `key`: the term list of a document, or the slots that it uses.
std::string problem_of(std::string_view key, std::string_view tag) {
  const std::optional<std::uint32_t> docid = read_sortable(key);
  if (!docid) return "a key has no document number";
  std::string terms_key;
  append_sortable(terms_key, *docid);
  std::string_view problem = "its key is damaged";
  if (key == terms_key) problem = problem_of_terms(tag);
  if (key == terms_key + '\0') problem = problem_of_slots(tag);
  return problem.empty() ? std::string{} : fmt::format("document {}: {}", *docid, problem);
}

}  // namespace

void check_termlists(const std::filesystem::path& database) {
  const Version version = read_version_file(database);
  TableReader table(database / "termlist.glass", version.roots.termlist, version.revision);
  Inflater inflater;
  std::string inflated;
  while (table.next()) {
    std::string_view tag = table.tag().bytes;
    if (table.tag().form == Stored::deflated) {
      if (!inflater.inflate(tag, inflated)) table.fail("an entry cannot be inflated");
      tag = inflated;
    }
    if (const std::string problem = problem_of(table.key(), tag); !problem.empty()) {
      table.fail(problem);
    }
  }
}

}  // namespace dateline::store::glass
