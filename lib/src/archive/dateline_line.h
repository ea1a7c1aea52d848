#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/article.h"

namespace dateline::archive {

/// A written dateline taken apart: "SAO PAULO, Brazil, Feb 3, 2008 (Reuters) - ".
struct WrittenDateline {
  std::string place;         ///< as written: "SAO PAULO, Brazil"
  std::string agency;        ///< as written, without brackets: "Reuters"
  std::optional<Date> date;  ///< where a year is written too
  /// Bytes of the text that it takes: up to the first word of the article.
  std::size_t length = 0;
};

/// What is known about the text before it is read.
enum class DatelineContext {
  /// Begins a paragraph: wants an agency or a date beside the place, or a place in capitals before
  /// a
  /// dash and a sentence. Acronyms and labels in capitals ("NATO - an alliance") are none.
  paragraph,
  /// Begins a paragraph after the first: an agency or a date must stand beside a place in capitals.
  later_paragraph,
  /// The archive says that there is one: capitals before a dash suffice.
  labelled,
  /// A value that is nothing but a dateline: as labelled, and the dash may be missing.
  value,
};

/// The dateline that `text` (one paragraph, UTF-8) begins with; absent if there is none. Looks at
/// the first 200 bytes only.
std::optional<WrittenDateline> parse_dateline(std::string_view text, DatelineContext context);

/// Whether this names a news agency: "Reuters", "AP", "RIA Novosti". In either case of its letters.
bool is_agency(std::string_view name);

}  // namespace dateline::archive
