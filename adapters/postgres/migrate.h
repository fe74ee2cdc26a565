// Brings a database to the schema this program needs.
//
// Promise: all or nothing, in one transaction; running it twice, or from two processes at once,
// changes nothing more. A migration that was changed after it was applied is refused.
#pragma once

#include <string>
#include <vector>

namespace zonefactor::postgres {

struct MigrateOptions {
  std::string connection;  // libpq key=value pairs; a role that may create roles and schemas
  std::string password{};  // empty: none, or as `connection` says (passfile=...)
};

// Returns the names of the files applied now; empty where there was nothing to do. Throws
// ports::StoreUnavailable, which names the remedy.
std::vector<std::string> migrate(const MigrateOptions& options);

}  // namespace zonefactor::postgres
