// Sites as TOML and inputs as JSON lines. Identifiers here hold nothing that needs escaping.
#include "tests/oracle/rehearsal_text.h"

#include <chrono>
#include <cstdio>

namespace zonefactor::oracle {
namespace {

constexpr Ms kTokyo = 9 * 3'600'000;

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

std::string quoted(const Words& words) {
  std::string text = "[";
  for (const std::string& word : words) text += (text.size() > 1 ? "," : "") + quoted(word);
  return text + "]";
}

std::string timestamp(Ms time) {
  const std::chrono::sys_time<std::chrono::milliseconds> local{
      std::chrono::milliseconds{time + kTokyo}};
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{local - day};
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03d+09:00", int{date.year()},
                unsigned{date.month()}, unsigned{date.day()},
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()),
                static_cast<int>(clock.subseconds().count()));
  return text;
}

std::string seconds(Ms duration) {
  return quoted(std::to_string(duration / 1000) + "s");
}

std::string member(const std::string& name, const std::string& value) {
  return value.empty() ? std::string() : name + " = " + quoted(value) + "\n";
}
std::string member(const std::string& name, const std::optional<Ms>& time) {
  return time ? name + " = " + timestamp(*time) + "\n" : std::string();
}
std::string member(const std::string& name, bool value) {
  return name + (value ? " = true\n" : " = false\n");
}
std::string names(const std::string& id) {
  return "name = { ja = " + quoted(id) + ", en = " + quoted(id) + " }\n";
}

std::string table(const Zone& zone) {
  static const char* const levels[] = {"none", "granted", "opened", "passed"};
  std::string text = "[[zone]]\n" + member("id", zone.id) + names(zone.id);
  text += member("within", zone.within);
  if (!zone.basis.empty()) {
    text += "basis = { kind = " + quoted(zone.basis) +
            ", text = \"closed\", review_due = " + zone.review_due + " }\n";
  }
  text += member("exit", std::string(zone.anonymous_exit ? "anonymous" : "identified"));
  text += member("enforcement", std::string(zone.monitor ? "monitor" : "enforce"));
  text += member("min_passage", std::string(levels[zone.min_passage]));
  text += "grant_window = " + seconds(zone.grant_window) + "\n";
  text += "max_presence = " + seconds(zone.max_presence) + "\n";
  text += "lease = " + seconds(zone.lease) + "\n";
  text += "held_after = " + seconds(zone.held_after) + "\n";
  text += "taps_per_opening = " + std::to_string(zone.taps_per_opening) + "\n";
  text += member("on_not_equivalent", zone.on_not_equivalent);
  return text + member("on_undetermined", zone.on_undetermined);
}

std::string table(const Door& door) {
  return "[[door]]\n" + member("id", door.id) + member("controller", door.controller) +
         "sides = " + quoted(Words{door.side_a, door.side_b}) + "\n" +
         member("contact", door.contact) + member("egress", door.egress) +
         (door.entry_none ? "entry = \"none\"\n" : "");
}

std::string table(const Reader& reader) {
  std::string text = "[[access_point]]\n" + member("id", reader.id);
  text += reader.inside.empty()
              ? member("door", reader.door) + member("to", reader.to)
              : member("inside", reader.inside) + member("controller", reader.controller);
  text += "methods = [";
  for (const Words& combination : reader.methods) text += quoted(combination) + ",";
  return text + "]\n" +
         member("card_read", std::string(reader.serial ? "serial" : "cryptographic"));
}

std::string table(const Terminal& terminal) {
  return "[[terminal]]\n" + member("id", terminal.id) + member("zone", terminal.zone) +
         member("placement", std::string(terminal.fixed ? "fixed" : "portable")) +
         (terminal.methods ? "methods = " + quoted(*terminal.methods) + "\n" : "") +
         "step_up = [\"otp\"]\n";
}

std::string table(const Person& person) {
  return "[[person]]\n" + member("id", person.id) +
         member("kind", std::string(person.visitor ? "visitor" : "staff")) +
         "accounts = " + quoted(person.accounts) + "\n";
}

std::string table(const Credential& credential) {
  return "[[credential]]\n" + member("id", credential.id) + member("person", credential.person) +
         "kind = \"card\"\n" + member("number", credential.number) +
         member("valid_from", credential.valid_from) +
         member("valid_until", credential.valid_until);
}

std::string table(const Designation& designation) {
  return "[[designation]]\n" + member("person", designation.person) +
         member("zone", designation.zone) + member("valid_from", designation.valid_from) +
         member("valid_until", designation.valid_until);
}

template <class Thing>
std::string tables(const std::vector<Thing>& things) {
  std::string text;
  for (const Thing& thing : things) text += table(thing) + "\n";
  return text;
}

std::string json_member(const char* name, const std::string& value) {
  return value.empty() ? std::string() : ",\"" + std::string(name) + "\":" + quoted(value);
}

std::string event_json(const Event& event) {
  std::string text = "{\"controller\":" + quoted(event.controller);
  text += json_member("boot", event.boot) + ",\"seq\":" + std::to_string(event.seq);
  text += json_member("kind", event.kind) + json_member("access_point", event.reader);
  text += json_member("door", event.door) + json_member("zone", event.zone);
  text += json_member("credential", event.number) + json_member("mode", event.mode);
  if (event.methods) text += ",\"methods\":" + quoted(*event.methods);
  if (!event.previous_boot.empty()) {
    text += ",\"previous\":{\"boot\":" + quoted(event.previous_boot) +
            ",\"seq\":" + std::to_string(event.previous_seq) + "}";
  }
  if (event.occurred) text += json_member("occurred_at", timestamp(*event.occurred));
  return text + "}";
}

}  // namespace

std::string facility_toml(const Site& site) {
  std::string text = "# " + site.name + "\n[facility]\nid = \"chuo\"\n" + names("chuo");
  text += "time_zone = \"Asia/Tokyo\"\n";
  text += member("profile", std::string(site.strict ? "strict" : "guideline")) + "\n";
  for (const std::string& controller : site.controllers) {
    text += "[[controller]]\n" + member("id", controller) +
            "max_delivery_delay = " + seconds(site.max_delivery_delay) + "\n\n";
  }
  return text + tables(site.zones) + tables(site.doors) + tables(site.readers) +
         tables(site.terminals) + tables(site.persons) + tables(site.credentials) +
         tables(site.designations);
}

std::string rehearsal_line(const Input& input) {
  std::string text = "{\"at\":" + quoted(timestamp(input.at));
  switch (input.what) {
    case Input::event:
      text += ",\"event\":" + event_json(input.told);
      break;
    case Input::question:
      text += ",\"ask\":{\"terminal\":" + quoted(input.asked.terminal) +
              json_member("account", input.asked.account) + ",\"amr\":" + quoted(input.asked.amr) +
              json_member("session_kind", input.asked.session_kind) + "}";
      break;
    case Input::acknowledge_breach:
      text += ",\"acknowledge\":{\"zone\":" + quoted(input.zone) +
              ",\"what\":\"breach\",\"by\":\"tanaka\"}";
      break;
    case Input::start_unknown:
      text += ",\"start\":\"unknown\"";
      break;
  }
  return text + "}";
}

}  // namespace zonefactor::oracle
