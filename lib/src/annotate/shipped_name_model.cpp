#include "annotate/shipped_name_model.h"

#if DATELINE_RESEARCH_MODELS
#include "data/people_model.h"
#endif

namespace dateline::annotate {

std::shared_ptr<const NameModel> shipped_name_model() {
#if DATELINE_RESEARCH_MODELS
  static const auto model =
      std::make_shared<const NameModel>(decode_name_weights(data::people_model(), "people.model"));
  return model;
#else
  return nullptr;
#endif
}

}  // namespace dateline::annotate
