// The small sites of the comparison, and for each the alphabet its histories are spelled in.
#pragma once

#include <string>
#include <vector>

#include "tests/oracle/history.h"

namespace zonefactor::oracle {

// One letter: something that happens, or time that passes, or numbers that get lost.
struct Letter {
  enum What { event, question, acknowledge, passing_time, lost };
  What what = event;
  Event told = {};
  Question asked = {};
  std::string zone = {};
  Ms passes = 0;
};

struct Place {
  Site site;
  std::vector<Letter> letters;      // for every short history
  std::vector<Letter> more;         // further ones, for the long random histories
  std::vector<Question> questions;  // asked at the end
};

std::vector<Place> places();

}  // namespace zonefactor::oracle
