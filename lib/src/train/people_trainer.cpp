#include "train/people_trainer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "annotate/country_gazetteer.h"
#include "annotate/name_lexicon.h"
#include "dateline/error.h"
#include "dateline/train.h"
#include "train/model_output.h"
#include "train/varied_names.h"

namespace dateline::train {
namespace {

using annotate::NameTag;
using annotate::NameText;
using annotate::TextKind;
using annotate::WordList;

// Chosen on labelled articles that were kept out of the training.
constexpr CrfOptions crf_options{};

enum class Learn { all, headline };

void add_article(const LabelledDocument& document, const Setting& setting, Learn learn,
                 TaggedStretches& out) {
  const LabelledArticle article = set_article(document, setting);
  const WordList headline(article.headline.text);
  const WordList body(article.body.text);
  const std::array texts{NameText{&headline, TextKind::heading}, NameText{&body, TextKind::body}};
  const annotate::NameFeatures features(texts, annotate::country_gazetteer(),
                                        annotate::name_lexicon());
  add_examples(features, 0, article.headline, out);
  if (learn == Learn::all) add_examples(features, 1, article.body, out);
}

// The name that a word is part of; null for none. `next` runs along with the words.
const LabelledName* name_at(const annotate::Word& word, const LabelledText& text,
                            std::size_t& next) {
  while (next < text.names.size() && text.names[next].to <= word.from) ++next;
  if (next == text.names.size() || text.names[next].from >= word.to) return nullptr;
  return &text.names[next];
}

NameTag person_tag(bool begins, bool ends) {
  if (begins) return ends ? NameTag::person_only : NameTag::person_first;
  return ends ? NameTag::person_last : NameTag::person_inner;
}

Setting main_setting(std::size_t document) {
  constexpr std::array breaks{Setting::Breaks::paragraph, Setting::Breaks::line,
                              Setting::Breaks::paragraph, Setting::Breaks::space};
  Setting setting;
  setting.signs = document % 3 == 0 ? Setting::Signs::tokens : Setting::Signs::prose;
  setting.breaks = breaks[document % breaks.size()];
  setting.headline =
      document % 5 == 4 ? Setting::Headline::none : Setting::Headline::first_sentence;
  return setting;
}

std::size_t count_people(std::span<const LabelledDocument> documents) {
  std::size_t people = 0;
  for (const LabelledDocument& document : documents) {
    for (const LabelledSentence& sentence : document) {
      for (const LabelledToken& token : sentence) {
        people += token.begins && token.kind == NameTag::person_only ? 1 : 0;
      }
    }
  }
  return people;
}

// Null if there is none.
const LabelledSentence* first_with_surname_alone(const LabelledDocument& document) {
  constexpr std::size_t shortest = 5;
  for (const LabelledSentence& sentence : document) {
    for (std::size_t at = 0; at < sentence.size() && sentence.size() >= shortest; ++at) {
      const bool goes_on = at + 1 < sentence.size() && !sentence[at + 1].begins &&
                           sentence[at + 1].kind == NameTag::person_only;
      if (sentence[at].begins && sentence[at].kind == NameTag::person_only && !goes_on) {
        return &sentence;
      }
    }
  }
  return nullptr;
}

}  // namespace

void add_examples(const annotate::NameFeatures& features, std::size_t text_index,
                  const LabelledText& text, TaggedStretches& out) {
  const WordList& words = features.words(text_index);
  std::vector<annotate::NameFeature> list;
  std::size_t next = 0;
  for (const annotate::NameStretch& stretch : features.stretches(text_index)) {
    const LabelledName* before = nullptr;
    for (std::size_t at = stretch.first; at <= stretch.last; ++at) {
      const LabelledName* name = name_at(words[at], text, next);
      TaggedStretches::Word word;
      word.begins = at == stretch.first;
      word.link = static_cast<std::uint8_t>(annotate::name_link(words[at].before));
      if (name != nullptr) word.tag = name->kind;
      if (name != nullptr && name->kind == NameTag::person_only) {
        std::size_t behind = next;
        const bool ends = at == stretch.last || name_at(words[at + 1], text, behind) != name;
        word.tag = person_tag(name != before, ends);
      }
      features.list(text_index, at, list);
      out.features.insert(out.features.end(), list.begin(), list.end());
      word.features_end = out.features.size();
      out.words.push_back(word);
      before = name;
    }
  }
}

TaggedStretches people_examples(std::span<const LabelledDocument> documents) {
  TaggedStretches out;
  for (std::size_t each = 0; each < documents.size(); ++each) {
    const LabelledDocument& document = documents[each];
    Setting setting = main_setting(each);
    add_article(document, setting, Learn::all, out);
    if (each % 3 == 1) {
      Setting shouted = setting;
      shouted.headline_capitals = shouted.body_capitals = Setting::Capitals::all;
      add_article(document, shouted, Learn::all, out);
    }
    if (each % 3 == 2) add_article(with_initials(document), setting, Learn::all, out);
    if (each % 3 == 0) add_article(with_place_names(document), setting, Learn::all, out);
    setting.headline = Setting::Headline::first_sentence;
    setting.headline_capitals = each % 2 == 0 ? Setting::Capitals::all : Setting::Capitals::titled;
    add_article(document, setting, Learn::headline, out);
    // A flash is a headline and nothing else, which often names people by surname alone.
    setting.headline_capitals = Setting::Capitals::all;
    if (const LabelledSentence* sentence = first_with_surname_alone(document)) {
      add_article({*sentence}, setting, Learn::headline, out);
      setting.headline_capitals = Setting::Capitals::kept;
      if (each % 2 == 0) add_article({*sentence}, setting, Learn::headline, out);
    }
  }
  return out;
}

}  // namespace dateline::train

namespace dateline {

PeopleTrainingReport train_people(std::span<const std::filesystem::path> inputs,
                                  const std::filesystem::path& model,
                                  const PeopleTrainingOptions& options) {
  std::vector<train::LabelledDocument> documents;
  for (const std::filesystem::path& input : inputs) {
    auto read = train::read_conll(input);
    documents.insert(documents.end(), std::make_move_iterator(read.begin()),
                     std::make_move_iterator(read.end()));
  }
  PeopleTrainingReport report;
  report.articles = documents.size();
  report.names = train::count_people(documents);
  if (report.names == 0) {
    throw InvalidArgumentError(
        "no name of a person is labelled in the input: there is nothing to learn. Names are marked "
        "with B-PER and I-PER");
  }
  const train::TaggedStretches examples = train::people_examples(documents);
  report.words = examples.words.size();
  bool stopped = false;
  annotate::NameWeights weights =
      train::train_crf(examples, train::crf_options, [&](std::size_t iteration, double objective) {
        stopped = options.on_iteration && !options.on_iteration(iteration, objective);
        return !stopped;
      });
  if (stopped) throw Error(ErrorCode::cancelled, "training was stopped; no model was written");
  weights.description = options.description;
  const std::string bytes = annotate::encode(weights);
  train::write_model(model, bytes);
  report.features = weights.rows.size();
  report.bytes = bytes.size();
  return report;
}

}  // namespace dateline
