#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "dateline/article.h"

namespace bench::corpus {

/// Articles of made-up words, the frequencies of which fall off as those of a language do.
std::vector<dateline::Article> sample_articles(std::size_t count, std::uint64_t seed);

/// `wanted` articles generated after the likeness of sample_articles.
std::vector<dateline::Article> generated_articles(std::size_t wanted, std::uint64_t seed);

}  // namespace bench::corpus
