#include "store/pending_documents.h"

#include "base/bytes.h"

namespace dateline::store {
namespace {

std::string pack(const Document& document) {
  std::string out;
  base::append_string(out, document.record);
  base::append_number(out, document.values.size());
  for (const Document::Value& each : document.values) {
    base::append_number(out, each.slot);
    base::append_string(out, each.bytes);
  }
  base::append_number(out, document.terms.size());
  for (const Document::Term& each : document.terms) {
    base::append_string(out, each.name);
    base::append_number(out, each.wdf);
    base::append_number(out, each.positions.size());
    std::uint32_t last = 0;
    for (const std::uint32_t position : each.positions) {
      base::append_number(out, position - last);
      last = position;
    }
  }
  out.shrink_to_fit();
  return out;
}

Document unpack(std::string_view packed) {
  base::ByteReader in{packed};
  const auto number = [&] { return static_cast<std::uint32_t>(in.read_number().value()); };
  const auto string = [&] { return in.read_string().value(); };
  Document out;
  out.record = string();
  out.values.resize(number());
  for (Document::Value& each : out.values) {
    each.slot = number();
    each.bytes = string();
  }
  std::vector<std::uint32_t> positions;
  for (std::uint32_t count = number(); count > 0; --count) {
    const std::string_view name = string();
    const std::uint32_t wdf = number();
    positions.resize(number());
    std::uint32_t last = 0;
    for (std::uint32_t& position : positions) position = last += number();
    out.add_term(name, wdf, positions);
  }
  return out;
}

}  // namespace

void PendingDocuments::add(const Document& document) {
  packed_.push_back(pack(document));
  bytes_ += packed_.back().capacity() + sizeof(std::string);
  xapian_bytes_ += buffered_size(document, profile_);
}

void PendingDocuments::for_each(const std::function<void(Document&)>& visit) const {
  for (const std::string& each : packed_) {
    Document document = unpack(each);
    visit(document);
  }
}

void PendingDocuments::clear() {
  packed_ = {};
  bytes_ = 0;
  xapian_bytes_ = 0;
}

}  // namespace dateline::store
