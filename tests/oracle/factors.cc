// Rules F1, F3, F4, F5 and F6, from the words of the page.
#include "tests/oracle/factors.h"

#include <algorithm>

namespace zonefactor::oracle {
namespace {

bool among(const std::string& word, const Words& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Rule F6: a serial number is possession only where the guideline's own text is all one wants.
void add_serial_card(const Site& site, Factors& factors) {
  if (site.strict) return;
  factors.kinds.insert(possession);
  factors.clonable = true;
}

Factors of_methods(const Site& site, const Reader& reader, const Words& methods) {
  Factors factors;
  for (const std::string& method : methods) {
    if (method == "card" && reader.serial) {
      add_serial_card(site, factors);
    } else if (method == "card" || method == "mobile") {
      factors.kinds.insert(possession);
    } else if (method == "pin") {
      factors.kinds.insert(knowledge);
    } else if (among(method, {"fingerprint", "face", "iris", "vein", "palm"})) {
      factors.kinds.insert(inherence);
    }
  }
  return factors;
}

// "Methods the mode does not know count for nothing."
Words known_to_mode(const Reader& reader, const Words& methods) {
  Words known;
  for (const std::string& method : methods) {
    for (const Words& combination : reader.methods) {
      if (among(method, combination) && !among(method, known)) known.push_back(method);
    }
  }
  return known;
}

Factors common(const Factors& one, const Factors& other) {
  Factors both;
  std::set_intersection(one.kinds.begin(), one.kinds.end(), other.kinds.begin(), other.kinds.end(),
                        std::inserter(both.kinds, both.kinds.end()));
  both.clonable = both.kinds.count(possession) != 0 && (one.clonable || other.clonable);
  return both;
}

}  // namespace

Factors factors_at_door(const Site& site, const Entry& entry) {
  const Reader& reader = *entry.reader;
  if (entry.told->methods) {
    return of_methods(site, reader, known_to_mode(reader, *entry.told->methods));
  }
  Factors factors = of_methods(site, reader, reader.methods.front());
  for (const Words& combination : reader.methods)
    factors = common(factors, of_methods(site, reader, combination));
  return factors;
}

Factors factors_at_terminal(const Site& site, const Terminal* terminal, const Words& amr) {
  Factors factors;
  for (const std::string& value : amr) {
    if (terminal != nullptr && terminal->methods && !among(value, *terminal->methods)) continue;
    if (among(value, {"pwd", "pin", "kba"})) factors.kinds.insert(knowledge);
    if (among(value, {"face", "fpt", "iris", "retina", "vbm", "vein", "palm"}))
      factors.kinds.insert(inherence);
    if (among(value, {"hwk", "sc", "swk", "pop", "otp", "sms", "tel"}))
      factors.kinds.insert(possession);
    if (value == "card") add_serial_card(site, factors);
  }
  return factors;
}

}  // namespace zonefactor::oracle
