#pragma once

#include <cstdint>
#include <string>

#include "dateline/ingest.h"

namespace dateline::indexer {

/// What a run over all its inputs did.
struct AddReport {
  IngestReport ingest;
  WriterTimes writing;  ///< over all inputs, with the commit at the end
  std::uint64_t files_passed_over = 0;
  unsigned threads = 0;  ///< that annotate and analyse
  double seconds = 0;
};

/// Adds the figures of one input to those of the run, but for what the writer did.
void accumulate(IngestReport& sum, const IngestReport& part);

/// For a person, one line, and for programs, one JSON object.
std::string report_text(const AddReport& report);
std::string report_json(const AddReport& report);

}  // namespace dateline::indexer
