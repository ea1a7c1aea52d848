#pragma once

#include <string>
#include <vector>

namespace dateline::archive {

/// One file of each format, its records several where the format has several.
struct Sample {
  std::string format;
  std::string bytes;
};
std::vector<Sample> samples();

}  // namespace dateline::archive
