#include "store/content_check.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <xxhash.h>

#include "dateline/error.h"
#include "store/article_terms.h"
#include "store/people.h"
#include "store/record.h"
#include "store/schema.h"
#include "store/settings.h"

namespace dateline::store {
namespace {

using Report = std::function<void(const std::string&)>;

// Sums of these over two lists of the same things are equal, in whatever order they come.
std::uint64_t fingerprint(std::string_view text, std::uint64_t number) {
  return XXH3_64bits_withSeed(text.data(), text.size(), number);
}

std::uint64_t posting_fingerprint(std::string_view term, Xapian::docid docid, std::uint64_t wdf) {
  return fingerprint(term, std::uint64_t{docid} << 32U | wdf);
}

// A document of terms alone.
Document stored_terms(const Xapian::Database& database, Xapian::docid docid) {
  Document out;
  std::vector<std::uint32_t> positions;
  for (auto term = database.termlist_begin(docid); term != database.termlist_end(docid); ++term) {
    const std::string name = *term;
    positions.assign(database.positionlist_begin(docid, name),
                     database.positionlist_end(docid, name));
    out.add_term(name, term.get_wdf(), positions);
  }
  return out;
}

std::vector<Document::Value> stored_values(const Xapian::Document& document) {
  std::vector<Document::Value> out;
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    out.push_back({value.get_valueno(), *value});
  }
  return out;
}

std::string shown(std::string_view term) {
  return fmt::format("'{}'", term.substr(0, 80));
}

// The first term that is not the same on both sides.
std::string first_difference(const std::vector<Document::Term>& stored,
                             const std::vector<Document::Term>& expected) {
  const auto [left, right] = std::ranges::mismatch(stored, expected);
  if (left == stored.end()) return fmt::format("{} is missing", shown(right->name));
  if (right == expected.end() || left->name < right->name) {
    return fmt::format("{} does not belong", shown(left->name));
  }
  if (right->name < left->name) return fmt::format("{} is missing", shown(right->name));
  return fmt::format("{} has other places or another frequency", shown(left->name));
}

class ContentCheck {
 public:
  ContentCheck(const Xapian::Database& database, const Report& report, SegmentCheck* segments)
      : database_(database),
        profile_(profile_of(read_settings(metadata_of(database)))),
        report_(report),
        segments_(segments) {}

  void run() {
    read_people();
    for (auto each = database_.postlist_begin({}); each != database_.postlist_end({}); ++each) {
      check_article(*each);
    }
    if (articles_ != database_.get_doccount()) {
      report_(fmt::format("articles in the database: {}, by its own count {}", articles_,
                          database_.get_doccount()));
    }
    check_postings();
    check_metadata();
    if (segments_ != nullptr) segments_->finish();
  }

 private:
  // Forms of a name beyond those that an entry has room for are not counted.
  void read_people() {
    const std::string prefix{person_metadata_prefix};
    for (auto key = database_.metadata_keys_begin(prefix);
         key != database_.metadata_keys_end(prefix); ++key) {
      const PersonEntry entry = decode_person(database_.get_metadata(*key), *key);
      const std::string person = (*key).substr(prefix.size());
      if (entry.forms.size() == PersonEntry::most_forms) {
        crowded_.insert(person);
        continue;
      }
      for (const PersonEntry::Form& each : entry.forms) {
        people_ -= form_fingerprint(person, each.label) * each.articles;
      }
    }
  }

  static std::uint64_t form_fingerprint(std::string_view key, std::string_view label) {
    return fingerprint(label, fingerprint(key, 0));
  }

  void check_article(Xapian::docid docid) {
    ++articles_;
    const Xapian::Document stored = database_.get_document(docid);
    const std::string where = fmt::format("document {}", docid);
    StoredArticle article;
    try {
      article = decode_record(stored.get_data(), where, unpacker_);
    } catch (const Error& error) {
      report_(error.what());
      return;
    }
    Document expected = terms_.document(article.article, article.analysis_language);
    const std::vector<Document::Value> values = stored_values(stored);
    if (segments_ != nullptr) segments_->compare(docid, expected.terms, values, article.article);
    std::erase_if(expected.terms, [this](const Document::Term& each) {
      return !schema::is_in_database(profile_, each.name);
    });
    const Document indexed = stored_terms(database_, docid);
    const std::vector<Document::Term>& terms = indexed.terms;
    for (const Document::Term& each : terms) {
      postings_ += posting_fingerprint(each.name, docid, each.wdf);
    }
    const std::string name = fmt::format("{} (article {})", where, shown(article.article.id));
    if (terms != expected.terms) {
      report_(fmt::format("{}: terms are not those of the stored article: {}", name,
                          first_difference(terms, expected.terms)));
    }
    if (values != expected.values) {
      report_(fmt::format("{}: values are not those of the stored article", name));
    }
    if (database_.get_termfreq(expected.id_term) != 1) {
      report_(fmt::format("{}: its id stands {} times in the index", name,
                          database_.get_termfreq(expected.id_term)));
    }
    count(article);
  }

  void count(const StoredArticle& stored) {
    languages_.add(stored.analysis_language);
    text_.add(stored.article);
    if (!stored.article.people) return;
    for (const FacetValue& each : *stored.article.people) {
      if (is_person_key(each) && !crowded_.contains(each.value)) {
        people_ += form_fingerprint(each.value, each.label);
      }
    }
  }

  void check_postings() {
    for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
      const std::string name = *term;
      for (auto each = database_.postlist_begin(name); each != database_.postlist_end(name);
           ++each) {
        postings_ -= posting_fingerprint(name, *each, each.get_wdf());
      }
    }
    if (postings_ != 0) {
      report_("the posting lists are not those of the articles' term lists");
    }
  }

  void check_metadata() {
    const auto stored = LanguageCounts::read(metadata_of(database_));
    if (stored != languages_) report_("the counts of languages are not those of the articles");
    if (TextSize::read(metadata_of(database_)) != text_) {
      report_("the size of all texts is not that of the articles");
    }
    if (people_ != 0) report_("the forms of people's names are not those of the articles");
  }

  const Xapian::Database& database_;
  Profile profile_;
  const Report& report_;
  SegmentCheck* segments_;
  ArticleTerms terms_;
  RecordUnpacker unpacker_;
  LanguageCounts languages_;
  TextSize text_;
  std::set<std::string, std::less<>> crowded_;
  std::uint64_t articles_ = 0;
  std::uint64_t postings_ = 0;  ///< of term lists, less those of posting lists
  std::uint64_t people_ = 0;    ///< forms in articles, less those in the metadata
};

}  // namespace

void check_content(const Xapian::Database& database, const Report& report, SegmentCheck* segments) {
  ContentCheck{database, report, segments}.run();
}

}  // namespace dateline::store
