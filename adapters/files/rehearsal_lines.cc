#include "adapters/files/rehearsal_lines.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>

#include "adapters/files/broken_json.h"

namespace zonefactor::files {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t kMaxTextBytes = 1024;
constexpr std::size_t kMaxListed = 64;

// Nothing but ASCII's blanks and the wide space of Japanese text.
bool is_blank(std::string_view text) {
  constexpr std::string_view kWideSpace = "\xE3\x80\x80";
  while (!text.empty()) {
    const bool wide = text.substr(0, kWideSpace.size()) == kWideSpace;
    if (!wide && std::string_view(" \t\r\n").find(text.front()) == std::string_view::npos) {
      return false;
    }
    text.remove_prefix(wide ? kWideSpace.size() : 1);
  }
  return true;
}

// Thrown and caught within this file: the first thing wrong with a line, as a sentence.
struct Refused {
  std::string why;
};

// One object of the line, read member by member; every read that fails throws Refused.
class Members {
 public:
  // `place` is empty for the line itself, else the member that holds the object.
  Members(object members, std::string place) : members_(members), place_(std::move(place)) {}

  std::optional<element> find(std::string_view key) const {
    std::optional<element> found;
    for (const auto member : members_) {
      if (member.key != key) continue;
      if (found) throw Refused{fmt::format("{} is written twice", name(key))};
      found = member.value;
    }
    return found;
  }

  element need(std::string_view key) const {
    const auto found = find(key);
    if (!found) throw Refused{fmt::format("{} is missing", name(key))};
    return *found;
  }

  std::string text(std::string_view key) const { return text_of(name(key), need(key)); }

  // What somebody wrote for others to read; blanks alone say nothing.
  std::string words(std::string_view key) const {
    std::string text = this->text(key);
    if (is_blank(text)) throw Refused{fmt::format("{} is blank; say it in words", name(key))};
    return text;
  }

  std::optional<std::string> optional_text(std::string_view key) const {
    const auto found = find(key);
    if (!found) return std::nullopt;
    return text_of(name(key), *found);
  }

  std::vector<std::string> texts(std::string_view key) const {
    simdjson::dom::array array;
    if (need(key).get_array().get(array) != simdjson::SUCCESS) {
      throw Refused{fmt::format("{} is not an array", name(key))};
    }
    if (array.size() > kMaxListed) {
      throw Refused{fmt::format("{} has more than {} elements", name(key), kMaxListed)};
    }
    std::vector<std::string> out;
    for (const element value : array) {
      out.push_back(text_of(fmt::format("element {} of {}", out.size() + 1, name(key)), value));
    }
    return out;
  }

  core::Instant instant(std::string_view key) const {
    const auto instant = core::parse_rfc3339(text(key));
    if (!instant) {
      throw Refused{fmt::format(
          "{} is not RFC 3339 with an offset, such as 2026-11-22T09:00:00+09:00", name(key))};
    }
    return *instant;
  }

  // A word of vocabulary E.
  template <class E>
  E word(std::string_view key) const {
    const auto word = core::from_name<E>(text(key));
    if (word) return *word;
    std::string known;
    for (std::string_view each : core::Spelling<E>::names) {
      if (!known.empty()) known += ", ";
      known += each;
    }
    throw Refused{fmt::format("{} is none of {}", name(key), known)};
  }

  template <class E>
  E word_or(std::string_view key, E otherwise) const {
    return find(key) ? word<E>(key) : otherwise;
  }

  Members inner(std::string_view key) const {
    object inner;
    if (need(key).get_object().get(inner) != simdjson::SUCCESS) {
      throw Refused{fmt::format("{} is not an object", name(key))};
    }
    return Members(inner, name(key));
  }

  std::string name(std::string_view key) const {
    return place_.empty() ? std::string(key) : fmt::format("{}.{}", place_, key);
  }

 private:
  // `what` is called so in a refusal.
  static std::string text_of(const std::string& what, element value) {
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS) {
      throw Refused{fmt::format("{} is not a string", what)};
    }
    if (text.empty()) throw Refused{fmt::format("{} is empty", what)};
    if (text.size() > kMaxTextBytes) {
      throw Refused{fmt::format("{} is longer than {} bytes", what, kMaxTextBytes)};
    }
    return std::string(text);
  }

  object members_;
  std::string place_;
};

using What = decltype(RehearsalLine::what);

What read_event(const Members& line) {
  line.inner("event");
  return EventLine{simdjson::minify(line.need("event"))};
}

What read_ask(const Members& line) {
  const Members ask = line.inner("ask");
  AskLine out;
  out.terminal = ask.text("terminal");
  out.account = ask.text("account");
  if (ask.find("amr")) {
    for (const std::string& value : ask.texts("amr")) {
      if (const auto amr = core::from_name<core::Amr>(value)) {
        out.amr.add(*amr);
      } else {
        out.unknown_amr = true;
      }
    }
  }
  out.action = ask.word_or("action", core::Action::login);
  out.session = ask.optional_text("session");
  if (ask.find("session_kind")) out.session_kind = ask.word<core::SessionKind>("session_kind");
  out.proof = ask.word_or("proof", core::TerminalProof::certificate);
  if (ask.find("emergency")) out.emergency_reason = ask.inner("emergency").text("reason");
  out.label = line.optional_text("label");
  return out;
}

What read_acknowledge(const Members& line) {
  const Members acknowledge = line.inner("acknowledge");
  return AcknowledgeLine{acknowledge.text("zone"), acknowledge.word<core::Acknowledgeable>("what"),
                         acknowledge.text("by")};
}

What read_change(const Members& line) {
  const Members change = line.inner("change");
  const int subjects = int{change.find("credential").has_value()} +
                       int{change.find("designation").has_value()} +
                       int{change.find("person").has_value()};
  if (subjects != 1) {
    throw Refused{"change names none or several of credential, designation, person"};
  }
  if (change.find("credential")) {
    CredentialChangeLine out;
    out.credential = change.text("credential");
    out.state = change.word<core::CredentialState>("state");
    if (change.find("since")) out.since = change.instant("since");
    return out;
  }
  if (change.find("designation")) {
    const Members designation = change.inner("designation");
    DesignationChangeLine out;
    out.person = designation.text("person");
    out.zone = designation.text("zone");
    if (!change.need("valid_until").is_null()) out.valid_until = change.instant("valid_until");
    return out;
  }
  return PersonChangeLine{change.text("person"), change.word<core::PersonKind>("kind")};
}

What read_facility(const Members& line) {
  return FacilityLine{line.text("facility")};
}

What read_start(const Members& line) {
  if (line.text("start") != "unknown") {
    throw Refused{R"(start must be "unknown"; without such a line everyone starts outside)"};
  }
  return StartUnknownLine{};
}

What read_session(const Members& line) {
  const Members session = line.inner("session");
  return SessionLine{session.text("terminal"), session.text("session"),
                     session.optional_text("account"), session.word<core::SessionDo>("do")};
}

What read_correct(const Members& line) {
  const Members correct = line.inner("correct");
  CorrectLine out;
  out.person = correct.text("person");
  out.zone = correct.text("zone");
  const std::string to = correct.text("to");
  if (to != "present" && to != "absent") throw Refused{"correct.to is none of present, absent"};
  out.to_present = to == "present";
  out.reason = correct.words("reason");
  out.by = correct.text("by");
  out.second = correct.text("second");
  return out;
}

What read_emergency(const Members& line) {
  const Members emergency = line.inner("emergency");
  EmergencyLine out;
  out.by = emergency.text("by");
  out.reason = emergency.words("reason");
  out.zones = emergency.texts("zones");
  if (out.zones.empty()) throw Refused{"emergency.zones is empty"};
  out.until = emergency.instant("until");
  return out;
}

struct Verb {
  std::string_view name;
  What (*read)(const Members&);
};
constexpr std::array<Verb, 9> kVerbs{{{"event", read_event},
                                      {"ask", read_ask},
                                      {"acknowledge", read_acknowledge},
                                      {"change", read_change},
                                      {"facility", read_facility},
                                      {"start", read_start},
                                      {"session", read_session},
                                      {"correct", read_correct},
                                      {"emergency", read_emergency}}};

RehearsalLine read_line(const Members& line) {
  RehearsalLine out;
  out.at = line.instant("at");
  const Verb* chosen = nullptr;
  for (const Verb& verb : kVerbs) {
    if (!line.find(verb.name)) continue;
    if (chosen != nullptr) {
      throw Refused{
          fmt::format("it has both {} and {}; one line says one thing", chosen->name, verb.name)};
    }
    chosen = &verb;
  }
  if (chosen == nullptr) throw Refused{"it says nothing known: no event, ask, change or the like"};
  out.what = chosen->read(line);
  return out;
}

JsonFault fault_of(simdjson::error_code error) {
  if (error == simdjson::EMPTY) return JsonFault::nothing_there;
  if (error == simdjson::UTF8_ERROR) return JsonFault::encoding;
  if (error == simdjson::NUMBER_ERROR) return JsonFault::number;
  if (error == simdjson::STRING_ERROR) return JsonFault::escape;
  if (error == simdjson::UNESCAPED_CHARS) return JsonFault::control_character;
  return JsonFault::structure;
}

}  // namespace

class RehearsalDecoder::Parser {
 public:
  RehearsalLine decode(std::string_view line) {
    if (line.size() > kMaxRehearsalLineBytes) {
      throw Refused{fmt::format("longer than {} bytes", kMaxRehearsalLineBytes)};
    }
    if (!ready_) {
      if (parser_.allocate(kMaxRehearsalLineBytes, kMaxRehearsalDepth) != simdjson::SUCCESS) {
        throw std::bad_alloc{};
      }
      ready_ = true;
    }
    element root;
    const auto error = parser_.parse(line.data(), line.size()).get(root);
    if (error == simdjson::DEPTH_ERROR) {
      throw Refused{fmt::format("nested deeper than {} levels", kMaxRehearsalDepth)};
    }
    if (error != simdjson::SUCCESS) throw Refused{why_not_json(line, fault_of(error))};
    object members;
    if (root.get_object().get(members) != simdjson::SUCCESS) throw Refused{"not a JSON object"};
    return read_line(Members(members, ""));
  }

 private:
  simdjson::dom::parser parser_{kMaxRehearsalLineBytes};
  bool ready_ = false;
};

RehearsalDecoder::RehearsalDecoder() : parser_(std::make_unique<Parser>()) {}
RehearsalDecoder::~RehearsalDecoder() = default;
RehearsalDecoder::RehearsalDecoder(RehearsalDecoder&&) noexcept = default;
RehearsalDecoder& RehearsalDecoder::operator=(RehearsalDecoder&&) noexcept = default;

std::variant<RehearsalLine, RehearsalRefusal> RehearsalDecoder::decode(std::string_view line) {
  try {
    return parser_->decode(line);
  } catch (const Refused& refused) {
    return RehearsalRefusal{refused.why};
  }
}

}  // namespace zonefactor::files
