#include "service/verify/pack_contents.h"

#include <algorithm>

#include "service/core/ids.h"
#include "service/journal/canonical_json.h"
#include "service/journal/canonical_writer.h"
#include "service/journal/text_lines.h"

namespace zonefactor::evidence {

namespace {

using journal::Json;
using journal::JsonArray;
using journal::JsonObject;

constexpr std::int64_t kFormat = 1;
constexpr std::int32_t kMaxYear = 9999;

void write(journal::CanonicalWriter& json, std::string_view key, core::EntryRef ref) {
  json.key(key);
  json.begin_array();
  json.integer(ref.year);
  json.integer(static_cast<std::int64_t>(ref.index));
  json.end_array();
}

void write(journal::CanonicalWriter& json, const Segment& segment) {
  json.begin_object();
  json.key("begin");
  json.integer(static_cast<std::int64_t>(segment.begin));
  json.key("end");
  json.integer(static_cast<std::int64_t>(segment.end));
  json.key("year");
  json.integer(segment.year);
  json.end_object();
}

// Takes members off an object one by one; what is left over at the end is too much.
class Members {
 public:
  explicit Members(const JsonObject& members) : members_(members) {}

  template <class T>
  const T* take(std::string_view key) {
    const auto found = members_.find(key);
    if (found == members_.end()) return nullptr;
    ++taken_;
    return found->second.as<T>();
  }
  bool has(std::string_view key) const { return members_.find(key) != members_.end(); }
  bool all_taken() const { return taken_ == members_.size(); }

 private:
  const JsonObject& members_;
  std::size_t taken_ = 0;
};

std::optional<std::int32_t> year_of(const std::int64_t* number) {
  if (number == nullptr || *number < 0 || *number > kMaxYear) return std::nullopt;
  return static_cast<std::int32_t>(*number);
}

std::optional<std::uint64_t> index_of(const std::int64_t* number) {
  if (number == nullptr || *number < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

std::optional<core::EntryRef> ref_of(const JsonArray* pair) {
  if (pair == nullptr || pair->size() != 2) return std::nullopt;
  const auto year = year_of((*pair)[0].as<std::int64_t>());
  const auto index = index_of((*pair)[1].as<std::int64_t>());
  if (!year || !index) return std::nullopt;
  return core::EntryRef{*year, *index};
}

std::optional<Segment> segment_of(const Json& json) {
  const auto* object = json.as<JsonObject>();
  if (object == nullptr) return std::nullopt;
  Members members(*object);
  const auto begin = index_of(members.take<std::int64_t>("begin"));
  const auto end = index_of(members.take<std::int64_t>("end"));
  const auto year = year_of(members.take<std::int64_t>("year"));
  if (!begin || !end || !year || !members.all_taken() || *begin >= *end) return std::nullopt;
  return Segment{*year, *begin, *end};
}

// Empty where all is well.
std::string take_segments(const JsonArray* list, PackContents& contents) {
  if (list == nullptr || list->empty()) return "it names no segment";
  if (list->size() > kMaxSegments) return "it names too many segments";
  for (const Json& json : *list) {
    const auto segment = segment_of(json);
    if (!segment) return "a segment is not {\"begin\",\"end\",\"year\"} with begin below end";
    if (!contents.segments.empty()) {
      if (segment->year <= contents.segments.back().year) return "the years do not ascend";
      if (segment->begin != 0) return "a later segment does not begin at its log's beginning";
    }
    contents.segments.push_back(*segment);
  }
  return {};
}

std::string take_kind(Members& members, PackContents& contents) {
  const std::string* kind = members.take<std::string>("kind");
  if (kind == nullptr) return "it has no kind";
  if (*kind == "decision") {
    contents.kind = PackKind::decision;
    contents.decision = ref_of(members.take<JsonArray>("decision"));
    if (!contents.decision) return "it names no decision";
    if (contents.holding(*contents.decision) == nullptr) return "its decision is in no segment";
    return {};
  }
  if (*kind != "period") return "its kind is unknown";
  const auto* from = members.take<std::int64_t>("from");
  const auto* until = members.take<std::int64_t>("until");
  if (from == nullptr || until == nullptr || *from >= *until) return "it names no period";
  contents.kind = PackKind::period;
  contents.from = core::instant_of_us(*from);
  contents.until = core::instant_of_us(*until);
  return {};
}

std::string take_seal(Members& members, PackContents& contents) {
  const Segment& first = contents.segments.front();
  if (!members.has("seal")) {
    return first.begin == 0 ? "" : "it begins within a log and names no seal";
  }
  contents.seal = ref_of(members.take<JsonArray>("seal"));
  if (!contents.seal || !first.has(*contents.seal)) return "its seal is not in the first segment";
  return {};
}

std::string take_members(const JsonObject& object, PackContents& contents) {
  Members members(object);
  const auto* format = members.take<std::int64_t>("format");
  if (format == nullptr || *format != kFormat) return "it is of another format than 1";
  const auto* facility = members.take<std::string>("facility");
  if (facility == nullptr || !core::is_legal_id(*facility)) return "it names no facility";
  contents.facility = *facility;
  const auto* program = members.take<std::string>("program");
  if (program == nullptr || !core::is_legal_id(*program)) return "it names no program";
  contents.program = *program;
  const auto* purpose = members.take<std::string>("purpose");
  const auto known = purpose ? core::from_name<core::ExportPurpose>(*purpose) : std::nullopt;
  if (!known) return "it names no purpose";
  contents.purpose = *known;
  if (members.has("named")) {
    const auto* named = members.take<bool>("named");
    if (named == nullptr || !*named) return "\"named\" is true or left out";
    contents.named = true;
  }
  std::string wrong = take_segments(members.take<JsonArray>("segments"), contents);
  if (wrong.empty()) wrong = take_kind(members, contents);
  if (wrong.empty()) wrong = take_seal(members, contents);
  if (wrong.empty() && !members.all_taken()) wrong = "it has a member that a pack does not have";
  return wrong;
}

}  // namespace

const Segment* PackContents::holding(core::EntryRef ref) const {
  const auto found = std::find_if(segments.begin(), segments.end(),
                                  [&](const Segment& segment) { return segment.has(ref); });
  return found == segments.end() ? nullptr : &*found;
}

// The members in the order of canonical JSON.
std::string PackContents::text() const {
  std::string text;
  journal::CanonicalWriter json(text);
  json.begin_object();
  if (decision) write(json, "decision", *decision);
  json.key("facility");
  json.text(facility);
  json.key("format");
  json.integer(kFormat);
  if (kind == PackKind::period) {
    json.key("from");
    json.integer(core::us_of(from));
  }
  json.key("kind");
  json.word(kind == PackKind::decision ? "decision" : "period");
  if (named) {
    json.key("named");
    json.boolean(true);
  }
  json.key("program");
  json.text(program);
  json.key("purpose");
  json.word(core::name_of(purpose));
  if (seal) write(json, "seal", *seal);
  json.key("segments");
  json.begin_array();
  for (const Segment& segment : segments) write(json, segment);
  json.end_array();
  if (kind == PackKind::period) {
    json.key("until");
    json.integer(core::us_of(until));
  }
  json.end_object();
  json.finish();
  return text + "\n";
}

std::optional<PackContents> parse_contents(std::string_view text, std::string* why) {
  if (!text.ends_with('\n')) return journal::refused(why, "it does not end with a newline");
  text.remove_suffix(1);
  std::string reason;
  const auto json = journal::read_canonical(text, &reason);
  if (!json) return journal::refused(why, reason);
  const auto* object = json->as<JsonObject>();
  if (object == nullptr) return journal::refused(why, "it is no object");
  PackContents contents;
  const std::string wrong = take_members(*object, contents);
  if (!wrong.empty()) return journal::refused(why, wrong);
  return contents;
}

std::string text_of(const std::string& facility, core::EntryRef ref) {
  return facility + "/" + std::to_string(ref.year) + "/" + std::to_string(ref.index);
}

}  // namespace zonefactor::evidence
