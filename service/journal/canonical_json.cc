// The tree on top of the streaming writer and reader.
#include "service/journal/canonical_json.h"

#include "service/journal/canonical_reader.h"
#include "service/journal/canonical_writer.h"

namespace zonefactor::journal {

namespace {

void write(const Json& value, CanonicalWriter& writer);

struct WriteValue {
  CanonicalWriter& writer;

  void operator()(std::nullptr_t) const { writer.null(); }
  void operator()(bool value) const { writer.boolean(value); }
  void operator()(std::int64_t value) const { writer.integer(value); }
  void operator()(const std::string& value) const { writer.text(value); }
  void operator()(const JsonArray& elements) const {
    writer.begin_array();
    for (const Json& element : elements) write(element, writer);
    writer.end_array();
  }
  void operator()(const JsonObject& members) const {
    writer.begin_object();
    for (const auto& [name, member] : members) {
      writer.any_key(name);
      write(member, writer);
    }
    writer.end_object();
  }
};

void write(const Json& value, CanonicalWriter& writer) {
  std::visit(WriteValue{writer}, value.value());
}

Json read(CanonicalReader& reader, int depth);

JsonObject read_object(CanonicalReader& reader, int depth) {
  JsonObject members;
  std::string_view last;
  reader.begin_object();
  while (const auto name = reader.any_key()) {
    if (*name <= last) {
      const std::string shown(*name);
      reader.refuse_last("member \"" + shown + "\" is repeated or out of order");
      break;
    }
    last = *name;
    members.emplace_hint(members.end(), std::string(*name), read(reader, depth));
  }
  return members;
}

JsonArray read_array(CanonicalReader& reader, int depth) {
  JsonArray elements;
  reader.begin_array();
  while (reader.next()) elements.push_back(read(reader, depth));
  return elements;
}

// `depth` is the number of objects and arrays around the value.
Json read(CanonicalReader& reader, int depth) {
  const char first = reader.peek();
  if ((first == '{' || first == '[') && depth == kMaxDepth) {
    reader.refuse_next("objects and arrays nest at most 8 deep");
    return {};
  }
  if (first == '{') return read_object(reader, depth + 1);
  if (first == '[') return read_array(reader, depth + 1);
  if (first == '"') {
    std::string scratch;
    return Json(reader.text(scratch));
  }
  if (first == 't' || first == 'f') return Json(reader.boolean());
  if (first == 'n') {
    reader.null();
    return {};
  }
  return Json(reader.integer());
}

}  // namespace

void write_canonical(const Json& value, std::string& out) {
  CanonicalWriter writer(out);
  write(value, writer);
  writer.finish();
}

std::string canonical(const Json& value) {
  std::string out;
  write_canonical(value, out);
  return out;
}

std::optional<Json> read_canonical(std::string_view bytes, std::string* why) {
  CanonicalReader reader(bytes);
  Json value = read(reader, 0);
  reader.end();
  if (reader.ok()) return value;
  if (why) *why = reader.why();
  return std::nullopt;
}

}  // namespace zonefactor::journal
