#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/hash.h"
#include "data/probe_texts_tsv.h"
#include "text/analyzer.h"
#include "text/known_analyser.h"

namespace dateline::text {
namespace {

// To be raised when the rules change in a way that the probe texts may not show.
constexpr int rules_version = 1;

// What becomes terms and positions; stop words do not, so that a list may grow without a new index.
void append_terms(const TokenList& tokens, std::string& out) {
  for (const Token& each : tokens) {
    out += fmt::format("{} {} {} {} {} {}\n", each.position, each.word, each.accented, each.stem,
                       each.accented_stem, each.joined ? 1 : 0);
  }
}

}  // namespace

std::string probe_fingerprint() {
  Analyzer analyzer;
  TokenList tokens;
  std::string terms = fmt::format("rules {}\n", rules_version);
  std::string_view rest = data::probe_texts_tsv();
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string_view::npos) continue;
    analyzer.analyze(line.substr(tab + 1), line.substr(0, tab), tokens);
    append_terms(tokens, terms);
  }
  return base::hex_hash(terms);
}

std::string analyzer_fingerprint() {
  static const std::string fingerprint = [] {
    const KnownAnalyser* const known = trusted_analyser();
    return known == nullptr ? probe_fingerprint() : std::string(known->fingerprint);
  }();
  return fingerprint;
}

}  // namespace dateline::text
