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
    : recorded_at(column(
          rows, Element::int8,
          [](const ports::JournalRow& row) { return core::us_of(row.recorded_at); },
          [](const ports::JournalRow&) { return sizeof(std::int64_t); })),
      type(column(rows, Element::text, &ports::JournalRow::type)),
      leaf(column(rows, Element::bytea, &ports::JournalRow::leaf)),
      body(column(rows, Element::bytea, &ports::JournalRow::body)) {}

NameColumns::NameColumns(const std::vector<ports::NameRow>& names)
    : handle(column(names, Element::text, &ports::NameRow::handle)),
      kind(column(names, Element::text, &ports::NameRow::kind)),
      key(column(names, Element::bytea, &ports::NameRow::key)),
      plain(column(names, Element::bytea, &ports::NameRow::plain)) {}

}  // namespace zonefactor::postgres
