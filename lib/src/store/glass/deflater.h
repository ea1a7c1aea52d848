#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dateline::store::glass {

/// Whether a table's tags are deflated while it is written. Glass notes it with each tag: what is
/// left plain is deflated by the next compaction.
enum class Deflate { never, where_smaller };

/// Raw deflate streams, as glass has them in tags. For one thread at a time.
class Deflater {
 public:
  Deflater();
  ~Deflater();

  /// `bytes` deflated, valid until the next call; empty if that is not smaller. 10 to 20 MB/s.
  std::string_view deflate(std::string_view bytes);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
  std::string out_;
};

}  // namespace dateline::store::glass
