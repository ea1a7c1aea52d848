#include "quality/report.h"

namespace dateline::quality {

void measure_topics(const std::filesystem::path&, Scores&) {}

}  // namespace dateline::quality
