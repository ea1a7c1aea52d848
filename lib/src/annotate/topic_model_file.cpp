#include "annotate/topic_model_file.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "dateline/error.h"

namespace dateline::annotate {
namespace {

constexpr std::string_view magic = "dateline topic model\n";
constexpr std::uint64_t format_version = 3;
constexpr std::size_t checksum_size = sizeof(std::uint64_t);

std::string checksum(std::string_view bytes) {
  std::string out;
  base::append_big_endian(out, base::hash64(bytes));
  return out;
}

void append_float(std::string& out, float number) {
  base::append_big_endian(out, std::bit_cast<std::uint32_t>(number));
}

void append_class(std::string& out, const TopicClass& topic) {
  base::append_string(out, topic.key);
  base::append_string(out, topic.label);
  for (const float each :
       {topic.bias, topic.scale, topic.threshold, topic.slope, topic.offset, topic.reliability}) {
    append_float(out, each);
  }
}

void append_terms(std::string& out, const TopicModel& model) {
  std::uint32_t last_hash = 0;
  std::size_t at = 0;
  for (std::size_t term = 0; term < model.terms.size(); ++term) {
    base::append_number(out, model.terms[term] - last_hash);
    last_hash = model.terms[term];
    out += static_cast<char>(model.rarities[term]);
    base::append_number(out, model.ends[term] - at);
    std::uint32_t last_topic = 0;
    for (; at < model.ends[term]; ++at) {
      base::append_number(out, model.weights[at].topic - last_topic);
      last_topic = model.weights[at].topic;
      out += static_cast<char>(model.weights[at].value);
    }
  }
}

/// Reads what was written above; whatever does not fit is a CorruptError.
class Decoder {
 public:
  Decoder(std::string_view bytes, std::string_view name) : in_(bytes), name_(name) {}

  void check_version() {
    const std::uint64_t version = number();
    if (version != format_version) {
      throw VersionError(
          fmt::format("{}: a topic model of version {}, where this program reads "
                      "version {}; train it again",
                      name_, version, format_version));
    }
  }

  TopicModel model() {
    TopicModel out;
    const std::size_t languages = count();
    for (std::size_t i = 0; i < languages; ++i) out.languages.emplace_back(string());
    const std::size_t classes = count();
    for (std::size_t i = 0; i < classes; ++i) out.classes.push_back(topic_class());
    out.least_probability = real();
    const std::size_t terms = count();
    for (std::size_t i = 0; i < terms; ++i) read_term(out);
    if (!in_.at_end() || out.languages.empty()) corrupt();
    return out;
  }

 private:
  [[noreturn]] void corrupt() const {
    throw CorruptError(fmt::format("{}: the topic model is damaged; train it again", name_));
  }
  template <class Value>
  Value some(std::optional<Value> value) const {
    if (!value) corrupt();
    return *value;
  }
  std::uint64_t number() { return some(in_.read_number()); }
  std::string_view string() { return some(in_.read_string()); }
  std::uint8_t byte() { return some(in_.read_byte()); }

  // How many of something follow: each takes a byte at least.
  std::size_t count() {
    const std::uint64_t out = number();
    if (out > in_.left()) corrupt();
    return static_cast<std::size_t>(out);
  }

  float real() {
    std::uint32_t bits = 0;
    for (int i = 0; i < 4; ++i) bits = bits << 8U | byte();
    const auto out = std::bit_cast<float>(bits);
    if (!std::isfinite(out)) corrupt();
    return out;
  }

  TopicClass topic_class() {
    TopicClass out;
    out.key = string();
    out.label = string();
    for (float* each :
         {&out.bias, &out.scale, &out.threshold, &out.slope, &out.offset, &out.reliability}) {
      *each = real();
    }
    return out;
  }

  void read_term(TopicModel& model) {
    const std::uint64_t last = model.terms.empty() ? 0 : model.terms.back();
    const std::uint64_t step = number();
    const bool ascends = step > 0 || model.terms.empty();
    if (!ascends || step > std::numeric_limits<std::uint32_t>::max() - last) corrupt();
    model.terms.push_back(static_cast<std::uint32_t>(last + step));
    model.rarities.push_back(byte());
    const std::size_t weights = count();
    std::uint64_t topic = 0;
    for (std::size_t i = 0; i < weights; ++i) {
      topic += number();
      if (topic >= model.classes.size()) corrupt();
      model.weights.push_back(
          {static_cast<std::uint16_t>(topic), static_cast<std::int8_t>(byte())});
    }
    model.ends.push_back(static_cast<std::uint32_t>(model.weights.size()));
  }

  base::ByteReader in_;
  std::string_view name_;
};

}  // namespace

bool is_topic_model(std::string_view bytes) {
  return bytes.starts_with(magic);
}

std::string encode_topic_model(const TopicModel& model) {
  std::string out(magic);
  base::append_number(out, format_version);
  base::append_number(out, model.languages.size());
  for (const std::string& each : model.languages) base::append_string(out, each);
  base::append_number(out, model.classes.size());
  for (const TopicClass& each : model.classes) append_class(out, each);
  append_float(out, model.least_probability);
  base::append_number(out, model.terms.size());
  append_terms(out, model);
  return out + checksum(out);
}

TopicModel decode_topic_model(std::string_view bytes, std::string_view name) {
  if (!is_topic_model(bytes)) {
    throw CorruptError(fmt::format("{}: this is no topic model", name));
  }
  const std::string_view content = bytes.substr(0, bytes.size() - checksum_size);
  if (bytes.size() < magic.size() + checksum_size ||
      checksum(content) != bytes.substr(content.size())) {
    throw CorruptError(fmt::format(
        "{}: the topic model is damaged (its checksum is wrong); train it again", name));
  }
  Decoder decoder(content.substr(magic.size()), name);
  decoder.check_version();
  return decoder.model();
}

}  // namespace dateline::annotate
