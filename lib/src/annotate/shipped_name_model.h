#pragma once

#include <memory>

#include "annotate/name_model.h"

namespace dateline::annotate {

/// The model compiled into the library, made at the first call; null in a build without it
/// (DATELINE_RESEARCH_MODELS).
std::shared_ptr<const NameModel> shipped_name_model();

}  // namespace dateline::annotate
