#include "annotate/name_model.h"

#include <bit>
#include <cmath>
#include <optional>
#include <type_traits>

#include <fmt/format.h>

#include "base/hash.h"
#include "dateline/error.h"

namespace dateline::annotate {
namespace {

constexpr std::string_view magic = "dateline people\n";
constexpr std::uint32_t format_version = 1;
constexpr std::size_t checksum_size = 8;

template <class Number>
void append(std::string& out, Number number) {
  auto bits = static_cast<std::make_unsigned_t<Number>>(number);
  for (std::size_t each = 0; each < sizeof(Number); ++each) {
    out += static_cast<char>(bits & 0xFFU);
    bits = static_cast<std::make_unsigned_t<Number>>(std::uint64_t{bits} >> 8);
  }
}

class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}
  std::size_t left() const { return bytes_.size(); }
  std::string_view take(std::size_t count) {
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(taken.size());
    return taken;
  }
  // Only where so many bytes are left.
  template <class Number>
  Number number() {
    std::uint64_t bits = 0;
    for (std::size_t each = 0; each < sizeof(Number); ++each) {
      bits |= std::uint64_t{static_cast<unsigned char>(bytes_[each])} << (8 * each);
    }
    bytes_.remove_prefix(sizeof(Number));
    return static_cast<Number>(bits);
  }

 private:
  std::string_view bytes_;
};

constexpr std::size_t transition_bytes = name_link_count * name_tag_count * name_tag_count * 2;
constexpr std::size_t row_bytes = sizeof(NameFeature) + name_tag_count * 2;

// What stands behind magic, versions and checksum.
std::optional<NameWeights> read_weights(Input in) {
  NameWeights weights;
  if (in.left() < 4) return {};
  const auto description = in.number<std::uint32_t>();
  if (description > in.left()) return {};
  weights.description = in.take(description);
  if (in.left() < 8 + transition_bytes) return {};
  weights.scale = std::bit_cast<float>(in.number<std::uint32_t>());
  if (!std::isfinite(weights.scale) || weights.scale <= 0) return {};
  for (auto& link : weights.transitions) {
    for (auto& row : link) {
      for (std::int16_t& weight : row) weight = in.number<std::int16_t>();
    }
  }
  const auto rows = in.number<std::uint32_t>();
  if (in.left() != rows * row_bytes) return {};
  weights.rows.resize(rows);
  for (NameWeights::Row& row : weights.rows) {
    row.feature = in.number<NameFeature>();
    for (std::int16_t& weight : row.weights) weight = in.number<std::int16_t>();
  }
  return weights;
}

}  // namespace

std::string encode(const NameWeights& weights) {
  std::string out(magic);
  append(out, format_version);
  append(out, name_feature_version);
  append(out, static_cast<std::uint32_t>(weights.description.size()));
  out += weights.description;
  append(out, std::bit_cast<std::uint32_t>(weights.scale));
  for (const auto& link : weights.transitions) {
    for (const auto& row : link) {
      for (const std::int16_t weight : row) append(out, weight);
    }
  }
  append(out, static_cast<std::uint32_t>(weights.rows.size()));
  for (const NameWeights::Row& row : weights.rows) {
    append(out, row.feature);
    for (const std::int16_t weight : row.weights) append(out, weight);
  }
  append(out, base::hash64(out));
  return out;
}

NameWeights decode_name_weights(std::string_view bytes, std::string_view where) {
  if (!bytes.starts_with(magic) || bytes.size() < magic.size() + 8 + checksum_size) {
    throw CorruptError(fmt::format(
        "{}: this is no model of people's names. Make one with 'indexer train-people'", where));
  }
  Input in(bytes.substr(magic.size()));
  const auto version = in.number<std::uint32_t>();
  const auto features = in.number<std::uint32_t>();
  if (version != format_version || features != name_feature_version) {
    throw VersionError(fmt::format(
        "{}: the model has version {}.{}, this program reads {}.{}. Train it again with 'indexer "
        "train-people'",
        where, version, features, format_version, name_feature_version));
  }
  const std::string_view checked = bytes.substr(0, bytes.size() - checksum_size);
  Input end(bytes.substr(checked.size()));
  std::optional<NameWeights> weights;
  if (end.number<std::uint64_t>() == base::hash64(checked)) {
    weights = read_weights(Input(in.take(in.left() - checksum_size)));
  }
  if (!weights) {
    throw CorruptError(fmt::format(
        "{}: the model is damaged. Copy it again, or train it again with 'indexer train-people'",
        where));
  }
  return *std::move(weights);
}

NameModel::NameModel(const NameWeights& weights)
    : description_(weights.description),
      scale_(weights.scale),
      transitions_(weights.transitions),
      count_(weights.rows.size()),
      mask_(std::bit_ceil(2 * weights.rows.size() + 2) - 1),
      keys_(mask_ + 1, free_key),
      rows_(mask_ + 1) {
  for (const NameWeights::Row& row : weights.rows) {
    if (row.feature == free_key) continue;
    std::size_t at = row.feature & mask_;
    while (keys_[at] != free_key) at = (at + 1) & mask_;
    keys_[at] = row.feature;
    rows_[at] = row.weights;
  }
}

}  // namespace dateline::annotate
