// Sites that differ in what the rules differ in: how a door is left, whether it has a contact, what
// a zone wants of an entry, what lies within what.
#include "tests/oracle/sites.h"

namespace zonefactor::oracle {
namespace {

const char* const kTanaka = "04A1";
const char* const kSuzuki = "04B2";

Letter at_reader(const std::string& kind, const std::string& reader, const std::string& number) {
  Letter letter;
  letter.told.kind = kind;
  letter.told.reader = reader;
  letter.told.number = number;
  return letter;
}
Letter granted(const std::string& reader, const std::string& number = kTanaka) {
  return at_reader("access_granted", reader, number);
}
Letter taken(const std::string& reader, const std::string& number = kTanaka) {
  return at_reader("access_taken", reader, number);
}
Letter not_taken(const std::string& reader) {
  return at_reader("access_not_taken", reader, kTanaka);
}
Letter denied(const std::string& reader) {
  return at_reader("access_denied", reader, kTanaka);
}
Letter read(const std::string& reader, const std::string& number = kTanaka) {
  return at_reader("credential_read", reader, number);
}
Letter with_methods(Letter letter, Words methods) {
  letter.told.methods = std::move(methods);
  return letter;
}
Letter at_door(const std::string& kind, const std::string& door = "door") {
  Letter letter;
  letter.told.kind = kind;
  letter.told.door = door;
  return letter;
}
Letter mode(const std::string& mode, const std::string& door = "door") {
  Letter letter = at_door("door_mode", door);
  letter.told.mode = mode;
  return letter;
}
Letter of_zone(const std::string& kind, const std::string& zone) {
  Letter letter;
  letter.told.kind = kind;
  letter.told.zone = zone;
  return letter;
}
Letter passing(Ms time) {
  Letter letter;
  letter.what = Letter::passing_time;
  letter.passes = time;
  return letter;
}
Letter lost() {
  Letter letter;
  letter.what = Letter::lost;
  return letter;
}
Letter login(const std::string& terminal, const std::string& account, Words amr) {
  Letter letter;
  letter.what = Letter::question;
  letter.asked = {terminal, account, std::move(amr)};
  return letter;
}
Letter acknowledged(const std::string& zone) {
  Letter letter;
  letter.what = Letter::acknowledge;
  letter.zone = zone;
  return letter;
}

Zone zone(const std::string& id, const std::string& within = {}) {
  Zone made;
  made.id = id;
  made.within = within;
  made.basis_ends = 1'806'505'200'000;
  return made;
}

Door door(const std::string& id, const std::string& side_a, const std::string& side_b) {
  Door made;
  made.id = id;
  made.side_a = side_a;
  made.side_b = side_b;
  return made;
}

Reader at(const std::string& id, const std::string& door, const std::string& to) {
  Reader made;
  made.id = id;
  made.door = door;
  made.to = to;
  return made;
}

Reader desk_in(const std::string& zone, const std::string& id) {
  Reader made;
  made.id = id;
  made.inside = zone;
  return made;
}

void add_people(Site& site) {
  site.persons = {{"tanaka", false, {"tanaka", "both"}},
                  {"suzuki", false, {"suzuki", "both"}},
                  {"ueda", true, {"ueda"}}};
  site.credentials = {{"card-tanaka", "tanaka", kTanaka},
                      {"fob-tanaka", "tanaka", "04A2"},
                      {"card-suzuki", "suzuki", kSuzuki},
                      {"card-ueda", "ueda", "04C3"}};
  site.credentials[1].valid_until = 1'790'000'000'000;  // long over (rule I5)
  for (const Zone& zone : site.zones) {
    site.designations.push_back({"tanaka", zone.id});
    site.designations.push_back({"suzuki", zone.id});
  }
}

// One room, a reader on each side of its door, one at the desk.
Site room(const std::string& name) {
  Site site;
  site.name = name;
  site.zones = {zone("room")};
  site.doors = {door("door", kOutside, "room")};
  site.readers = {at("in", "door", "room"), at("out", "door", kOutside), desk_in("room", "desk")};
  site.terminals = {{"t-1", "room"}, {"t-mobile", "room", false}, {"t-nowhere"}};
  site.terminals.push_back({"t-pin", "room", true, Words{"pin"}});
  add_people(site);
  return site;
}

// One room within another, a reader on each side of each door and one in each room.
Site rooms_within(const std::string& name) {
  Site site;
  site.name = name;
  site.zones = {zone("outer"), zone("inner", "outer")};
  site.doors = {door("outer-door", kOutside, "outer"), door("inner-door", "outer", "inner")};
  site.readers = {at("outer-in", "outer-door", "outer"), at("outer-out", "outer-door", kOutside),
                  at("inner-in", "inner-door", "inner"), at("inner-out", "inner-door", "outer"),
                  desk_in("outer", "outer-desk"),        desk_in("inner", "inner-desk")};
  site.readers.front().methods = {{"card", "pin"}};
  site.terminals = {{"t-outer", "outer"}, {"t-inner", "inner"}};
  add_people(site);
  return site;
}

std::vector<Question> ordinary_questions() {
  return {{"t-1", "tanaka"}, {"t-1", "suzuki"}};
}

std::vector<Letter> further_letters() {
  return {taken("in", kSuzuki),
          granted("out", kSuzuki),
          taken("out", kSuzuki),
          granted("in", "04A2"),
          granted("in", "04C3"),
          granted("in", "no-such-card"),
          read("desk", kSuzuki),
          mode("locked"),
          mode("unlocked"),
          mode("blocked"),
          at_door("door_forced"),
          at_door("door_held"),
          at_door("door_restored"),
          at_door("tamper"),
          at_door("tamper_cleared"),
          of_zone("emergency_release", "room"),
          of_zone("emergency_restored", "room"),
          acknowledged("room"),
          with_methods(granted("in"), {"card"}),
          with_methods(granted("in", kSuzuki), {"code"}),
          login("t-1", "tanaka", {"hwk"}),
          login("t-1", "suzuki", {"pwd", "otp"}),
          login("t-1", "both", {"pwd"}),
          login("t-1", "nobody", {"pwd"}),
          login("t-1", "ueda", {"face"}),
          login("t-mobile", "tanaka", {"pwd"}),
          login("t-nowhere", "tanaka", {"card"}),
          login("t-gone", "tanaka", {"pwd", "hwk"}),
          login("t-pin", "tanaka", {"pwd", "pin"}),
          login("t-1", "tanaka", {"card"}),
          login("t-1", "tanaka", {}),
          passing(15'000),
          passing(61'500),
          passing(61 * 60'000),
          lost()};
}

std::vector<Letter> ordinary_letters() {
  return {granted("in"),
          granted("out"),
          taken("in"),
          taken("out"),
          not_taken("in"),
          denied("in"),
          read("desk"),
          granted("in", kSuzuki),
          at_door("door_opened"),
          at_door("door_closed"),
          at_door("exit_requested"),
          passing(15'000),
          lost()};
}

Place dispensing_room() {
  return {room("a dispensing room with identified exit"), ordinary_letters(), further_letters(),
          ordinary_questions()};
}

Place anonymous_room() {
  Place place = dispensing_room();
  place.site.name = "a room left by its handle, with a lease";
  place.site.strict = false;
  place.site.zones.front().anonymous_exit = true;
  place.site.zones.front().basis = "internal_rule";
  place.site.doors.front().egress = "handle";
  place.site.readers = {at("in", "door", "room"), desk_in("room", "desk")};
  place.site.readers.front().serial = true;
  place.letters = {granted("in"),
                   taken("in"),
                   not_taken("in"),
                   denied("in"),
                   read("desk"),
                   granted("in", kSuzuki),
                   taken("in", kSuzuki),
                   at_door("door_opened"),
                   at_door("door_closed"),
                   at_door("exit_requested"),
                   login("t-1", "tanaka", {"hwk"}),
                   passing(15'000),
                   passing(61 * 60'000)};
  std::erase_if(place.more, [](const Letter& letter) { return letter.told.reader == "out"; });
  return place;
}

Place room_without_contact() {
  Place place = dispensing_room();
  place.site.name = "a room whose door has no contact";
  place.site.doors.front().contact = false;
  place.site.zones.front().min_passage = level_granted;
  place.site.readers.front().methods = {{"card", "pin"}, {"card"}};
  place.letters = {granted("in"),
                   granted("out"),
                   taken("in"),
                   taken("out"),
                   not_taken("in"),
                   not_taken("out"),
                   denied("in"),
                   read("desk"),
                   granted("in", kSuzuki),
                   lost(),
                   at_door("exit_requested"),
                   at_door("tamper"),
                   passing(15'000)};
  return place;
}

Place room_that_wants_passage() {
  Place place = dispensing_room();
  place.site.name = "a room whose entries must be passed, four modes";
  place.site.zones.front().min_passage = level_passed;
  place.site.zones.front().on_not_equivalent = "deny";
  place.site.readers.front().methods = {{"card", "pin"}};
  place.letters = {granted("in"),
                   taken("in"),
                   granted("out"),
                   denied("in"),
                   at_door("door_opened"),
                   at_door("door_closed"),
                   mode("unlocked"),
                   mode("locked"),
                   of_zone("emergency_release", "room"),
                   of_zone("emergency_restored", "room"),
                   at_door("door_forced"),
                   acknowledged("room"),
                   passing(15'000)};
  return place;
}

Place nested_rooms() {
  Place place;
  place.site = rooms_within("a dispensing room within a pharmacy");
  place.letters = {granted("outer-in"),
                   taken("outer-in"),
                   taken("outer-out"),
                   granted("inner-in"),
                   taken("inner-in"),
                   taken("inner-out"),
                   denied("inner-in"),
                   read("inner-desk"),
                   at_door("door_opened", "outer-door"),
                   at_door("door_opened", "inner-door"),
                   at_door("exit_requested", "inner-door"),
                   at_door("exit_requested", "outer-door"),
                   taken("inner-in", kSuzuki)};
  place.more = {lost(),
                passing(15'000),
                read("outer-desk"),
                granted("outer-out"),
                granted("inner-out"),
                taken("outer-in", kSuzuki),
                taken("outer-out", kSuzuki),
                at_door("door_closed", "outer-door"),
                at_door("door_closed", "inner-door"),
                of_zone("emergency_release", "outer"),
                of_zone("emergency_restored", "outer"),
                mode("unlocked", "outer-door"),
                mode("locked", "outer-door"),
                acknowledged("outer"),
                acknowledged("inner"),
                login("t-inner", "tanaka", {"hwk"}),
                login("t-outer", "tanaka", {"fpt"})};
  place.questions = {{"t-inner", "tanaka", {"pwd"}},
                     {"t-outer", "tanaka", {"pwd"}},
                     {"t-inner", "suzuki", {"pwd"}},
                     {"t-outer", "suzuki", {"hwk"}}};
  return place;
}

Place neighbours() {
  Place place;
  Site& site = place.site;
  site.name = "two rooms side by side with a door between them";
  site.strict = false;
  site.zones = {zone("east"), zone("west")};
  site.doors = {door("east-door", kOutside, "east"), door("between", "east", "west")};
  site.readers = {at("east-in", "east-door", "east"), at("east-out", "east-door", kOutside),
                  at("to-west", "between", "west"),   at("to-east", "between", "east"),
                  desk_in("east", "east-desk"),       desk_in("west", "west-desk")};
  site.readers[2].methods = {{"card"}, {"vein"}};
  site.readers[3].serial = true;
  site.terminals = {{"t-east", "east"}, {"t-west", "west"}};
  add_people(site);
  place.letters = {taken("east-in"),
                   granted("east-out"),
                   granted("to-west"),
                   taken("to-west"),
                   granted("to-east"),
                   denied("to-west"),
                   read("east-desk"),
                   read("west-desk"),
                   at_door("door_opened", "between"),
                   at_door("door_opened", "east-door"),
                   at_door("exit_requested", "between"),
                   granted("to-east", kSuzuki),
                   lost()};
  place.more = {passing(15'000),
                passing(61'500),
                at_door("door_closed", "between"),
                at_door("door_closed", "east-door"),
                with_methods(granted("to-west"), {"vein"}),
                with_methods(taken("to-west", kSuzuki), {"vein", "pin"}),
                taken("east-in", kSuzuki),
                taken("east-out", kSuzuki),
                acknowledged("east"),
                acknowledged("west"),
                mode("locked_open", "between"),
                mode("locked", "between"),
                login("t-west", "tanaka", {"hwk"})};
  place.questions = {{"t-east", "tanaka"}, {"t-west", "tanaka"}, {"t-west", "suzuki"}};
  return place;
}

Place leased_room() {
  Place place = dispensing_room();
  place.site.name = "a room with readers both ways and a lease";
  place.site.zones.front().anonymous_exit = true;
  place.site.readers.front().methods = {{"card"}, {"card", "pin"}};
  place.letters = {granted("in"),
                   taken("in"),
                   granted("out"),
                   denied("out"),
                   not_taken("out"),
                   read("desk"),
                   taken("in", kSuzuki),
                   at_door("door_opened"),
                   at_door("door_closed"),
                   login("t-1", "tanaka", {"hwk"}),
                   login("t-1", "tanaka", {"pin"}),
                   passing(15'000),
                   passing(35 * 60'000)};
  return place;
}

Place rooms_of_two_controllers() {
  Place place = nested_rooms();
  place.site = rooms_within("rooms within each other, a controller each");
  place.site.controllers = {"ctl", "ctl-inner"};
  place.site.doors[1].controller = "ctl-inner";
  place.site.zones[1].anonymous_exit = true;
  place.site.doors[1].egress = "handle";
  std::erase_if(place.site.readers, [](const Reader& reader) { return reader.id == "inner-out"; });
  place.site.readers.back().controller = "ctl-inner";
  const auto leads_out = [](const Letter& letter) { return letter.told.reader == "inner-out"; };
  std::erase_if(place.letters, leads_out);
  std::erase_if(place.more, leads_out);
  place.letters.push_back(at_door("door_closed", "inner-door"));
  for (std::vector<Letter>* letters : {&place.letters, &place.more}) {
    for (Letter& letter : *letters) {
      const std::string where = letter.told.reader + letter.told.door;
      if (where.rfind("inner", 0) == 0) letter.told.controller = "ctl-inner";
    }
  }
  return place;
}

}  // namespace

std::vector<Place> places() {
  return {dispensing_room(), anonymous_room(), room_without_contact(), room_that_wants_passage(),
          nested_rooms(),    neighbours(),     leased_room(),          rooms_of_two_controllers()};
}

}  // namespace zonefactor::oracle
