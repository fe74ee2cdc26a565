#include "adapters/http/facility_json.h"

#include "adapters/http/authzen.h"
#include "adapters/http/json_text.h"

namespace zonefactor::http {
namespace {

void append_side(JsonWriter& json, const core::Side& side) {
  json.string(side ? std::string_view(side->text) : std::string_view("outside"));
}

void append_head(JsonWriter& json, const core::FacilityHead& head) {
  json.open_object();
  json.key("id");
  json.string(head.id);
  json.key("name");
  json.local_text(head.name.ja, head.name.en);
  json.key("time_zone");
  json.string(head.time_zone.name);
  json.key("profile");
  json.word(core::name_of(head.profile));
  json.close_object();
}

void append_zone(JsonWriter& json, const core::Zone& zone) {
  json.open_object();
  json.key("id");
  json.string(zone.id.text);
  json.key("name");
  json.local_text(zone.name.ja, zone.name.en);
  if (zone.within) {
    json.key("within");
    json.string(zone.within->text);
  }
  if (zone.basis) {
    json.key("basis");
    json.open_object();
    json.key("kind");
    json.word(core::name_of(zone.basis->kind));
    json.key("text");
    json.string(zone.basis->text);
    json.key("review_due");
    json.word(core::format_date(zone.basis->review_due));
    json.close_object();
  }
  json.key("exit");
  json.word(core::name_of(zone.exit));
  json.key("enforcement");
  json.word(core::name_of(zone.enforcement));
  json.key("break_glass");
  json.word(core::name_of(zone.break_glass));
  json.close_object();
}

void append_door(JsonWriter& json, const core::Door& door) {
  json.open_object();
  json.key("id");
  json.string(door.id.text);
  json.key("controller");
  json.string(door.controller.text);
  json.key("sides");
  json.open_array();
  append_side(json, door.side_a);
  append_side(json, door.side_b);
  json.close_array();
  json.close_object();
}

void append_terminal(JsonWriter& json, const core::Terminal& terminal) {
  json.open_object();
  json.key("id");
  json.string(terminal.id.text);
  if (terminal.zone) {
    json.key("zone");
    json.string(terminal.zone->text);
  }
  json.key("placement");
  json.word(core::name_of(terminal.placement));
  if (terminal.methods) {
    json.key("methods");
    json.open_array();
    terminal.methods->each([&](core::Amr amr) { json.word(core::name_of(amr)); });
    json.close_array();
  }
  if (terminal.step_up) {
    json.key("step_up");
    json.open_array();
    for (const std::string& amr : *terminal.step_up) json.string(amr);
    json.close_array();
  }
  json.close_object();
}

void append_person(JsonWriter& json, const core::Person& person) {
  json.open_object();
  json.key("id");
  json.string(person.id.text);
  json.key("kind");
  json.word(core::name_of(person.kind));
  json.key("accounts");
  json.open_array();
  for (const core::AccountId& account : person.accounts) json.string(account.text);
  json.close_array();
  json.close_object();
}

template <class T, class Append>
void append_list(JsonWriter& json, std::string_view name, const std::vector<T>& items,
                 Append append) {
  json.key(name);
  json.open_array();
  for (const T& item : items) append(json, item);
  json.close_array();
}

}  // namespace

std::string facility_summary(const core::Facility& facility, bool with_people) {
  std::string out;
  JsonWriter json(out);
  json.open_object();
  json.key("facility");
  append_head(json, facility.head);
  append_list(json, "zones", facility.zones, append_zone);
  append_list(json, "controllers", facility.controllers,
              [](JsonWriter& to, const core::Controller& controller) {
                to.open_object();
                to.key("id");
                to.string(controller.id.text);
                to.key("profile");
                to.string(controller.profile);
                to.close_object();
              });
  append_list(json, "doors", facility.doors, append_door);
  append_list(json, "terminals", facility.terminals, append_terminal);
  if (with_people) append_list(json, "persons", facility.persons, append_person);
  json.close_object();
  return out;
}

std::string status_text(const ports::Standing& standing) {
  const core::TimeZone utc;
  std::string out;
  JsonWriter json(out);
  json.open_object();
  json.key("facility");
  json.string(standing.facility);
  json.key("recording");
  json.boolean(standing.recording);
  if (!standing.why_not.empty()) {
    json.key("why_not");
    json.string(standing.why_not);
  }
  json.key("configuration");
  json.open_object();
  json.key("version");
  json.number(standing.configuration_version);
  json.key("digest");
  json.string(standing.configuration_digest);
  json.close_object();
  json.key("next_entry");
  std::string next;
  append_entry(next, standing.facility, standing.next);
  json.string(next);
  json.key("log");
  json.open_object();
  const auto append_key = [](JsonWriter& to, const std::string& key) { to.string(key); };
  append_list(json, "keys", standing.log_keys, append_key);
  append_list(json, "next_keys", standing.next_log_keys, append_key);
  json.key("published");
  json.number(standing.published);
  json.close_object();
  append_list(json, "controllers", standing.controllers,
              [&](JsonWriter& to, const ports::ControllerStanding& controller) {
                to.open_object();
                to.key("id");
                to.string(controller.id);
                to.key("online");
                to.boolean(controller.online);
                to.key("boot");
                to.string(controller.boot);
                to.key("seq");
                to.number(controller.seq);
                if (controller.last_heard) {
                  to.key("last_heard");
                  to.word(core::format_rfc3339(*controller.last_heard, utc));
                }
                to.close_object();
              });
  append_list(json, "zones", standing.zones, [](JsonWriter& to, const ports::ZoneStanding& zone) {
    to.open_object();
    to.key("id");
    to.string(zone.id);
    to.key("boundary_qualifies");
    to.boolean(zone.boundary_qualifies);
    to.key("breached");
    to.boolean(zone.breached);
    to.key("present");
    to.number(zone.present);
    to.close_object();
  });
  json.close_object();
  return out;
}

}  // namespace zonefactor::http
