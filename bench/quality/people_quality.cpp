#include "quality/report.h"

namespace dateline::quality {

void measure_people(const std::filesystem::path&, Scores&) {}

}  // namespace dateline::quality
