#include "adapters/postgres/append_columns.h"

#include <numeric>

namespace zonefactor::postgres {
namespace {

constexpr std::size_t kHeader = 20;
constexpr std::size_t kLength = 4;

template <class Row, class Bytes>
std::size_t sum(const std::vector<Row>& rows, Bytes bytes) {
  return std::accumulate(rows.begin(), rows.end(), std::size_t{0},
                         [&](std::size_t so_far, const Row& row) { return so_far + bytes(row); });
}

template <class Row, class Value, class Bytes>
pqxx::binarystring column(const std::vector<Row>& rows, BinaryArray::Element element, Value value,
                          Bytes bytes) {
  BinaryArray array(element, rows.size(), sum(rows, bytes));
  for (const Row& row : rows) array.add(value(row));
  return array.parameter();
}

// A column of the integers that `value` gives.
template <class Row, class Value>
pqxx::binarystring integers(const std::vector<Row>& rows, Value value) {
  return column(
      rows, BinaryArray::Element::int8,
      [&](const Row& row) { return static_cast<std::int64_t>(value(row)); },
      [](const Row&) { return sizeof(std::int64_t); });
}

// A column of the strings or digests that `member` points to.
template <class Row, class Member>
pqxx::binarystring column(const std::vector<Row>& rows, BinaryArray::Element element,
                          Member Row::*member) {
  return column(
      rows, element, [member](const Row& row) -> const Member& { return row.*member; },
      [member](const Row& row) { return (row.*member).size(); });
}

}  // namespace

BinaryArray::BinaryArray(Element element, std::size_t count, std::size_t bytes) {
  out_.reserve(kHeader + count * kLength + bytes);
  put32(count == 0 ? 0 : 1);
  put32(0);
  put32(static_cast<std::uint32_t>(element));
  if (count == 0) return;
  put32(static_cast<std::uint32_t>(count));
  put32(1);
}

void BinaryArray::put32(std::uint32_t value) {
  const char bytes[] = {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
                        static_cast<char>(value >> 8), static_cast<char>(value)};
  out_.append(bytes, sizeof bytes);
}

void BinaryArray::add(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  put32(sizeof bits);
  put32(static_cast<std::uint32_t>(bits >> 32));
  put32(static_cast<std::uint32_t>(bits));
}

void BinaryArray::add(std::string_view bytes) {
  put32(static_cast<std::uint32_t>(bytes.size()));
  out_.append(bytes);
}

void BinaryArray::add(const ports::Digest& digest) {
  add(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

pqxx::binarystring BinaryArray::parameter() const {
  return pqxx::binarystring(out_.data(), out_.size());
}

using Element = BinaryArray::Element;

JournalColumns::JournalColumns(const std::vector<ports::JournalRow>& rows)
    : recorded_at(integers(
          rows, [](const ports::JournalRow& row) { return core::us_of(row.recorded_at); })),
      type(column(rows, Element::text, &ports::JournalRow::type)),
      leaf(column(rows, Element::bytea, &ports::JournalRow::leaf)),
      body(column(rows, Element::bytea, &ports::JournalRow::body)) {}

NameColumns::NameColumns(const std::vector<ports::NameRow>& names)
    : handle(column(names, Element::text, &ports::NameRow::handle)),
      kind(column(names, Element::text, &ports::NameRow::kind)),
      key(column(names, Element::bytea, &ports::NameRow::key)),
      plain(column(names, Element::bytea, &ports::NameRow::plain)) {}

TileColumns::TileColumns(const std::vector<ports::TileRow>& tiles)
    : year(integers(tiles, [](const ports::TileRow& tile) { return tile.year; })),
      level(integers(tiles, [](const ports::TileRow& tile) { return tile.level; })),
      n(integers(tiles, [](const ports::TileRow& tile) { return tile.n; })),
      hashes(column(tiles, Element::bytea, &ports::TileRow::hashes)) {}

SealedColumns::SealedColumns(const std::vector<ports::SealedRow>& sealed)
    : year(integers(sealed, [](const ports::SealedRow& row) { return row.ref.year; })),
      index(integers(sealed, [](const ports::SealedRow& row) { return row.ref.index; })),
      state(column(sealed, Element::bytea, &ports::SealedRow::state)) {}

pqxx::binarystring text_array(const std::vector<std::string>& texts) {
  BinaryArray array(Element::text, texts.size(),
                    sum(texts, [](const std::string& text) { return text.size(); }));
  for (const std::string& text : texts) array.add(text);
  return array.parameter();
}

}  // namespace zonefactor::postgres
