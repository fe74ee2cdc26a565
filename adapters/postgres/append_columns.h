// The rows of one append as columns: PostgreSQL's binary arrays, which one statement unnests.
//
// Binary, because nothing then needs escaping, a NUL stays a NUL, and the server parses nothing.
// Format (array_recv of the server): dimensions 1, flags 0, element type, size, lower bound 1, then
// each element as length and bytes; integers big-endian.
#pragma once

#include <cstdint>
#include <pqxx/binarystring>
#include <string>
#include <string_view>
#include <vector>

#include "service/ports/store.h"

namespace zonefactor::postgres {

class BinaryArray {
 public:
  // The element types' fixed object identifiers in every PostgreSQL.
  enum class Element : std::uint32_t { bytea = 17, int8 = 20, text = 25 };

  // `bytes` are what the elements need together, so that memory is taken once.
  BinaryArray(Element element, std::size_t count, std::size_t bytes);
  void add(std::int64_t value);
  void add(std::string_view bytes);
  void add(const ports::Digest& digest);

  pqxx::binarystring parameter() const;

 private:
  void put32(std::uint32_t value);
  std::string out_;
};

struct JournalColumns {
  explicit JournalColumns(const std::vector<ports::JournalRow>& rows);
  pqxx::binarystring recorded_at, type, leaf, body;
};

struct NameColumns {
  explicit NameColumns(const std::vector<ports::NameRow>& names);
  pqxx::binarystring handle, kind, key, plain;
};

struct TileColumns {
  explicit TileColumns(const std::vector<ports::TileRow>& tiles);
  pqxx::binarystring year, level, n, hashes;
};

struct SealedColumns {
  explicit SealedColumns(const std::vector<ports::SealedRow>& sealed);
  pqxx::binarystring year, index, state;
};

// Texts as one array parameter.
pqxx::binarystring text_array(const std::vector<std::string>& texts);

}  // namespace zonefactor::postgres
