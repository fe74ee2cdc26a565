// schema/entry.schema.json, and whether an entry obeys it.
//
// A checker for exactly the keywords that the schema uses; any other keyword is a fault of the
// schema, so none is passed over.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zonefactor::journal {

class EntrySchema {
 public:
  // Reads the schema; a file that cannot be read is a failure of the running test.
  EntrySchema();
  ~EntrySchema();

  // What is wrong with the entry, with the path to it; empty where it obeys.
  std::string fault_of(std::string_view bytes) const;

  // The names of the vocabulary `definition`, in order.
  std::vector<std::string> vocabulary(const std::string& definition) const;

  // The values of "t" that the schema describes.
  std::vector<std::string> types() const;

  // The keys of the members of `definition`.
  std::vector<std::string> members(const std::string& definition) const;

 private:
  struct Document;
  std::unique_ptr<Document> document_;
};

}  // namespace zonefactor::journal
