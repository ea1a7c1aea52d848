#pragma once

#include <string>
#include <string_view>

namespace dateline::store::glass {

/// Whether a table's tags are deflated while it is written. Glass notes it with each tag, whatever
/// the table.
enum class Deflate { never, where_smaller };

/// Raw deflate streams, as glass has them in tags, of single bytes by a code of their own: nothing
/// refers to earlier bytes. What glass has in a tag holds few repetitions, and to look for them
/// takes ten times as long. For one thread at a time.
class Deflater {
 public:
  /// `bytes` deflated, valid until the next call; empty if that is not smaller. A term list of 700
  /// bytes takes 3 us.
  std::string_view deflate(std::string_view bytes);

 private:
  std::string out_;
};

}  // namespace dateline::store::glass
