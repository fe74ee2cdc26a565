// What an auditor takes away: the log's standing, its seals, and that an export is recorded before
// it is answered (rule V1).
#include <fmt/format.h>

#include <utility>

#include "service/engine/engine.h"
#include "service/engine/recording.h"

namespace zonefactor::engine {

namespace {

using Exported = std::variant<ports::ExportResult, ports::Declined>;

}  // namespace

void Engine::read_evidence(ports::EvidenceQuery query, ports::Done<ports::EvidenceAnswer> done) {
  const auto* of_state = std::get_if<ports::StateQuery>(&query);
  if (of_state && turned_away(done)) return;
  auto read = [this, query, done](const ports::Unavailable* failed) {
    if (failed) return done(*failed);
    log_reader_.look_up(query, [this, done](LogReader::LookUp result) {
      if (const auto* away = std::get_if<ports::Unavailable>(&result)) return done(*away);
      auto& answer = std::get<ports::EvidenceAnswer>(result);
      if (auto* logs = std::get_if<std::vector<ports::LogStanding>>(&answer)) {
        for (ports::LogStanding& log : *logs) log.keys = options_.signer->verifier_keys(log.year);
      }
      done(std::move(answer));
    });
  };
  if (!of_state) return read(nullptr);
  bring_to_now();
  record(core::AuditRead{of_state->peer,
                         fmt::format("state {}/{}", of_state->seal.year, of_state->seal.index)});
  writer_.after_all(std::move(read));
}

void Engine::export_evidence(ports::ExportRequest request, ports::Done<Exported> done) {
  if (turned_away(done)) return;
  if (request.from >= request.to || request.to > durable_.next) {
    return done(ports::Declined{
        fmt::format("there are no entries from {}/{} to {}/{}: the journal goes on at {}/{}",
                    request.from.year, request.from.index, request.to.year, request.to.index,
                    durable_.next.year, durable_.next.index)});
  }
  bring_to_now();
  ports::ExportResult result;
  for (const std::string& handle : request.handles) {
    if (const auto bound = state_->names.bound(handle)) result.names.push_back(*bound);
  }
  result.entry = record(core::EvidenceExported{request.peer, request.purpose, request.from,
                                               request.to, !request.handles.empty()})
                     .ref;
  reply<Exported>(std::move(done), std::move(result));
}

}  // namespace zonefactor::engine
