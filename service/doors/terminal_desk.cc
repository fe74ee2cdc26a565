#include "service/doors/terminal_desk.h"

#include <fmt/format.h>
#include <httplib.h>
#include <simdjson.h>

#include <fstream>
#include <stdexcept>

namespace zonefactor::doors {

namespace {

constexpr int kTimeoutSeconds = 15;

std::string first_line(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line) || line.empty()) {
    throw std::runtime_error(fmt::format("{}: no key in it, or it cannot be read", path.string()));
  }
  return line;
}

std::vector<std::string> strings_at(simdjson::dom::element root, const char* pointer) {
  std::vector<std::string> strings;
  simdjson::dom::array array;
  if (root.at_pointer(pointer).get(array) != simdjson::SUCCESS) return strings;
  for (const simdjson::dom::element item : array) {
    std::string_view text;
    if (item.get(text) == simdjson::SUCCESS) strings.emplace_back(text);
  }
  return strings;
}

std::string string_at(simdjson::dom::element root, const char* pointer) {
  std::string_view text;
  return root.at_pointer(pointer).get(text) == simdjson::SUCCESS ? std::string(text)
                                                                 : std::string{};
}

simdjson::dom::element parse(simdjson::dom::parser& parser, const std::string& body) {
  simdjson::dom::element root;
  if (parser.parse(body).get(root) != simdjson::SUCCESS) {
    throw std::runtime_error("the service answered something that is not JSON");
  }
  return root;
}

}  // namespace

struct TerminalDesk::Caller {
  explicit Caller(httplib::Client client) : http(std::move(client)) {}
  httplib::Client http;
};

TerminalDesk::TerminalDesk(DeskOptions options) : options_(std::move(options)) {}
TerminalDesk::~TerminalDesk() = default;

TerminalDesk::Caller& TerminalDesk::caller(const std::string& name, bool by_key) {
  std::unique_ptr<Caller>& place = callers_[(by_key ? "key " : "certificate ") + name];
  if (place) return *place;
  if (by_key) {
    place = std::make_unique<Caller>(httplib::Client(options_.url));
    place->http.set_bearer_token_auth(first_line(options_.keys / name).c_str());
  } else {
    const std::filesystem::path base = options_.terminal_certificates / ("terminal-" + name);
    place = std::make_unique<Caller>(
        httplib::Client(options_.url, base.string() + ".pem", base.string() + ".key"));
  }
  if (!place->http.is_valid()) {
    throw std::runtime_error(
        fmt::format("{}: the certificate or --url {} cannot be used", name, options_.url));
  }
  place->http.set_ca_cert_path(options_.ca_file.c_str());
  place->http.enable_server_certificate_verification(true);
  place->http.set_keep_alive(true);
  place->http.set_tcp_nodelay(true);
  place->http.set_read_timeout(kTimeoutSeconds);
  return *place;
}

LoginReply TerminalDesk::ask(const std::string& terminal, bool by_key,
                             const journal::JsonObject& question) {
  Caller& asking = caller(terminal, by_key);
  const std::string body = journal::canonical(question);
  const auto begun = std::chrono::steady_clock::now();
  const httplib::Result result =
      asking.http.Post("/access/v1/evaluation", body, "application/json");
  const auto ended = std::chrono::steady_clock::now();
  if (!result || result->status != 200) {
    throw std::runtime_error(fmt::format("terminal {} got no decision: {}", terminal,
                                         result ? fmt::format("{} {}", result->status, result->body)
                                                : httplib::to_string(result.error())));
  }
  simdjson::dom::parser parser;
  const simdjson::dom::element root = parse(parser, result->body);
  LoginReply reply;
  bool decision = false;
  reply.allowed = root.at_pointer("/decision").get(decision) == simdjson::SUCCESS && decision;
  reply.class_ = string_at(root, "/context/class");
  reply.outcome = string_at(root, "/context/outcome");
  reply.reasons = strings_at(root, "/context/reasons");
  reply.entry_factors = strings_at(root, "/context/factors/entry");
  reply.terminal_factors = strings_at(root, "/context/factors/terminal");
  reply.entry = result->get_header_value("ZoneFactor-Entry");
  reply.took = std::chrono::duration_cast<std::chrono::microseconds>(ended - begun);
  return reply;
}

std::string TerminalDesk::watch(const std::string& as, const std::string& target) {
  const httplib::Result result = caller(as, true).http.Get(target.c_str());
  if (!result || result->status != 200) {
    throw std::runtime_error(fmt::format("{}: {}", target,
                                         result ? fmt::format("{} {}", result->status, result->body)
                                                : httplib::to_string(result.error())));
  }
  return result->body;
}

bool TerminalDesk::has_recorded(const std::string& controller, const std::string& boot,
                                std::int64_t seq) {
  simdjson::dom::parser parser;
  const std::string body = watch("monitor", "/v1/status");
  const simdjson::dom::element root = parse(parser, body);
  simdjson::dom::array controllers;
  if (root.at_pointer("/controllers").get(controllers) != simdjson::SUCCESS) return false;
  for (const simdjson::dom::element standing : controllers) {
    std::int64_t latest = 0;
    if (string_at(standing, "/id") == controller && string_at(standing, "/boot") == boot &&
        standing.at_pointer("/seq").get(latest) == simdjson::SUCCESS) {
      return latest >= seq;
    }
  }
  return false;
}

std::string TerminalDesk::rests_on(const std::string& decision_entry) {
  const std::size_t facility = decision_entry.find('/');
  if (facility == std::string::npos) return {};
  simdjson::dom::parser parser;
  const std::string body =
      watch("auditor", "/v1/audit/entries/" + decision_entry.substr(facility + 1));
  const simdjson::dom::element root = parse(parser, body);
  // C4's evidence: the entries whose factors counted, the earliest being the read at the door. An
  // entry of the decision's own year is written by its index alone.
  const std::size_t index_at = decision_entry.rfind('/');
  std::int64_t index = 0;
  if (root.at_pointer("/body/value/evidence/3/0").get(index) != simdjson::SUCCESS) return {};
  return fmt::format("{}/{}", decision_entry.substr(0, index_at), index);
}

void TerminalDesk::administer(const std::string& target, const journal::JsonObject& body) {
  const httplib::Result result =
      caller("admin", true).http.Post(target.c_str(), journal::canonical(body), "application/json");
  if (!result || result->status != 200) {
    throw std::runtime_error(fmt::format("{}: {}", target,
                                         result ? fmt::format("{} {}", result->status, result->body)
                                                : httplib::to_string(result.error())));
  }
}

void TerminalDesk::acknowledge(const journal::JsonObject& what) {
  administer("/v1/acknowledgements", what);
}

void TerminalDesk::report_credential(const std::string& credential,
                                     const journal::JsonObject& state) {
  administer("/v1/credentials/" + credential, state);
}

}  // namespace zonefactor::doors
