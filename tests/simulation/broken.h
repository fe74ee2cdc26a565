// A rule that does not hold, by its id and in words; what the simulation stops at.
#pragma once

#include <stdexcept>
#include <string>

namespace zonefactor::simulation {

class Broken : public std::runtime_error {
 public:
  Broken(const std::string& rule, const std::string& how) : std::runtime_error(rule + ": " + how) {}
};

// `rule` begins with the rule's id and says what it promises.
inline void must(bool holds, const char* rule, const std::string& how) {
  if (!holds) throw Broken(rule, how);
}

}  // namespace zonefactor::simulation
