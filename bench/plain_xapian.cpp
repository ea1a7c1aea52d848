#include "plain_xapian.h"

#include <stdexcept>

#include <xapian.h>

#include "dateline/reader.h"
#include "store/record.h"

namespace bench {

std::size_t index_with_term_generator(const std::filesystem::path& archive,
                                      const std::filesystem::path& index) try {
  Xapian::WritableDatabase database(index.string(), Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("en"));
  generator.set_stemming_strategy(Xapian::TermGenerator::STEM_SOME);
  std::size_t text_bytes = 0;
  for (const dateline::Record& record : dateline::ArticleReader::open(archive)) {
    const dateline::Article* article = record.article();
    if (article == nullptr) continue;
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(article->headline, 1, "S");
    generator.index_text(article->headline);
    generator.increase_termpos();
    generator.index_text(article->body);
    document.add_boolean_term("Q" + article->id);
    document.set_data(dateline::store::encode_record(*article));
    database.add_document(document);
    text_bytes += article->headline.size() + article->body.size();
  }
  database.commit();
  return text_bytes;
} catch (const Xapian::Error& error) {
  throw std::runtime_error("Xapian: " + error.get_msg());
}

}  // namespace bench
