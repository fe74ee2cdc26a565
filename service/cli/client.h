// Talking to a running zonefactord over its HTTP API, as one of its peers.
//
// Promise: the key comes from a file or the environment, never from an argument; a server that
// cannot be reached is told apart from one that says no.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <string>

namespace zonefactor::cli {

struct Connection {
  std::string url;  // "https://127.0.0.1:8443"
  std::string ca_file;
  std::string key_file;          // API key
  std::string certificate_file;  // with `certificate_key_file`: TLS client certificate
  std::string certificate_key_file;
};

// Adds --url, --ca, --key-file, --cert and --cert-key. `key_variable` names the environment
// variable that may hold the key instead, e.g. "ZF_KEY_ADMIN".
void add_connection(CLI::App& verb, Connection& connection, const std::string& key_variable);

struct Reply {
  int status = 0;
  std::string body;
  std::string entry;  // header ZoneFactor-Entry
};

class Client {
 public:
  // Throws std::invalid_argument for a connection that cannot be meant, std::runtime_error with the
  // remedy for one that cannot be made.
  Client(const Connection& connection, const std::string& key_variable);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Reply get(const std::string& target);
  // As `get`; where the service asks to wait, it is asked again for up to ten seconds.
  Reply get_patiently(const std::string& target);
  Reply post(const std::string& target, const std::string& body, const std::string& content_type);
  Reply put(const std::string& target, const std::string& body, const std::string& content_type);

 private:
  struct Wire;
  std::unique_ptr<Wire> wire_;
};

// Status 429 or 503: too much is under way there, or it cannot record just now.
bool asks_to_wait(const Reply& reply);

// What a reply that is no success means: words on standard error, and the exit code.
int report_refusal(const Reply& reply);

}  // namespace zonefactor::cli
