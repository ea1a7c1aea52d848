#include "archive/paragraphs.h"

#include <random>
#include <string>

#include <doctest/doctest.h>

using namespace dateline::archive;

TEST_CASE("wrapped lines with indented paragraphs become paragraphs") {
  CHECK(to_paragraphs("Ministers of six states met in the old town hall on Tuesday to\n"
                      "talk about tariffs on ships, grain and coal.\n"
                      "    Nothing was agreed, and a further meeting was called for the\n"
                      "end of the month.\n"
                      "    Talks go on.\n") ==
        "Ministers of six states met in the old town hall on Tuesday to talk about tariffs on "
        "ships, grain and coal.\n\n"
        "Nothing was agreed, and a further meeting was called for the end of the month.\n\n"
        "Talks go on.");
}

TEST_CASE("single line breaks between long lines separate paragraphs") {
  const std::string one(150, 'a');
  const std::string two(140, 'b');
  CHECK(to_paragraphs(one + "\n" + two + "\nShort end.") == one + "\n\n" + two + "\n\nShort end.");
}

TEST_CASE("a hyphen at the end of a wrapped line is joined without a space") {
  CHECK(to_paragraphs("The ministry announced on Monday that the whole of the State-\n"
                      "owned fleet would be sold before the end of the coming year.") ==
        "The ministry announced on Monday that the whole of the State-owned fleet would be sold "
        "before the end of the coming year.");
}

TEST_CASE("lines of a table stay lines") {
  const std::string table =
      "May   1148   1150\n"
      "Aug   1165   1168\n"
      "Oct   1200   1205";
  CHECK(to_paragraphs(table) == table);
}

TEST_CASE("several empty lines are one") {
  CHECK(to_paragraphs("\n\nOne.\n\n\n \nTwo.\n\n") == "One.\n\nTwo.");
  CHECK(to_paragraphs("") == "");
  CHECK(to_paragraphs(" \n ") == "");
}

TEST_CASE("making paragraphs twice changes nothing, and no word is lost") {
  constexpr unsigned seed = 20070222;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const auto below = [&](unsigned n) { return static_cast<std::size_t>(random() % n); };
  constexpr std::string_view pieces[] = {
      "word",   "Word", "sentence.", "semi-",  "  ",     "\n",    "\n",   "\n\n",
      "\n    ", "\t",   "\"",        "\u201D", "12 1/2", "word?", "\n  ", "longerwordhere"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t count = below(120);
    for (std::size_t i = 0; i < count; ++i) {
      text += pieces[below(std::size(pieces))];
      if (below(4) != 0) text += ' ';
    }
    INFO("round " << round << ": " << text);
    const std::string once = to_paragraphs(text);
    CHECK(to_paragraphs(once) == once);
    const auto letters = [](std::string_view from) {
      std::string out;
      for (const char each : from) {
        if (each != ' ' && each != '\n' && each != '\t') out += each;
      }
      return out;
    };
    CHECK(letters(once) == letters(text));
  }
}
