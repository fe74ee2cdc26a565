// The connection string as it goes to libpq: ours first, so that the administrator's words count.
#pragma once

#include <string>

namespace zonefactor::postgres {

// `connection` are libpq key=value pairs; `password` is added where it is not empty. Throws
// ports::StoreUnavailable where `connection` is a URI.
std::string connection_string(const std::string& connection, const std::string& password);

}  // namespace zonefactor::postgres
