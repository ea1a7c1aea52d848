#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "annotate/name_stretches.h"

using namespace dateline::annotate;
using Texts = std::vector<std::string>;

namespace {

Texts stretches(const std::string& text) {
  const WordList words(text);
  Texts out;
  for (const NameStretch& each : name_stretches(words, name_lexicon())) {
    const std::size_t from = words[each.first].from;
    out.push_back(text.substr(from, words[each.last].to - from));
  }
  return out;
}

}  // namespace

TEST_CASE("capitalised words side by side are a stretch, other words end it") {
  CHECK(stretches("they saw Anna Lindh near Oslo today") == Texts{"Anna Lindh near Oslo"});
  CHECK(stretches("they saw Anna Lindh when it rained in Oslo") == Texts{"Anna Lindh", "Oslo"});
  CHECK(stretches("nobody").empty());
}

TEST_CASE("particles and syllables are inside") {
  CHECK(stretches("then Miguel de la Madrid came") == Texts{"Miguel de la Madrid"});
  CHECK(stretches("then van der Pas came") == Texts{"van der Pas"});
  CHECK(stretches("then Kim Young-sam came") == Texts{"Kim Young-sam"});
  CHECK(stretches("then al-Assad came") == Texts{"al-Assad"});
}

TEST_CASE("no stretch runs over the end of a sentence or a paragraph") {
  CHECK(stretches("there was Anna Lindh. Erik Aas left") == Texts{"Anna Lindh", "Erik Aas"});
  CHECK(stretches("by Anna Lindh\n\nErik Aas left") == Texts{"Anna Lindh", "Erik Aas"});
}
