// What the verbs of `zonefactor audit` ask a running service for, beside its entries.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "service/cli/client.h"
#include "service/cli/served_log.h"
#include "service/core/decision.h"
#include "service/core/facility.h"

namespace zonefactor::cli {

// Whose journal it is, which log is written, and by which keys it and those before it are signed.
struct LogStanding {
  std::string facility;
  std::int32_t year = 0;
  std::vector<journal::VerifierKey> keys;
};
// How a verb reaches the logs, and `keys`, if any, in the place of those that the service names:
// each a C2SP verifier key.
struct LogAccess {
  Connection connection;
  std::vector<std::string> keys;
};
void add_log_access(CLI::App& verb, LogAccess& access);

// Throws std::runtime_error in words, and std::invalid_argument for a key that is none.
LogStanding log_standing(Client& client, const std::vector<std::string>& known_keys = {});

FetchObject fetch_from(Client& client, std::string facility);

// Name and local time of the facility.
core::FacilityHead facility_head(Client& client);

// RFC 3339, or the facility's own time: "2026-11-22" (its midnight) or "2026-11-22T09:00:00".
// Throws std::invalid_argument that names `option`.
core::Instant instant_of(const std::string& option, const std::string& text, Client& client);

// "chuo/2026/17" or "2026/17". Throws std::invalid_argument.
core::EntryRef entry_of(const std::string& text);

}  // namespace zonefactor::cli
