#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "dateline/article.h"

namespace dateline::cli {

using Json = nlohmann::ordered_json;

/// One line of JSON. Bytes that are not UTF-8 become U+FFFD.
std::string to_line(const Json& json);

/// Null where the text is unknown, that is empty.
Json text_or_null(const std::string& text);
Json date_or_null(const std::optional<Date>& date);

/// A confidence with the few digits that it has as a float.
Json confidence_json(float confidence);

/// The form of a value that is shown to a person: its label, or the value where that is the label.
const std::string& shown(const FacetValue& value);

/// Labels, as of people, and keys, as of countries and topics. Empty where nothing is known.
Json labels(const std::optional<FacetValues>& values);
Json keys(const std::optional<FacetValues>& values);

/// An article as `indexer annotate` writes it: every key, in the order of the contract.
Json article_json(const Article& article);

}  // namespace dateline::cli
