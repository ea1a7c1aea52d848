#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/query.h"

namespace dateline::query {

/// Where the parser says that something is not of the language: a note under Syntax::lenient, a
/// ParseError under Syntax::strict.
class NoteList {
 public:
  explicit NoteList(Syntax syntax) : syntax_(syntax) {}

  /// `problem` says what is wrong, `remedy` what to write instead, `reading` how the text is read
  /// as it stands.
  struct Complaint {
    std::size_t offset;
    std::string_view problem;
    std::string_view remedy;
    std::string_view reading;
  };

  /// Throws ParseError under Syntax::strict.
  void add(const Complaint& complaint);

  /// What a reader should know although the text is of the language: never throws.
  void remark(std::size_t offset, std::string message);

  /// In order of offset. Of noise, which is a complaint at every other byte, only the first ones.
  std::vector<QueryNote> take();

 private:
  Syntax syntax_;
  std::vector<QueryNote> notes_;
  std::size_t left_out_ = 0;
};

}  // namespace dateline::query
