#include "store/segment/segment_builder.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/dates.h"
#include "dateline/error.h"
#include "store/record.h"
#include "store/schema.h"
#include "store/segment/column_builder.h"
#include "store/segment/segment_writer.h"

namespace dateline::store {
namespace {

/// The postings of one term until they are written, as numbers of seven bits a byte: for each the
/// step from the ordinal before, the wdf, how many positions, and the steps between these.
class PendingPostings {
 public:
  void add(std::uint32_t ordinal, const Document::Term& term) {
    base::append_number(bytes_, ordinal - next_ordinal_);
    next_ordinal_ = ordinal + 1;
    base::append_number(bytes_, term.wdf);
    base::append_number(bytes_, term.positions.size());
    std::uint32_t last = 0;
    for (const std::uint32_t each : term.positions) {
      base::append_number(bytes_, each - last);
      last = each;
    }
  }

  void read(TermPostings& out) const {
    out.clear();
    base::ByteReader bytes(bytes_);
    const auto number = [&] { return static_cast<std::uint32_t>(bytes.read_number().value()); };
    for (std::uint32_t next = 0; !bytes.at_end();) {
      out.ordinals.push_back(next + number());
      next = out.ordinals.back() + 1;
      out.wdfs.push_back(number());
      out.counts.push_back(number());
      std::uint32_t position = 0;
      for (std::uint32_t i = 0; i < out.counts.back(); ++i) {
        position += number();
        out.positions.push_back(position);
      }
    }
  }

  std::size_t size() const { return bytes_.size(); }

 private:
  std::uint32_t next_ordinal_ = 0;
  std::string bytes_;
};

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t out = 0;
  for (const char each : bytes) out = out << 8U | static_cast<unsigned char>(each);
  return out;
}

ArticleColumns columns_of(const Document& document) {
  ArticleColumns out;
  for (const Document::Term& each : document.terms) out.length += each.wdf;
  for (const Document::Value& each : document.values) {
    const std::string_view bytes = each.bytes;
    if (each.slot == schema::date_slot) {
      if (const auto day = schema::decode_day(bytes)) out.day = base::day_number(*day);
    } else if (each.slot == schema::instant_slot) {
      out.instant = big_endian(bytes);
    } else if (each.slot == schema::content_slot) {
      out.content = {big_endian(bytes.substr(0, 8)), big_endian(bytes.substr(8))};
    }
  }
  return out;
}

// What a hit shows: see Segment::record.
std::string hit_record(const Article& article) {
  Article shown;
  shown.id = article.id;
  shown.headline = article.headline;
  shown.date = article.date;
  shown.source = article.source;
  shown.url = article.url;
  shown.people = article.people;
  shown.countries = article.countries;
  shown.topics = article.topics;
  return encode_record(shown);
}

}  // namespace

struct SegmentBuilder::Impl {
  std::unordered_map<std::string, PendingPostings> terms;
  ColumnBuilder columns;
  std::size_t term_bytes = 0;

  void add_facets(const Document& document) {
    std::vector<std::uint32_t> keys;
    for (std::size_t i = 0; i < base::facet_fields().size(); ++i) {
      const std::uint32_t slot = base::facet_fields()[i].slot;
      const auto value = std::ranges::find(document.values, slot, &Document::Value::slot);
      keys.clear();
      if (value != document.values.end()) {
        schema::for_each_key(value->bytes, [&](std::string_view key) {
          keys.push_back(columns.facet(i).intern(key));
        });
      }
      columns.facet(i).add(keys);
    }
  }
};

SegmentBuilder::SegmentBuilder() : impl_(std::make_unique<Impl>()) {}
SegmentBuilder::SegmentBuilder(SegmentBuilder&&) noexcept = default;
SegmentBuilder& SegmentBuilder::operator=(SegmentBuilder&&) noexcept = default;
SegmentBuilder::~SegmentBuilder() = default;

void SegmentBuilder::add(std::uint32_t docid, const Document& document, const Article& article) {
  const std::uint32_t ordinal = size();
  if (docid <= impl_->columns.last_docid() || ordinal + 1 >= most_articles_of_segment) {
    throw Error(ErrorCode::internal,
                fmt::format("document {} cannot follow {} in a segment of {} articles", docid,
                            impl_->columns.last_docid(), ordinal));
  }
  constexpr std::size_t node = 112;
  for (const Document::Term& each : document.terms) {
    const auto [entry, is_new] = impl_->terms.try_emplace(std::string{each.name});
    if (is_new) impl_->term_bytes += node + each.name.size();
    impl_->term_bytes -= entry->second.size();
    entry->second.add(ordinal, each);
    impl_->term_bytes += entry->second.size();
  }
  ArticleColumns columns = columns_of(document);
  const std::string record = hit_record(article);
  columns.docid = docid;
  columns.record = record;
  impl_->columns.add(columns);
  impl_->add_facets(document);
}

std::uint32_t SegmentBuilder::size() const {
  return impl_->columns.size();
}

std::size_t SegmentBuilder::memory_bytes() const {
  return impl_->term_bytes + impl_->columns.memory_bytes();
}

std::string SegmentBuilder::write(const std::filesystem::path& folder) {
  if (size() == 0) throw Error(ErrorCode::internal, "a segment without articles");
  std::vector<std::pair<std::string_view, const PendingPostings*>> sorted;
  sorted.reserve(impl_->terms.size());
  for (const auto& [name, postings] : impl_->terms) sorted.emplace_back(name, &postings);
  std::ranges::sort(sorted);
  SegmentWriter writer(size());
  TermPostings postings;
  for (const auto& [name, pending] : sorted) {
    pending->read(postings);
    writer.add(name, postings);
  }
  std::string name = writer.write(impl_->columns, folder);
  impl_ = std::make_unique<Impl>();
  return name;
}

}  // namespace dateline::store
