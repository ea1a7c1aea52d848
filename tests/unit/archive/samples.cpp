#include "unit/archive/samples.h"

namespace dateline::archive {

std::vector<Sample> samples() {
  std::string jsonl;
  std::string reuters = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n";
  for (int i = 1; i <= 40; ++i) {
    const std::string number = std::to_string(i);
    jsonl += "{\"id\":" + number + ",\"headline\":\"Ship " + number +
             " sails\",\"date\":\"2006-05-04\",\"people\":[\"Jane Doe\"],\"topics\":[]," +
             "\"note\":{\"a\":[1,null,\"x\"]},\"body\":\"VIENNA (Reuters) - Ship " + number +
             " left caf\\u00e9 \\\"Blue\\\" on Monday.\\n\\nIt sank.\\nNo comments:\"}\n";
    reuters += "<REUTERS TOPICS=\"YES\" OLDID=\"" + number + "\" NEWID=\"" + number +
               "\">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TOPICS><D>ship</D></TOPICS>\n"
               "<PLACES><D>austria</D></PLACES>\n<PEOPLE></PEOPLE>\n<UNKNOWN>&#5;F</UNKNOWN>\n"
               "<TEXT>&#2;\n<TITLE>SHIP " +
               number +
               " &lt;S> SAILS</TITLE>\n<DATELINE>    VIENNA, Feb 26 - </DATELINE><BODY>A ship left "
               "the port on Monday with\nforty men.\n    It sank.\n Reuter\n&#3;</BODY></TEXT>\n"
               "</REUTERS>\n";
  }
  const std::string text =
      "World News\n\nShip sails from Vienna\n\nBy Jane Doe, Reuters\n\nVIENNA, May 4, 2006 "
      "(Reuters) - "
      "A ship left the port on Monday with forty men on board, the harbour master said.\n\n"
      "The ship in port, May 3, 2006. REUTERS/Jane Poe\n\n\u201CIt sank,\u201D he said.\n\n"
      "Posted by Ann at 9:00 AM\nNo comments:\nPost a Comment\n";
  return {{"jsonl", jsonl}, {"reuters", reuters}, {"text", text}};
}

}  // namespace dateline::archive
