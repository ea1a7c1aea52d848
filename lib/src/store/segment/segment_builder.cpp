#include "store/segment/segment_builder.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/dates.h"
#include "dateline/error.h"
#include "store/inverted_lists.h"
#include "store/record.h"
#include "store/schema.h"
#include "store/segment/column_builder.h"
#include "store/segment/segment_writer.h"

namespace dateline::store {
namespace {

/// The postings of all terms until they are written, each list as numbers of seven bits a byte: for
/// each posting the step from the ordinal before, the wdf, how many positions, and the steps
/// between these.
class PendingPostings {
 public:
  void add(std::uint32_t ordinal, const Document::Term& term) {
    InvertedLists::List& list = lists_.of(term.name, term.hash);
    scratch_.clear();
    base::append_number(scratch_, ordinal - list.last);
    list.last = ordinal + 1;
    base::append_number(scratch_, term.wdf);
    base::append_number(scratch_, term.positions.size());
    std::uint32_t last = 0;
    for (const std::uint32_t each : term.positions) {
      base::append_number(scratch_, each - last);
      last = each;
    }
    lists_.append(list, scratch_);
  }

  void write(SegmentWriter& out) {
    TermPostings postings;
    for (const InvertedLists::List* const list : lists_.sorted()) {
      read(*list, postings);
      out.add(lists_.key(*list), postings);
    }
  }

  std::size_t memory() const { return lists_.memory(); }

 private:
  void read(const InvertedLists::List& list, TermPostings& out) {
    scratch_.clear();
    lists_.for_each(list, [this](std::string_view bytes) { scratch_ += bytes; });
    out.clear();
    base::ByteReader in(scratch_);
    const auto number = [&] { return static_cast<std::uint32_t>(in.read_number().value()); };
    for (std::uint32_t next = 0; !in.at_end();) {
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

  InvertedLists lists_;
  std::string scratch_;
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
  explicit Impl(std::filesystem::path for_files) : folder(std::move(for_files)), columns(folder) {}

  std::filesystem::path folder;
  PendingPostings postings;
  ColumnBuilder columns;
  bool awaits_terms = false;
  std::optional<SegmentWriter> awaited;
  TermPostings list;

  // Ready to be written with the columns.
  SegmentWriter& all_terms() {
    if (columns.size() == 0) throw Error(ErrorCode::internal, "a segment without articles");
    if (!awaits_terms) {
      awaited.emplace(columns.lengths(), folder);
      postings.write(*awaited);
    }
    if (!awaited) throw Error(ErrorCode::internal, "a segment whose terms did not come");
    return *awaited;
  }

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

SegmentBuilder::SegmentBuilder(std::filesystem::path folder)
    : impl_(std::make_unique<Impl>(std::move(folder))) {}
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
  if (!impl_->awaits_terms) {
    for (const Document::Term& each : document.terms) impl_->postings.add(ordinal, each);
  }
  ArticleColumns columns = columns_of(document);
  const std::string record = hit_record(article);
  columns.docid = docid;
  columns.record = record;
  impl_->columns.add(columns);
  impl_->add_facets(document);
}

void SegmentBuilder::await_terms() {
  if (std::exchange(impl_->awaits_terms, true)) return;
  impl_->postings = {};
}

void SegmentBuilder::add_terms(TermList& list) {
  if (!impl_->awaited) impl_->awaited.emplace(impl_->columns.lengths(), impl_->folder);
  const std::uint32_t first = impl_->columns.first_docid();
  for (std::uint32_t& each : list.docids) each -= first;
  // The vectors keep their memory, from one list to the next.
  const auto swap = [&] {
    list.docids.swap(impl_->list.ordinals);
    list.wdfs.swap(impl_->list.wdfs);
    list.counts.swap(impl_->list.counts);
    list.positions.swap(impl_->list.positions);
  };
  swap();
  impl_->awaited->add(list.term, impl_->list);
  swap();
}

std::uint32_t SegmentBuilder::size() const {
  return impl_->columns.size();
}

std::size_t SegmentBuilder::memory_bytes() const {
  return impl_->postings.memory() + impl_->columns.memory_bytes();
}

std::string SegmentBuilder::write() {
  std::string name = impl_->all_terms().write(impl_->columns);
  impl_ = std::make_unique<Impl>(impl_->folder);
  return name;
}

std::shared_ptr<const Segment> SegmentBuilder::write_unnamed() {
  auto segment = Segment::open(impl_->all_terms().write_unnamed(impl_->columns), impl_->folder);
  impl_ = std::make_unique<Impl>(impl_->folder);
  return segment;
}

}  // namespace dateline::store
