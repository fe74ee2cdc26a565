// A site and what happened there, in the oracle's own plain words: strings and milliseconds.
//
// Nothing here knows the product; the names are those of interfaces.md sections 2, 3 and 6.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zonefactor::oracle {

using Ms = std::int64_t;  // since 1970-01-01T00:00:00Z
using Words = std::vector<std::string>;

inline constexpr const char* kOutside = "outside";

// Evidence of an entry (section 4 of the rules), from weak to strong.
enum Level { level_none, level_granted, level_opened, level_passed };

struct Zone {
  std::string id;
  std::string within = {};
  std::string basis = "law";  // or "internal_rule", or "" for none
  Ms basis_ends = 0;          // 00:00 facility time of the day after the review's
  std::string review_due = "2027-03-31";
  bool anonymous_exit = false;
  bool monitor = false;
  Level min_passage = level_opened;
  Ms grant_window = 10'000;
  Ms max_presence = 14 * 3'600'000;
  Ms lease = 60 * 60'000;
  Ms held_after = 60'000;
  int taps_per_opening = 6;
  std::string on_not_equivalent = "step_up";
  std::string on_undetermined = "step_up";
};

struct Door {
  std::string id;
  std::string controller = "ctl";
  std::string side_a = kOutside;
  std::string side_b;
  bool contact = true;
  std::string egress = {};  // "" for the default of rule X4
  bool entry_none = false;
};

struct Reader {
  std::string id;
  std::string door = {};
  std::string to = {};
  std::string inside = {};  // a reader at no boundary
  std::string controller = "ctl";
  std::vector<Words> methods = {{"card"}};
  bool serial = false;
};

struct Terminal {
  std::string id;
  std::string zone = {};
  bool fixed = true;
  std::optional<Words> methods = {};
};

struct Person {
  std::string id;
  bool visitor = false;
  Words accounts = {};
};

struct Credential {
  std::string id;
  std::string person;
  std::string number;
  std::optional<Ms> valid_from = {};
  std::optional<Ms> valid_until = {};
};

struct Designation {
  std::string person;
  std::string zone;
  std::optional<Ms> valid_from = {};
  std::optional<Ms> valid_until = {};
};

struct Site {
  std::string name;  // for the reader of a failure
  bool strict = true;
  Words controllers = {"ctl"};
  Ms max_delivery_delay = 5'000;
  std::vector<Zone> zones;
  std::vector<Door> doors;
  std::vector<Reader> readers;
  std::vector<Terminal> terminals;
  std::vector<Person> persons;
  std::vector<Credential> credentials;
  std::vector<Designation> designations;
};

struct Event {
  std::string kind;
  std::string controller = "ctl";
  std::string boot = "b1";
  std::int64_t seq = 0;
  std::string reader = {};
  std::string door = {};
  std::string zone = {};
  std::string number = {};
  std::optional<Words> methods = {};
  std::string mode = {};
  std::string previous_boot = {};
  std::int64_t previous_seq = 0;
  std::optional<Ms> occurred = {};
  bool operator==(const Event&) const = default;
};

struct Question {
  std::string terminal;
  std::string account;
  Words amr = {"pwd"};
  std::string session_kind = {};  // "" for an attested console
};

// One line of a rehearsal, taken at `at`.
struct Input {
  enum What { event, question, acknowledge_breach, start_unknown };
  Ms at = 0;
  What what = event;
  Event told = {};
  Question asked = {};
  std::string zone = {};  // acknowledged
};

using History = std::vector<Input>;

// What the rules answer to each question of `history`, as the rehearsal prints it (interfaces.md
// section 6); the label is the line's number.
Words answers(const Site& site, const History& history);

}  // namespace zonefactor::oracle
