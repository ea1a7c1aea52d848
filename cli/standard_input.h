#pragma once

#include <istream>
#include <streambuf>
#include <vector>

namespace dateline::cli {

/// Standard input as a stream whose reading ends when the program is interrupted. Then, and when
/// the system refuses to read, the stream is `bad()`: a record cut off by that is not a whole
/// record.
class StandardInput : public std::istream {
 public:
  StandardInput();

 private:
  class Buffer : public std::streambuf {
   public:
    Buffer();

   protected:
    int_type underflow() override;

   private:
    std::vector<char> bytes_;
  };
  Buffer buffer_;
};

}  // namespace dateline::cli
