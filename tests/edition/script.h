// What is played to record a log: the stories of tests/scenarios, and the histories beside this
// file for what no story can say.
//
// A history is written like a story (tests/scenarios/scenario_test.cpp), expects nothing, and knows
// lines that a rehearsal does not:
//
//   @ TIME started                       the service was started again
//   @ TIME status CONTROLLER online      or offline: a status topic said so
//   @ TIME own_clock MICROSECONDS free   or synchronised: what the service thinks of its own clock
//   @ TIME quarantined CONTROLLER        an input of the controller's stopped the service twice
//   @ TIME read WHAT                     an auditor read the trail
//   @ TIME exported PURPOSE              and took it away; so on: erased PERSON ROWS, keys KEY,
//                                        pruned YEAR INDEX
//   @ TIME closed NEXT_YEAR              the log ends once all is played
//
// Every log ends with its state sealed (rule V6).
//   origin open                          from here on events come so: open, bound or signed
//   console unattested                   from here on the peer does not attest it, or "attested"
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace zonefactor::edition {

struct Script {
  std::string name;              // of the file, without its ending
  std::filesystem::path folder;  // its own: what it names lies from there
  std::string facility;
  std::vector<std::string> lines;
  bool binds_names = false;  // its log has the commitments too (rule V7)
};

Script read_script(const std::filesystem::path& file);

// All stories and histories, by name.
std::vector<Script> scripts();

}  // namespace zonefactor::edition
