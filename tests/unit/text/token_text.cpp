#include "token_text.h"

#include <functional>

namespace dateline::text {
namespace {

std::string list(std::string_view text, std::string_view language, char delimiter,
                 const std::function<std::string(const Token&)>& write) {
  Analyzer analyzer;
  TokenList tokens;
  analyzer.analyze(text, language, tokens);
  std::string out;
  for (const Token& each : tokens) {
    const std::string written = write(each);
    if (!out.empty() && !written.empty()) out += delimiter;
    out += written;
  }
  return out;
}

}  // namespace

std::string words_of(std::string_view text, std::string_view language) {
  return list(text, language, ' ', [](const Token& token) {
    std::string out(token.word);
    if (!token.accented.empty()) out += "[" + std::string(token.accented) + "]";
    return token.joined ? "(" + out + ")" : out;
  });
}

std::string marks_of(std::string_view text) {
  return list(text, "en", '/', [text](const Token& token) {
    return std::string(text.substr(token.from, token.to - token.from));
  });
}

std::string stems_of(std::string_view text, std::string_view language) {
  return list(text, language, ' ', [](const Token& token) {
    std::string out(token.stem);
    if (!token.accented_stem.empty()) out += "[" + std::string(token.accented_stem) + "]";
    return out;
  });
}

std::string stop_words_of(std::string_view text, std::string_view language) {
  return list(text, language, ' ', [](const Token& token) {
    return token.stop_word ? std::string(token.word) : std::string();
  });
}

}  // namespace dateline::text
