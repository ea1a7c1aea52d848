// Fits the weights of lib/data/country_evidence.tsv to the PLACES labels of Reuters-21578.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "annotate/country_mentions.h"
#include "annotate/country_model.h"
#include "annotate/country_names.h"
#include "dateline/error.h"
#include "dateline/reader.h"
#include "quality/country_stories.h"

namespace {

using namespace dateline;
using annotate::CountryEvidence;
using annotate::CountryModel;

constexpr std::size_t features = CountryEvidence::features;
// Several small nets, each from first weights of its own, vote: their mean is better than the best
// of them (Hansen and Salamon, "Neural network ensembles", 1990). Side by side they are one net.
constexpr std::size_t nets = 5;
constexpr std::size_t units = CountryModel::units / nets;
static_assert(units * nets == CountryModel::units);

struct Example {
  std::array<float, features> values{};
  double about = 0;  // 1 or 0
};

std::set<std::string> labelled_codes(const Article& article) {
  std::set<std::string> codes;
  for (const FacetValue& each : article.countries.value_or(FacetValues{})) {
    codes.insert(annotate::country_code(each.value).value_or(each.value));
  }
  return codes;
}

void add_examples(const Article& article, std::vector<Example>& examples) {
  const annotate::ArticleWords words(article);
  const auto mentions =
      annotate::country_mentions(words, article.date, annotate::country_gazetteer());
  const auto labels = labelled_codes(article);
  for (const CountryEvidence& each : annotate::country_evidence(words, mentions)) {
    examples.push_back({each.values, labels.contains(std::string(each.code)) ? 1.0 : 0.0});
  }
}

// Each story once with and once without its dateline; those held out for measuring stay out.
std::vector<Example> read_examples(const std::filesystem::path& folder) {
  std::vector<Example> examples;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    if (record.article() == nullptr) continue;
    Article& article = *record.article();
    if (!quality::is_labelled(article) || quality::is_held_out(article)) continue;
    add_examples(article, examples);
    article.dateline.clear();
    add_examples(article, examples);
  }
  return examples;
}

// SplitMix64: small, and the same on every platform, unlike the distributions of the standard
// library (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }
  /// From -1 to 1.
  double between() { return static_cast<double>(next() >> 11U) * 0x1p-52 - 1; }

 private:
  std::uint64_t state_;
};

// All weights in one row: direct, hidden by feature, output.
using Row = std::vector<double>;
constexpr std::size_t hidden_at = features;
constexpr std::size_t output_at = hidden_at + features * units;
constexpr std::size_t row_size = output_at + units;

struct Schedule {
  int epochs = 60;
  std::size_t batch = 256;
  double rate = 0.004;
  double decay = 1e-3;
  std::uint64_t seed = 1;
};

class Trainer {
 public:
  Trainer(std::vector<Example> examples, const Schedule& schedule)
      : examples_(std::move(examples)), schedule_(schedule), random_(schedule.seed) {
    scale_features();
    weights_.assign(row_size, 0);
    for (std::size_t each = hidden_at; each < row_size; ++each) {
      weights_[each] = random_.between() * 0.4;
    }
    first_.assign(row_size, 0);
    second_.assign(row_size, 0);
  }

  /// Adds a share of 1 / `nets` of what was fitted to `weights`, as their net number `net`.
  void fit(std::size_t net, CountryModel::Weights& weights) {
    std::vector<std::size_t> order(examples_.size());
    std::iota(order.begin(), order.end(), 0U);
    const double steps =
        static_cast<double>(schedule_.epochs) *
        std::ceil(static_cast<double>(order.size()) / static_cast<double>(schedule_.batch));
    for (int epoch = 0; epoch < schedule_.epochs; ++epoch) {
      for (std::size_t left = order.size(); left > 1; --left) {
        std::swap(order[left - 1], order[random_.next() % left]);
      }
      for (std::size_t from = 0; from < order.size(); from += schedule_.batch) {
        const std::size_t to = std::min(order.size(), from + schedule_.batch);
        // The rate falls to nothing along a cosine, so that the last steps settle.
        const auto part = static_cast<double>(steps_) / steps;
        step({order.data() + from, to - from},
             schedule_.rate * 0.5 * (1 + std::cos(part * 3.14159265358979)));
      }
    }
    add_unscaled(net, weights);
  }

 private:
  void scale_features() {
    scale_.fill(0);
    for (const Example& each : examples_) {
      for (std::size_t at = 0; at < features; ++at) {
        scale_[at] = std::max(scale_[at], std::abs(each.values[at]));
      }
    }
    for (float& each : scale_) each = each == 0 ? 1 : each;
    for (Example& each : examples_) {
      for (std::size_t at = 0; at < features; ++at) each.values[at] /= scale_[at];
    }
  }

  void add_gradient(const Example& example, Row& gradient) const {
    std::array<double, units> inside{};
    double sum = 0;
    for (std::size_t at = 0; at < features; ++at) {
      const auto value = static_cast<double>(example.values[at]);
      if (value == 0) continue;
      sum += weights_[at] * value;
      const double* const row = &weights_[hidden_at + at * units];
      for (std::size_t unit = 0; unit < units; ++unit) inside[unit] += row[unit] * value;
    }
    for (std::size_t unit = 0; unit < units; ++unit) {
      inside[unit] = std::tanh(inside[unit]);
      sum += weights_[output_at + unit] * inside[unit];
    }
    const double error = 1 / (1 + std::exp(-sum)) - example.about;
    std::array<double, units> back{};
    for (std::size_t unit = 0; unit < units; ++unit) {
      gradient[output_at + unit] += error * inside[unit];
      back[unit] = error * weights_[output_at + unit] * (1 - inside[unit] * inside[unit]);
    }
    for (std::size_t at = 0; at < features; ++at) {
      const auto value = static_cast<double>(example.values[at]);
      if (value == 0) continue;
      gradient[at] += error * value;
      double* const row = &gradient[hidden_at + at * units];
      for (std::size_t unit = 0; unit < units; ++unit) row[unit] += back[unit] * value;
    }
  }

  // Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015), with weight decay.
  void step(std::span<const std::size_t> batch, double rate) {
    Row gradient(row_size, 0);
    for (const std::size_t each : batch) add_gradient(examples_[each], gradient);
    ++steps_;
    const auto count = static_cast<double>(steps_);
    const double first_bias = 1 - std::pow(0.9, count);
    const double second_bias = 1 - std::pow(0.999, count);
    for (std::size_t at = 0; at < row_size; ++at) {
      const double slope =
          gradient[at] / static_cast<double>(batch.size()) + schedule_.decay * weights_[at];
      first_[at] = 0.9 * first_[at] + 0.1 * slope;
      second_[at] = 0.999 * second_[at] + 0.001 * slope * slope;
      weights_[at] -=
          rate * (first_[at] / first_bias) / (std::sqrt(second_[at] / second_bias) + 1e-8);
    }
  }

  void add_unscaled(std::size_t net, CountryModel::Weights& weights) const {
    constexpr auto share = 1 / static_cast<double>(nets);
    for (std::size_t at = 0; at < features; ++at) {
      const auto scale = static_cast<double>(scale_[at]);
      weights.direct[at] += share * weights_[at] / scale;
      for (std::size_t unit = 0; unit < units; ++unit) {
        weights.hidden[at][net * units + unit] = weights_[hidden_at + at * units + unit] / scale;
      }
    }
    for (std::size_t unit = 0; unit < units; ++unit) {
      weights.output[net * units + unit] = share * weights_[output_at + unit];
    }
  }

  std::vector<Example> examples_;
  Schedule schedule_;
  Random random_;
  std::array<float, features> scale_{};
  Row weights_;
  Row first_;
  Row second_;
  std::size_t steps_ = 0;
};

std::string as_table(const CountryModel::Weights& weights) {
  std::string table =
      "# How much each piece of evidence says about whether an article is about a country: one set "
      "of weights for\n"
      "# all countries.\n"
      "# Columns: feature, its own weight, its weights in the hidden units. Last row: the weights "
      "of the units.\n"
      "# Source: fitted by country-training to the PLACES labels of Reuters-21578 (distribution "
      "1.0; the test\n"
      "# stories of the ModApte split and the stories held out for measuring left out), each story "
      "once with and\n"
      "# once without its dateline. Reuters-21578 may be used for research; the weights hold none "
      "of its text.\n"
      "# Licence: numbers, no rights claimed (CC0-1.0).\n";
  const auto names = annotate::country_feature_names();
  for (std::size_t at = 0; at < features; ++at) {
    table += fmt::format("{}\t{:.4g}", names[at], weights.direct[at]);
    for (const double each : weights.hidden[at]) table += fmt::format("\t{:.4g}", each);
    table += '\n';
  }
  table += "output\t0";
  for (const double each : weights.output) table += fmt::format("\t{:.4g}", each);
  return table + "\n";
}

int run(int argc, char** argv) {
  CLI::App app{"Fits the weights by which countries are chosen"};
  std::filesystem::path data;
  std::filesystem::path output;
  Schedule schedule;
  app.add_option("DATA", data, "folder of labelled archives")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("-o,--output", output, "file to write, lib/data/country_evidence.tsv")->required();
  app.add_option("--epochs", schedule.epochs, "passes over the examples")->capture_default_str();
  app.add_option("--decay", schedule.decay, "weight decay")->capture_default_str();
  app.add_option("--seed", schedule.seed,
                 "seed of the first net's first weights and order; the others follow")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  auto examples = read_examples(data / "reuters21578");
  if (examples.empty()) {
    throw NotFoundError(fmt::format("no labelled stories in {}", data.string()));
  }
  std::printf("%zu examples\n", examples.size());
  CountryModel::Weights weights;
  for (std::size_t net = 0; net < nets; ++net, ++schedule.seed) {
    Trainer(examples, schedule).fit(net, weights);
  }
  std::ofstream out(output, std::ios::binary);
  out << as_table(weights);
  out.close();
  if (!out) throw IoError(fmt::format("cannot write {}", output.string()));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "country-training: %s\n", error.what());
    return 1;
  }
}
