#include "archive/boilerplate.h"

#include <string>

#include <doctest/doctest.h>

using namespace dateline::archive;

namespace {

void check(std::string_view text, std::string_view kept, std::string_view removed) {
  INFO(text);
  std::string out;
  CHECK(without_boilerplate(text, out) == kept);
  CHECK(out == removed);
}

}  // namespace

TEST_CASE("what a blog puts below an article goes, line by line") {
  check("Body.\nNo comments:\nPost a Comment\n", "Body.", "No comments:\nPost a Comment");
  check(
      "Body.\n\nPosted by Ann at 9:00 AM\nEmail ThisBlogThis!Share to TwitterShare to Facebook\n"
      "Labels: Arms, Russia\n\nNo comments:\n\nPost a Comment\n\nNewer Post\nOlder Post\nHome\n",
      "Body.",
      "Posted by Ann at 9:00 AM\nEmail ThisBlogThis!Share to TwitterShare to Facebook\n"
      "Labels: Arms, Russia\nNo comments:\nPost a Comment\nNewer Post\nOlder Post\nHome");
  check("Body.\nShare this:\nTwitter\nFacebook\nLike this:\nLike Loading...\nRelated", "Body.",
        "Share this:\nTwitter\nFacebook\nLike this:\nLike Loading...\nRelated");
  check("Body.\n\u00A9 2007 The Daily Example", "Body.", "\u00A9 2007 The Daily Example");
}

TEST_CASE("the comments of readers go with the line that counts them") {
  check(
      "Body.\nPosted by Ann at 21:30\n2 comments:\nBob said...\nA long remark of a reader.\n"
      "Post a Comment",
      "Body.",
      "Posted by Ann at 21:30\n2 comments:\nBob said...\nA long remark of a reader.\n"
      "Post a Comment");
}

TEST_CASE("lines that may be an article's own stay without company") {
  for (const std::string_view text :
       {"Body.\nHome", "Body.\nPrint", "Body.\nReply", "Body.\nTags: none",
        "No comments: that was all the spokesman had to say about the failed talks with the union, "
        "which had gone on for three weeks without a result, before he left the building by a back "
        "door and drove away.",
        "Body.\nThe minister made 3 comments: all were short.", "Body.", ""}) {
    check(text, text, "");
  }
}

TEST_CASE("boilerplate inside the text stays") {
  check("One.\nPost a Comment\nTwo.", "One.\nPost a Comment\nTwo.", "");
}
