// Run by the build: writes the source that tells a program what its analyser does
// (known_analyser.h).

#include <cstdio>
#include <exception>
#include <fstream>
#include <string>

#include <fmt/format.h>

#include "text/break_classes.h"
#include "text/known_analyser.h"

namespace {

std::string description() {
  using namespace dateline::text;
  return fmt::format(
      "#include \"text/known_analyser.h\"\n\n"
      "const dateline::text::KnownAnalyser* dateline::text::known_analyser() {{\n"
      "  static constexpr KnownAnalyser known{{\n"
      "      .libraries = \"{}\",\n"
      "      .fingerprint = \"{}\",\n"
      "      .break_classes = \"{}\"}};\n"
      "  return &known;\n"
      "}}\n",
      fmt::join(loaded_libraries(), " "), probe_fingerprint(), to_digits(probe_break_classes()));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: describe-analyser FILE\n", stderr);
    return 2;
  }
  try {
    std::ofstream file(argv[1]);
    file << description();
    file.close();
    if (file) return 0;
    std::fprintf(stderr, "describe-analyser: cannot write %s\n", argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "describe-analyser: %s\n", error.what());
  }
  return 1;
}
