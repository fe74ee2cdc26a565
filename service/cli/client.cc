#include "service/cli/client.h"

#include <fmt/format.h>
#include <httplib.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "service/cli/command.h"
#include "service/cli/facility_file.h"

namespace zonefactor::cli {

namespace {

constexpr std::size_t kMaxKeyBytes = 4096;
constexpr int kConnectSeconds = 5;
constexpr int kReadSeconds = 60;
constexpr int kTries = 20;
constexpr std::chrono::milliseconds kBetweenTries{500};

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
    text.pop_back();
  return text;
}

std::string find_key(const Connection& connection, const std::string& key_variable) {
  if (!connection.key_file.empty()) {
    std::string why;
    const auto key = read_file(connection.key_file, kMaxKeyBytes, why);
    if (!key) throw std::invalid_argument(why);
    return trimmed(*key);
  }
  const char* const value = std::getenv(key_variable.c_str());
  return value == nullptr ? std::string{} : trimmed(value);
}

}  // namespace

struct Client::Wire {
  explicit Wire(const Connection& c)
      : http(c.certificate_file.empty()
                 ? httplib::Client(c.url)
                 : httplib::Client(c.url, c.certificate_file, c.certificate_key_file)) {}

  Reply taken(const httplib::Result& result) const {
    if (!result) {
      throw std::runtime_error(
          fmt::format("the service at {} does not answer ({}); check that zonefactord runs, the "
                      "address, and --ca",
                      url, httplib::to_string(result.error())));
    }
    return Reply{result->status, result->body, result->get_header_value("ZoneFactor-Entry")};
  }

  httplib::Client http;
  std::string url;
};

Client::Client(const Connection& connection, const std::string& key_variable) {
  if (connection.url.empty()) {
    throw std::invalid_argument("--url is missing: name the service, as in https://127.0.0.1:8443");
  }
  wire_ = std::make_unique<Wire>(connection);
  wire_->url = connection.url;
  httplib::Client& http = wire_->http;
  if (!http.is_valid()) {
    throw std::invalid_argument(fmt::format(
        "--url {} or the client certificate cannot be used; check both", connection.url));
  }
  http.set_connection_timeout(kConnectSeconds);
  http.set_read_timeout(kReadSeconds);
  http.enable_server_certificate_verification(true);
  if (!connection.ca_file.empty()) http.set_ca_cert_path(connection.ca_file.c_str());
  const std::string key = find_key(connection, key_variable);
  if (!key.empty()) http.set_bearer_token_auth(key.c_str());
}

Client::~Client() = default;

Reply Client::get(const std::string& target) {
  return wire_->taken(wire_->http.Get(target.c_str()));
}

Reply Client::get_patiently(const std::string& target) {
  Reply reply = get(target);
  for (int i = 1; i < kTries && asks_to_wait(reply); ++i) {
    std::this_thread::sleep_for(kBetweenTries);
    reply = get(target);
  }
  return reply;
}

Reply Client::post(const std::string& target, const std::string& body,
                   const std::string& content_type) {
  return wire_->taken(wire_->http.Post(target.c_str(), body, content_type.c_str()));
}

Reply Client::put(const std::string& target, const std::string& body,
                  const std::string& content_type) {
  return wire_->taken(wire_->http.Put(target.c_str(), body, content_type.c_str()));
}

void add_connection(CLI::App& verb, Connection& connection, const std::string& key_variable) {
  verb.add_option("--url", connection.url, "The service, as in https://127.0.0.1:8443")
      ->envname("ZF_URL");
  verb.add_option("--ca", connection.ca_file, "CA certificate that signed the service's")
      ->envname("ZF_CA");
  verb.add_option(
      "--key-file", connection.key_file,
      fmt::format("File with the API key (otherwise environment variable {})", key_variable));
  verb.add_option("--cert", connection.certificate_file, "Client certificate (PEM)");
  verb.add_option("--cert-key", connection.certificate_key_file, "Its private key (PEM)");
}

bool asks_to_wait(const Reply& reply) {
  return reply.status == 429 || reply.status == 503;
}

int report_refusal(const Reply& reply) {
  fmt::print(stderr, "the service answered {}: {}\n", reply.status, reply.body);
  switch (reply.status) {
    case 401:
      fmt::print(stderr, "check --key-file or --cert: the service does not know this caller\n");
      return kWrongUse;
    case 403:
      fmt::print(stderr, "this caller's role does not allow it\n");
      return kWrongUse;
    case 429:
    case 503:
      return kUnreachable;
    default:
      return reply.status >= 500 ? kUnreachable : kWrongUse;
  }
}

}  // namespace zonefactor::cli
