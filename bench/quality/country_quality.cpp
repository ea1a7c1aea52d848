#include "quality/report.h"

namespace dateline::quality {

void measure_countries(const std::filesystem::path&, Scores&) {}

}  // namespace dateline::quality
