#include "archive/caption.h"

#include <doctest/doctest.h>

using namespace dateline::archive;
using namespace std::chrono_literals;

TEST_CASE("a paragraph that ends in a credit is a caption") {
  for (const std::string_view text : {
           "Ministers shake hands in Vienna, May 4, 2006. REUTERS/Jane Doe",
           "Ministers shake hands in Vienna, May 4, 2006. REUTERS/Jane Doe/Files",
           "Ministers shake hands in Vienna. (AP Photo/Jane Doe)",
           "Ministers shake hands in Vienna. AP Photo/Jane Doe",
           "Ministers shake hands in Vienna. (Photo by Jane Doe/Getty Images)",
           "Photo by Jane Doe",
           "Ministers shake hands in Vienna. AFP PHOTO / Jane DOE",
       }) {
    INFO(text);
    CHECK(is_caption(text));
  }
}

TEST_CASE("an agency inside a sentence is no credit") {
  for (const std::string_view text : {
           "The minister told Reuters that the talks had ended.",
           "The minister spoke to REUTERS/Television",
           "The talks ended, Reuters",
           "He showed a photo by Jane Doe and left.",
           "Photo by photo, the album was filled.",
           "",
       }) {
    INFO(text);
    CHECK_FALSE(is_caption(text));
  }
}

TEST_CASE("the last full date of a caption counts") {
  CHECK(date_in_caption("Seen on May 3 in Vienna, May 4, 2006. REUTERS/Jane Doe") == 2006y / 5 / 4);
  CHECK(date_in_caption("Vienna, 4 May 2006. REUTERS/Jane Doe") == 2006y / 5 / 4);
  CHECK_FALSE(date_in_caption("Vienna, May 4. REUTERS/Jane Doe"));
}
