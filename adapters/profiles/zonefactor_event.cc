// Strict readers for each member, then the core's own table of what each kind needs.
#include "adapters/profiles/zonefactor_event.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "adapters/profiles/canonical_element.h"

namespace zonefactor::profiles {

namespace {

namespace dom = simdjson::dom;

constexpr std::uint64_t kMaxSeq = (std::uint64_t{1} << 53) - 1;
constexpr std::size_t kMaxBootBytes = 64;
constexpr std::size_t kMaxCredentialChars = 128;
constexpr std::uint64_t kMaxCredentialBits = 4096;
constexpr std::size_t kMaxShownBytes = 48;  // of a value that is told back
constexpr std::string_view kInEach = "; every event has boot, seq and kind";

struct Fault {
  core::Refusal why;
  std::string detail;
};

bool is_boot_name(std::string_view text) {
  return !text.empty() && text.size() <= kMaxBootBytes &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool is_credential_text(std::string_view text) {
  const auto chars =
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  return chars >= 1 && static_cast<std::size_t>(chars) <= kMaxCredentialChars && !control;
}

// `; it is "1"`: what stands there, short enough for a line. A credential's number is never told
// back.
std::string shown(std::string_view member, const dom::element& value) {
  if (value.is_object()) return "; it is an object";
  if (value.is_array()) return "; it is an array";
  const std::string text = simdjson::minify(value);
  const bool secret = member.substr(0, 10) == "credential";
  return secret || text.size() > kMaxShownBytes ? "" : "; it is " + text;
}

// Reads one object's members strictly and keeps the first fault; after a fault the values read mean
// nothing. Absent members are no fault here.
class Members {
 public:
  Members(const dom::object& object, std::string path) : object_(object), path_(std::move(path)) {}

  std::optional<Fault> take_fault() { return std::exchange(fault_, std::nullopt); }

  template <class Legal>
  std::optional<std::string> text(std::string_view name, Legal legal, std::string_view must) {
    const auto member = object_.at_key(name);
    if (member.error()) return std::nullopt;
    std::string_view value;
    if (member.get(value) || !legal(value)) {
      wrong(name, must);
      return std::nullopt;
    }
    return std::string(value);
  }

  template <class Id>
  std::optional<Id> id(std::string_view name) {
    auto value = text(name, core::is_legal_id, "an id: [A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    if (!value) return std::nullopt;
    return Id(std::move(*value));
  }

  std::optional<std::uint64_t> integer(std::string_view name, std::uint64_t least,
                                       std::uint64_t most, std::string_view must) {
    const auto member = object_.at_key(name);
    if (member.error()) return std::nullopt;
    std::uint64_t value = 0;
    if (member.get(value) || value < least || value > most) {
      wrong(name, must);
      return std::nullopt;
    }
    return value;
  }

  std::optional<std::uint64_t> seq() {
    return integer("seq", 0, kMaxSeq, "an integer from 0 to 9007199254740991");
  }

  std::optional<std::string> boot() {
    return text("boot", is_boot_name, "a string of 1 to 64 printable ASCII characters");
  }

  std::optional<bool> boolean(std::string_view name) {
    const auto member = object_.at_key(name);
    if (member.error()) return std::nullopt;
    bool value = false;
    if (member.get(value)) {
      wrong(name, "true or false");
      return std::nullopt;
    }
    return value;
  }

  std::optional<core::Instant> time(std::string_view name) {
    std::optional<core::Instant> instant;
    text(
        name,
        [&](std::string_view value) { return (instant = core::parse_rfc3339(value)).has_value(); },
        "an RFC 3339 time with its offset, such as 2026-11-22T09:00:00+09:00");
    return instant;
  }

  // The member as it is, for members that come in more than one shape.
  std::optional<dom::element> element(std::string_view name) const {
    dom::element value;
    if (object_.at_key(name).get(value)) return std::nullopt;
    return value;
  }

  void wrong(std::string_view name, std::string_view must) {
    const std::string member = path_ + std::string(name);
    std::string detail = member + " must be " + std::string(must);
    if (const auto value = element(name)) detail += shown(member, *value);
    note(Fault{core::Refusal::malformed, std::move(detail)});
  }
  void missing(std::string_view name, std::string_view remedy = {}) {
    note(Fault{core::Refusal::malformed,
               path_ + std::string(name) + " is missing" + std::string(remedy)});
  }
  void note(std::optional<Fault> fault) {
    if (!fault_) fault_ = std::move(fault);
  }

 private:
  dom::object object_;
  std::string path_;  // of the object, with a dot behind it; empty for the event
  std::optional<Fault> fault_;
};

std::optional<ports::CredentialNumber> read_credential(Members& event) {
  constexpr std::string_view kText = "a string of 1 to 128 characters, none of them a control";
  const auto element = event.element("credential");
  if (!element) return std::nullopt;
  ports::CredentialNumber number;
  if (element->is_string()) {
    number.value = event.text("credential", is_credential_text, kText).value_or("");
    return number;
  }
  dom::object object;
  if (element->get(object)) {
    event.wrong("credential", R"(a string or {"format","bits","value","lossy"})");
    return std::nullopt;
  }
  Members members(object, "credential.");
  // A format is an id, so that no number of one format can be spelled like one of another.
  const auto format = members.text("format", core::is_legal_id, "an id, such as wiegand26");
  const auto bits = members.integer("bits", 1, kMaxCredentialBits, "an integer from 1 to 4096");
  const auto value = members.text("value", is_credential_text, kText);
  number.lossy = members.boolean("lossy").value_or(false);
  if (!format) members.missing("format");
  if (!bits) members.missing("bits");
  if (!value) members.missing("value");
  event.note(members.take_fault());
  number.format = format.value_or("");
  number.bits = static_cast<std::uint32_t>(bits.value_or(0));
  number.value = value.value_or("");
  return number;
}

void read_methods(Members& event, core::Observation& seen) {
  const auto element = event.element("methods");
  if (!element) return;
  dom::array names;
  if (element->get(names)) return event.wrong("methods", R"(an array such as ["card"])");
  seen.methods.emplace();
  std::size_t place = 0;
  for (const dom::element item : names) {
    std::string_view name;
    ++place;
    if (item.get(name)) {
      return event.note(Fault{core::Refusal::malformed, "element " + std::to_string(place) +
                                                            " of methods must be a string" +
                                                            shown("methods", item)});
    }
    if (const auto method = core::from_name<core::Method>(name)) {
      seen.methods->add(*method);
    } else {
      seen.unknown_methods = true;
    }
  }
}

void read_mode(Members& event, core::Observation& seen) {
  event.text(
      "mode",
      [&](std::string_view name) {
        return (seen.mode = core::from_name<core::DoorMode>(name)).has_value();
      },
      "locked, unlocked, locked_open, blocked or maintenance");
}

void read_previous(Members& event, core::Observation& seen) {
  const auto element = event.element("previous");
  if (!element) return;
  dom::object object;
  if (element->get(object)) return event.wrong("previous", R"({"boot","seq"})");
  Members members(object, "previous.");
  auto boot = members.boot();
  const auto seq = members.seq();
  if (!boot) members.missing("boot");
  if (!seq) members.missing("seq");
  event.note(members.take_fault());
  seen.previous = core::PreviousBoot{std::move(boot).value_or(""), seq.value_or(0)};
}

void read_controller(Members& event, const core::ControllerId* proven, core::Observation& seen) {
  auto named = event.id<core::ControllerId>("controller");
  if (proven == nullptr) {
    if (!named) return event.missing("controller", "; name the one that tells the event");
    seen.controller = std::move(*named);
    return;
  }
  if (named && *named != *proven) {
    event.note(Fault{core::Refusal::not_yours, "controller names another one than the sender"});
  }
  seen.controller = *proven;
}

void read_kind(Members& event, core::Observation& seen) {
  const auto name = event.text(
      "kind", [](std::string_view) { return true; }, "a string");
  if (!name) return event.missing("kind", kInEach);
  if (const auto kind = core::from_name<core::EventKind>(*name)) {
    seen.kind = *kind;
  } else {
    event.note(Fault{core::Refusal::unknown_kind,
                     "kind must be one of profile zonefactor, such as access_taken" +
                         shown("kind", *event.element("kind"))});
  }
}

// Names what the kind needs and the event has not, by asking the core's one table about an event
// that has everything but that.
std::string missing_members(const core::Observation& seen) {
  core::Observation full = seen;
  full.access_point.emplace("x");
  full.door.emplace("x");
  full.zone.emplace("x");
  full.credential.emplace("x");
  full.mode.emplace();
  std::string names;
  const auto consider = [&](bool present, auto member, std::string_view name) {
    core::Observation without = full;
    (without.*member).reset();
    if (present || core::has_needed_members(without)) return;
    if (!names.empty()) names += " and ";
    names += name;
  };
  consider(seen.access_point.has_value(), &core::Observation::access_point, "access_point");
  consider(seen.door.has_value(), &core::Observation::door, "door");
  consider(seen.credential.has_value(), &core::Observation::credential, "credential");
  consider(seen.mode.has_value(), &core::Observation::mode, "mode");
  // No single one is needed where one of two would do.
  return names.empty() ? "door or zone" : names;
}

void check_needed(Members& event, const ports::DoorReport& report) {
  core::Observation seen = report.observation;
  if (report.credential) seen.credential.emplace("x");
  if (!core::has_needed_members(seen)) {
    event.note(Fault{core::Refusal::malformed,
                     std::string(core::name_of(seen.kind)) + " needs " + missing_members(seen)});
  }
}

std::variant<ports::DoorReport, Fault> read_event(const dom::element& element,
                                                  const core::ControllerId* proven,
                                                  core::Origin origin) {
  dom::object object;
  if (element.get(object)) return Fault{core::Refusal::malformed, "an event must be an object"};
  ports::DoorReport report;
  if (auto why =
          write_canonical(object, kMaxEventDepth, {"controller", "sent_at"}, report.content)) {
    return Fault{core::Refusal::malformed, std::move(*why)};
  }
  if (report.content.size() > kMaxEventBytes) {
    return Fault{core::Refusal::too_large, "an event has at most 16 KiB"};
  }
  Members event(object, "");
  core::Observation& seen = report.observation;
  seen.origin = origin;
  read_controller(event, proven, seen);
  read_kind(event, seen);
  seen.boot = event.boot().value_or("");
  if (seen.boot.empty()) event.missing("boot", kInEach);
  const auto seq = event.seq();
  if (!seq) event.missing("seq", kInEach);
  seen.seq = seq.value_or(0);
  seen.occurred_at = event.time("occurred_at");
  seen.sent_at = event.time("sent_at");
  if (seen.kind != core::EventKind::config_report) {
    seen.access_point = event.id<core::AccessPointId>("access_point");
    seen.door = event.id<core::DoorId>("door");
    seen.zone = event.id<core::ZoneId>("zone");
    report.credential = read_credential(event);
    read_methods(event, seen);
    read_mode(event, seen);
    read_previous(event, seen);
  }
  check_needed(event, report);
  if (auto fault = event.take_fault()) return std::move(*fault);
  return report;
}

ports::Undecodable undecodable(Fault fault, const core::ControllerId* proven,
                               std::string_view content) {
  ports::Undecodable refused;
  refused.why = fault.why;
  refused.detail = std::move(fault.detail);
  if (proven != nullptr) refused.controller = *proven;
  refused.content = std::string(content.substr(0, kMaxEventBytes));
  return refused;
}

// Parses up to `levels` of nesting; one more than is taken, so that the canonical writer, which
// counts exactly, is the one to refuse.
simdjson::error_code parse(dom::parser& parser, std::string_view json, int levels,
                           dom::element& out) {
  const std::size_t capacity = std::max<std::size_t>(json.size(), 64);
  if (const auto error = parser.allocate(capacity, static_cast<std::size_t>(levels) + 2))
    return error;
  return parser.parse(simdjson::padded_string(json)).get(out);
}

}  // namespace

ports::DoorMessage decode_event(std::string_view json, const core::ControllerId* proven_controller,
                                core::Origin origin) {
  if (json.size() > kMaxEventBytes) {
    return undecodable({core::Refusal::too_large, "an event has at most 16 KiB"}, proven_controller,
                       json);
  }
  dom::parser parser;
  dom::element element;
  if (const auto error = parse(parser, json, kMaxEventDepth, element)) {
    return undecodable({core::Refusal::malformed, std::string("not JSON as RFC 8259 has it: ") +
                                                      simdjson::error_message(error)},
                       proven_controller, json);
  }
  auto read = read_event(element, proven_controller, origin);
  if (auto* fault = std::get_if<Fault>(&read)) {
    return undecodable(std::move(*fault), proven_controller, json);
  }
  return std::get<ports::DoorReport>(std::move(read));
}

std::vector<ports::DoorMessage> decode_event_array(std::string_view json,
                                                   const core::ControllerId* proven_controller,
                                                   core::Origin origin, std::size_t max_items,
                                                   std::string* error) {
  error->clear();
  if (json.size() > kMaxEventArrayBytes) {
    *error = "the events have at most 1 MiB together; send fewer at once";
    return {};
  }
  dom::parser parser;
  dom::element whole;
  if (const auto code = parse(parser, json, kMaxEventDepth + 1, whole)) {
    *error = std::string("not JSON as RFC 8259 has it: ") + simdjson::error_message(code);
    return {};
  }
  dom::array items;
  if (whole.get(items)) {
    *error = "the events must be an array of objects";
    return {};
  }
  std::vector<dom::element> elements(items.begin(), items.end());
  if (elements.size() > max_items) {
    *error = "at most " + std::to_string(max_items) + " events at once; send fewer";
    return {};
  }
  std::vector<ports::DoorMessage> messages;
  messages.reserve(elements.size());
  for (const dom::element& element : elements) {
    auto read = read_event(element, proven_controller, origin);
    if (auto* fault = std::get_if<Fault>(&read)) {
      messages.emplace_back(
          undecodable(std::move(*fault), proven_controller, simdjson::minify(element)));
    } else {
      messages.emplace_back(std::get<ports::DoorReport>(std::move(read)));
    }
  }
  return messages;
}

}  // namespace zonefactor::profiles
