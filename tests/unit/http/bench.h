// A workbench for the API's tests: one small service whose answers the test sets, one clock, and
// one peer of every role with a key of its name.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/api.h"
#include "service/journal/sha256.h"

namespace zonefactor::http {

inline std::string key_hash(std::string_view key) {
  return journal::hex(journal::sha256(key));
}

class FixedClock : public ports::Clock {
 public:
  core::Instant now() override { return at; }
  core::Instant at = *core::parse_rfc3339("2026-11-22T09:00:00+09:00");
};

// Keeps what it is asked and answers at once, or when told to.
class SmallService : public ports::Service {
 public:
  SmallService() {
    auto head = std::make_shared<core::FacilityHead>();
    head->id = id;
    head->time_zone = {"Asia/Tokyo", std::chrono::hours(9), {}};
    head->help = core::LocalText{"内線 1234", "ext. 1234"};
    plain.head = *head;
    answer.facility = head;
    answer.entry = {2026, 184502};
    answer.decision.class_ = core::Class::zone_equivalent;
    answer.decision.outcome = core::Outcome::allow;
    answer.decision.entry_kinds = {core::FactorKind::possession};
    answer.decision.terminal_kinds = {core::FactorKind::knowledge};
    answer.decision.valid_until = core::parse_rfc3339("2026-11-22T23:00:01+09:00");
    standing_.facility = id;
    standing_.recording = true;
  }

  const std::string& facility_id() const override { return id; }

  void observe(ports::DoorMessage message, ports::Done<ports::EventResult> done) override {
    messages.push_back(std::move(message));
    const auto* undecodable = std::get_if<ports::Undecodable>(&messages.back());
    ports::EventResult result;
    if (undecodable != nullptr) {
      result.verdict = ports::EventVerdict::refused;
      result.why = undecodable->why;
      result.detail = undecodable->detail;
    }
    give(std::move(done), std::move(result));
  }
  void controller_status(std::string, bool, ports::Done<ports::EventResult> done) override {
    give(std::move(done), ports::EventResult{});
  }
  std::vector<std::string> mismatches;
  void report_mismatch(const std::string& terminal, ports::Done<core::EntryRef> done) override {
    mismatches.push_back(terminal);
    give(std::move(done), core::EntryRef{2026, 11});
  }
  void ask(ports::LoginQuestion question, ports::Done<ports::LoginAnswer> done) override {
    ports::LoginAnswer given = answer_for ? answer_for(question) : answer;
    given.entry.index += questions.size();
    questions.push_back(std::move(question));
    give(std::move(done), std::move(given));
  }
  void configure(
      core::Facility facility, std::string peer,
      ports::Done<std::variant<ports::ConfigurationResult, ports::Declined>> done) override {
    configured.push_back(std::move(facility));
    by = std::move(peer);
    if (declines) return give_variant<ports::ConfigurationResult>(std::move(done), *declines);
    give_variant<ports::ConfigurationResult>(std::move(done),
                                             ports::ConfigurationResult{7, "ab12", 3});
  }
  void acknowledge(ports::AcknowledgeRequest request, std::string peer,
                   ports::Done<std::variant<core::EntryRef, ports::Declined>> done) override {
    acknowledged.push_back(std::move(request));
    by = std::move(peer);
    if (declines) return give_variant<core::EntryRef>(std::move(done), *declines);
    give_variant<core::EntryRef>(std::move(done), core::EntryRef{2026, 9});
  }
  void report_credential(ports::CredentialReport report, std::string peer,
                         ports::Done<std::variant<core::EntryRef, ports::Declined>> done) override {
    reported.push_back(std::move(report));
    by = std::move(peer);
    if (declines) return give_variant<core::EntryRef>(std::move(done), *declines);
    give_variant<core::EntryRef>(std::move(done), core::EntryRef{2026, 10});
  }
  std::vector<std::string> erased;
  void erase_person(
      std::string person, std::string peer,
      ports::Done<std::variant<ports::ErasureResult, ports::Declined>> done) override {
    erased.push_back(std::move(person));
    by = std::move(peer);
    if (declines) return give_variant<ports::ErasureResult>(std::move(done), *declines);
    give_variant<ports::ErasureResult>(std::move(done), ports::ErasureResult{{2026, 12}, 4});
  }
  core::Facility facility() const override { return plain; }
  ports::Standing standing() const override { return standing_; }
  void audit(ports::AuditQuery query, ports::Done<ports::AuditPage> done) override {
    audits.push_back(std::move(query));
    give(std::move(done), page);
  }
  std::vector<ports::LogQuery> log_reads;
  std::map<std::string, ports::LogObject> log_objects;  // by path
  void read_log(ports::LogQuery query, ports::Done<std::optional<ports::LogObject>> done) override {
    const auto found = log_objects.find(query.path);
    log_reads.push_back(std::move(query));
    give(std::move(done), found == log_objects.end() ? std::nullopt : std::optional(found->second));
  }

  std::vector<ports::EvidenceQuery> evidence_queries;
  ports::EvidenceAnswer evidence;
  void read_evidence(ports::EvidenceQuery query, ports::Done<ports::EvidenceAnswer> done) override {
    evidence_queries.push_back(std::move(query));
    give(std::move(done), evidence);
  }
  std::vector<ports::ExportRequest> exports;
  ports::ExportResult exported;
  void export_evidence(
      ports::ExportRequest request,
      ports::Done<std::variant<ports::ExportResult, ports::Declined>> done) override {
    exports.push_back(std::move(request));
    if (declines) return give_variant<ports::ExportResult>(std::move(done), *declines);
    give_variant<ports::ExportResult>(std::move(done), exported);
  }

  // Gives what was held back, the oldest first.
  void release() {
    auto waiting = std::move(held);
    held.clear();
    for (auto& give_it : waiting) give_it();
  }

  std::string id = "chuo";
  core::Facility plain;
  ports::LoginAnswer answer;
  std::function<ports::LoginAnswer(const ports::LoginQuestion&)> answer_for;
  std::optional<ports::Unavailable> away;
  std::optional<ports::Declined> declines;
  bool hold = false;
  std::deque<std::function<void()>> held;
  ports::Standing standing_;
  ports::AuditPage page;

  std::vector<ports::LoginQuestion> questions;
  std::vector<ports::DoorMessage> messages;
  std::vector<core::Facility> configured;
  std::vector<ports::AcknowledgeRequest> acknowledged;
  std::vector<ports::CredentialReport> reported;
  std::vector<ports::AuditQuery> audits;
  std::string by;

 private:
  template <class T>
  void give(ports::Done<T> done, T value) {
    std::variant<T, ports::Unavailable> result = std::move(value);
    if (away) result = *away;
    if (!hold) return done(std::move(result));
    held.push_back([done = std::move(done), result = std::move(result)] { done(result); });
  }
  template <class T>
  void give_variant(ports::Done<std::variant<T, ports::Declined>> done,
                    std::variant<T, ports::Declined> value) {
    give<std::variant<T, ports::Declined>>(std::move(done), std::move(value));
  }
};

struct Bench {
  Bench() { use_peers({}); }

  // Every role once, and `more`.
  void use_peers(std::vector<Peer> more) {
    std::vector<Peer> peers;
    for (std::size_t i = 0; i < core::count_of<Role>(); ++i) {
      Peer peer;
      peer.role = static_cast<Role>(i);
      peer.name = core::name_of(peer.role);
      peer.facility = "chuo";
      peer.api_keys = {key_hash(peer.name)};
      if (peer.role == Role::terminal) peer.terminals = {"ph-t01"};
      if (peer.role == Role::gateway) peer.terminals = {"ph-t01", "ra-t01"};
      if (peer.role == Role::door_system) peer.controllers = {"ctl-1", "ctl-2"};
      peers.push_back(std::move(peer));
    }
    for (Peer& peer : more) peers.push_back(std::move(peer));
    api.set_peers(std::get<std::shared_ptr<const Peers>>(Peers::build(std::move(peers))));
  }

  ApiOptions options() {
    ApiOptions with;
    with.public_url = "https://zone.hospital.example/";
    with.clock = &clock;
    with.max_in_flight_per_peer = 3;
    with.decode_events = [this](std::string_view body, core::Origin origin, std::string* error) {
      return decode_events(body, origin, error);
    };
    with.parse_facility = [this](std::string_view toml,
                                 const core::Facility&) -> std::variant<core::Facility, Faults> {
      if (toml == "faulty") return Faults{"line 1: \"no\"", "line 2: neither"};
      core::Facility facility = service.plain;
      if (toml == "foreign") facility.head.id = "elsewhere";
      return facility;
    };
    with.plan_import = [this](const ImportRequest& request,
                              const core::Facility&) -> std::variant<ImportPlan, Faults> {
      imports.push_back({request.kind, request.full, {}});
      if (request.csv == "faulty") return Faults{"line 3: no such person"};
      return ImportPlan{service.plain, {"added p-1", "removed p-2"}};
    };
    with.extra_metrics = [] { return std::string("zonefactor_more_total 1\n"); };
    return with;
  }

  // The last response; std::nullopt while none has come.
  std::optional<Response> send(Request request) {
    std::optional<Response> got;
    auto kept = std::make_shared<std::optional<Response>>();
    pending = kept;
    api.handle(request, [kept](Response response) { *kept = std::move(response); });
    got = *kept;
    return got;
  }
  std::optional<Response> last() const { return *pending; }

  // Sends with the key of the peer `as` (empty: without one).
  Response call(std::string_view method, std::string_view target, std::string_view as,
                std::string_view body = {}, std::string_view content_type = "application/json") {
    const std::string authorization = as.empty() ? std::string() : "Bearer " + std::string(as);
    Request request;
    request.method = method;
    request.target = target;
    request.authorization = authorization;
    request.body = body;
    request.content_type = content_type;
    request.request_id = request_id;
    request.remote = *parse_address("192.0.2.7");
    auto response = send(request);
    return response ? std::move(*response) : Response{};
  }
  Response evaluate(std::string_view body, std::string_view as = "terminal") {
    return call("POST", "/access/v1/evaluation", as, body);
  }
  Response evaluate_batch(std::string_view body, std::string_view as = "gateway") {
    return call("POST", "/access/v1/evaluations", as, body);
  }

  FixedClock clock;
  SmallService service;
  std::vector<ImportRequest> imports;
  std::string request_id;
  std::function<std::vector<ports::DoorMessage>(std::string_view, core::Origin, std::string*)>
      decode_events = [](std::string_view, core::Origin, std::string*) {
        return std::vector<ports::DoorMessage>{};
      };
  Api api{options(), {&service}};
  std::shared_ptr<std::optional<Response>> pending;
};

// The value of a header line of ours; empty where it is absent.
inline std::string header(const Response& response, std::string_view name) {
  const std::string line = std::string(name) + ": ";
  const std::size_t at = response.headers.find(line);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + line.size();
  return response.headers.substr(begin, response.headers.find("\r\n", begin) - begin);
}

inline constexpr std::string_view kQuestion =
    R"({"subject":{"type":"user","id":"tanaka"},"action":{"name":"login"},)"
    R"("resource":{"type":"terminal","id":"ph-t01"},"context":{"amr":["pwd"],"session":"s-88","session_kind":"console","wait_ms":0}})";

}  // namespace zonefactor::http
