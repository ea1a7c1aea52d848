#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "dateline/export.h"

namespace dateline {

struct PeopleTrainingOptions {
  /// What the model is made of, kept in its file: one line.
  std::string description{};
  /// Called after each of some hundred iterations with its number and what is being made small;
  /// false ends the training.
  std::function<bool(std::size_t iteration, double objective)> on_iteration{};
};

struct PeopleTrainingReport {
  std::size_t articles = 0;
  std::size_t names = 0;     ///< of people
  std::size_t words = 0;     ///< that were learnt from, copies in capitals with them
  std::size_t features = 0;  ///< of the model
  std::size_t bytes = 0;     ///< of its file
};

/// Trains a model that finds the names of people, from articles with labelled names, and writes it
/// to the file `model`. The inputs are texts in the columns of the CoNLL shared tasks: a token and
/// its tag on a line (O, B-PER, I-PER; B-LOC, B-ORG and all others help to tell people from places
/// and firms), an empty line behind each sentence, a line -DOCSTART- before each article.
///
/// One thread; for 200,000 words some minutes and a few hundred megabytes. The same input gives the
/// same model. Throws NotFoundError, IoError, InvalidArgumentError (a line of another form, no
/// names at all), Error (cancelled).
DATELINE_EXPORT PeopleTrainingReport train_people(std::span<const std::filesystem::path> inputs,
                                                  const std::filesystem::path& model,
                                                  const PeopleTrainingOptions& options = {});

}  // namespace dateline
