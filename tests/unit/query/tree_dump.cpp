#include "unit/query/tree_dump.h"

#include <variant>
#include <vector>

#include <fmt/format.h>

#include "dateline/dates.h"
#include "query/tree.h"

namespace {

using namespace dateline::query;

std::string show(const Node& node);

std::string list(std::string_view name, const std::vector<NodePtr>& operands) {
  std::string out = fmt::format("({}", name);
  for (const NodePtr& each : operands) out += " " + show(*each);
  return out + ")";
}

std::string day(const std::optional<dateline::Date>& date) {
  return date ? dateline::to_string(*date) : "open";
}

struct Show {
  std::string operator()(const Nothing&) const { return "nothing"; }
  std::string operator()(const Everything&) const { return "everything"; }
  std::string operator()(const Word& word) const {
    return word.text + (word.prefer_exact ? "!" : "");
  }
  std::string operator()(const Phrase& phrase) const { return fmt::format("[{}]", phrase.text); }
  std::string operator()(const Near& near) const {
    return list(fmt::format("{}/{}", near.ordered ? "adj" : "near", near.distance), near.operands);
  }
  std::string operator()(const Wildcard& wildcard) const {
    return fmt::format("(like {})", wildcard.pattern);
  }
  std::string operator()(const Fuzzy& fuzzy) const {
    return fmt::format("(fuzzy/{} {})", fuzzy.edits, fuzzy.text);
  }
  std::string operator()(const Fielded& fielded) const {
    return fmt::format("({}: {})", fielded.field, show(*fielded.operand));
  }
  std::string operator()(const Facet& facet) const {
    return fmt::format("({}= {})", facet.field, facet.value);
  }
  std::string operator()(const DateRange& range) const {
    return fmt::format("(days {} {})", day(range.from), day(range.to));
  }
  std::string operator()(const Boosted& boosted) const {
    return fmt::format("(boost/{} {})", boosted.factor, show(*boosted.operand));
  }
  std::string operator()(const And& both) const { return list("and", both.operands); }
  std::string operator()(const Or& either) const { return list("or", either.operands); }
  std::string operator()(const Not& negation) const {
    return fmt::format("(not {})", show(*negation.operand));
  }
  std::string operator()(const Group& group) const {
    std::string out = "(group";
    for (const auto& [occur, operand] : group.clauses) {
      out += occur == Group::Occur::required ? " +" : occur == Group::Occur::excluded ? " -" : " ";
      out += show(*operand);
    }
    return out + ")";
  }
};

std::string show(const Node& node) {
  return std::visit(Show{}, node.content);
}

}  // namespace

std::string dump(const dateline::Query& query) {
  return show(query.root());
}
