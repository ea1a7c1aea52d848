#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "dateline/export.h"

namespace dateline {

/// One replaceable part of an Annotator: finds and normalises the values of one facet.
/// Implementations must allow calls from several threads at once.
class DATELINE_EXPORT FacetFinder {
 public:
  virtual ~FacetFinder() = default;
  /// The values that the article's own text speaks for, most certain first, each with
  /// `origin == found`. Values of other facets that the article already has may be consulted.
  virtual FacetValues find(const Article& article) const = 0;
  /// The key and label for a value that the archive gave ("usa" -> US, "Baker, James A." ->
  /// james-a-baker, "James A. Baker"). A value that maps to nothing comes back as given.
  virtual FacetValue normalise(const FacetValue& given, const Article& article) const = 0;
  /// `normalise` for each of an article's values, in their order; duplicates may remain. A part
  /// that reads the article for it can override this to read it once.
  virtual FacetValues normalise_all(const FacetValues& given, const Article& article) const;
};

struct PeopleFinderOptions {
  /// A file that `train_people` has written; empty: the model that ships with the library.
  std::filesystem::path model{};
};

/// The part that finds people: by a trained model in English articles, by rules and word lists in
/// those known to be in another language, and in all where the library was built without its model
/// and none is given. Throws NotFoundError, IoError, CorruptError or VersionError for a model that
/// cannot be read.
DATELINE_EXPORT std::shared_ptr<const FacetFinder> people_finder(
    const PeopleFinderOptions& options = {});

/// The name of the topics that ship with the library, where models are named.
inline constexpr std::string_view shipped_topics = "default";

/// Finds the topics that models know, for AnnotatorOptions::topics. A model is the path of a file
/// that TopicTrainer wrote, or of a table of topics with their seed words (lib/data/topics.tsv
/// describes it), or "default". With several models an article gets the values of all; with none it
/// gets none. A topic above another that is found is not listed; the one below stands in its place
/// if that comes first. The spans of a found topic are the words
/// that speak most for it, at most five; it rests on the whole text. An article in a language that
/// a model was not trained on gets nothing from it.
///
/// Throws NotFoundError or IoError if a file cannot be read, CorruptError if it is neither model
/// nor table or is damaged, VersionError if another version wrote it.
DATELINE_EXPORT std::shared_ptr<const FacetFinder> topic_finder(
    const std::vector<std::string>& models = {std::string(shipped_topics)});

/// The replaceable part of an Annotator that tells languages. Implementations must allow calls from
/// several threads at once.
class DATELINE_EXPORT LanguageDetector {
 public:
  virtual ~LanguageDetector() = default;
  /// The ISO 639-1 code of the article's language by its text ("en"), empty where it is in doubt: a
  /// wrong language is worse than none.
  virtual std::string detect(const Article& article) const = 0;
};

/// Tells no language: articles keep what their archive says.
DATELINE_EXPORT std::shared_ptr<const LanguageDetector> language_as_given();

/// The parts. A null part is the one that ships with the library.
struct AnnotatorOptions {
  std::shared_ptr<const LanguageDetector> language{};
  std::shared_ptr<const FacetFinder> people{};
  std::shared_ptr<const FacetFinder> countries{};
  std::shared_ptr<const FacetFinder> topics{};  ///< see topic_finder
};

/// Says who, where and about what an article is. Values that the archive gave win and are
/// normalised; a facet of which the archive says nothing is filled from the text.
/// May be used from several threads at once. Construction reads the gazetteers (milliseconds).
class DATELINE_EXPORT Annotator {
 public:
  explicit Annotator(AnnotatorOptions options = {});
  Annotator(Annotator&&) noexcept;
  Annotator& operator=(Annotator&&) noexcept;
  ~Annotator();

  /// Fills `people`, `countries` and `topics`; all three are present afterwards. Fills `language`
  /// where it is empty and the text leaves no doubt.
  void annotate(Article& article) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
