#include "adapters/postgres/connection_string.h"

#include "service/ports/store.h"

namespace zonefactor::postgres {
namespace {

// Of two values of one key libpq takes the later. A dead peer is noticed within about 20 seconds.
constexpr const char* kDefaults =
    "application_name=zonefactor connect_timeout=5 keepalives=1 keepalives_idle=10 "
    "keepalives_interval=5 keepalives_count=2 tcp_user_timeout=20000 ";

std::string quoted(const std::string& value) {
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

}  // namespace

std::string connection_string(const std::string& connection, const std::string& password) {
  if (connection.find("://") != std::string::npos)
    throw ports::StoreUnavailable(
        "the storage address is a URI; write it as key=value pairs: host=... port=... dbname=... "
        "user=...");
  std::string out = kDefaults + connection;
  if (!password.empty()) out += " password=" + quoted(password);
  // Bytes pass as they are; no recoding between us and the server.
  return out + " client_encoding=UTF8";
}

}  // namespace zonefactor::postgres
