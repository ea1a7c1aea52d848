#include "archive/body.h"

#include <algorithm>

#include "archive/boilerplate.h"
#include "archive/byline.h"
#include "archive/letters.h"
#include "archive/paragraphs.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

void apply(Article& article, const WrittenDateline& written) {
  article.dateline = written.place;
  if (article.source.empty()) article.source = written.agency;
  if (!article.date) article.date = written.date;
}

}  // namespace

void lift_dateline(Article& article, DatelineContext context) {
  // A paragraph or two may stand before it: a standfirst, an editor's note.
  constexpr int searched_paragraphs = 3;
  std::size_t at = 0;
  for (int count = 0; count < searched_paragraphs && at < article.body.size(); ++count) {
    const std::string_view rest = std::string_view(article.body).substr(at);
    const std::string_view paragraph = first_paragraph(rest);
    if (const auto written = parse_dateline(paragraph, context)) {
      apply(article, *written);
      add_removed(article.removed, base::trim(paragraph.substr(0, written->length)));
      std::size_t length = written->length;
      if (length == paragraph.size()) length = std::min(length + 2, rest.size());
      article.body.erase(at, length);
      return;
    }
    at += paragraph.size() + 2;
    context = DatelineContext::later_paragraph;
  }
}

void set_body(Article& article, std::string_view text, DatelineContext context) {
  article.body = to_paragraphs(without_boilerplate(text, article.removed));
  if (article.dateline.empty()) lift_dateline(article, context);
}

void set_dateline_value(Article& article, std::string_view value) {
  if (const auto written = parse_dateline(value, DatelineContext::value);
      written && written->length == value.size()) {
    apply(article, *written);
    if (value != written->place) add_removed(article.removed, value);
  } else {
    article.dateline = value;
  }
}

void set_author_value(Article& article, std::string_view value) {
  Byline byline = parse_author_value(value);
  if (article.source.empty()) article.source = byline.agency;
  // An agency that is not the article's source is told with the author.
  const bool elsewhere = !byline.agency.empty() && byline.agency != byline.authors &&
                         !starts_with_ignoring_case(article.source, byline.agency);
  article.byline = elsewhere ? byline.authors + ", " + byline.agency : std::move(byline.authors);
}

}  // namespace dateline::archive
