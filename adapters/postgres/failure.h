// What a library exception means for the journal, in the port's own words.
#pragma once

#include <exception>
#include <string>

#include "service/ports/store.h"

namespace zonefactor::postgres {

// What happened and what to do about it, for people.
std::string words_of(const std::exception& failure);

// The same for a session that broke at work; the library then often speaks of itself.
std::string words_of_break();

// What became of an append whose statement was sent and failed so; `session_lives` says whether the
// server still answers on its connection.
ports::AppendResult outcome_of(const std::exception& failure, bool session_lives);

}  // namespace zonefactor::postgres
