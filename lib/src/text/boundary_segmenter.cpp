#include "text/boundary_segmenter.h"

#include <algorithm>

#include <boost/locale.hpp>

#include "dateline/error.h"

namespace dateline::text {
namespace {

namespace boundary = boost::locale::boundary;
using WordBoundaries = boundary::boundary_indexing<char>;

// Boost.Locale lists every boundary of the text it is given; blocks bound that memory.
constexpr std::size_t block_size = std::size_t{128} * 1024;

std::locale icu_locale() {
  auto backends = boost::locale::localization_backend_manager::global();
  const auto names = backends.get_all_backends();
  if (std::find(names.begin(), names.end(), "icu") == names.end()) {
    throw Error(ErrorCode::internal,
                "Boost.Locale was built without its ICU back-end, which finds the words of a text; "
                "install a Boost.Locale that has it (Debian: libboost-locale1.74.0)");
  }
  backends.select("icu");
  boost::locale::generator generate(backends);
  generate.categories(boost::locale::boundary_facet);
  std::locale locale = generate("en_US.UTF-8");
  if (!std::has_facet<WordBoundaries>(locale)) {
    throw Error(ErrorCode::internal,
                "Boost.Locale's ICU back-end gives no word boundaries; "
                "reinstall Boost.Locale and ICU");
  }
  return locale;
}

bool is_ascii_alphanumeric(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
         (each >= '0' && each <= '9');
}

// Between white space and an ASCII letter or digit there is a boundary in any context.
std::size_t block_end(std::string_view text, std::size_t from, std::size_t to) {
  for (std::size_t at = from + block_size; at < to; ++at) {
    const bool space = text[at - 1] == ' ' || text[at - 1] == '\n';
    if (space && is_ascii_alphanumeric(text[at])) return at;
  }
  return to;
}

}  // namespace

void BoundarySegmenter::segment(std::string_view text, std::size_t from, std::size_t to,
                                std::vector<Segment>& out) const {
  while (from < to) {
    const std::size_t end = block_end(text, from, to);
    segment_block(text, from, end, out);
    from = end;
  }
}

// The facet is what boost::locale::boundary::segment_index stands on; asked directly it is told
// where the text is and need not copy each word.
void BoundarySegmenter::segment_block(std::string_view text, std::size_t from, std::size_t to,
                                      std::vector<Segment>& out) const {
  const char* const begin = text.data() + from;
  static const std::locale locale = icu_locale();
  const boundary::index_type boundaries =
      std::use_facet<WordBoundaries>(locale).map(boundary::word, begin, text.data() + to);
  std::size_t previous = 0;
  for (const boundary::break_info& each : boundaries) {
    if ((each.rule & boundary::word_letters) != 0 || (each.rule & boundary::word_number) != 0) {
      out.push_back({static_cast<std::uint32_t>(from + previous),
                     static_cast<std::uint32_t>(from + each.offset)});
    }
    previous = each.offset;
  }
}

}  // namespace dateline::text
