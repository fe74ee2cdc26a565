// Door events and what is refused of them.
#include <utility>

#include "service/core/site.h"
#include "service/engine/recording.h"
#include "service/journal/entry_codec.h"
#include "service/ports/refusal_words.h"

namespace zonefactor::engine {

bool Engine::is_quarantined(const std::string& digest, ports::Done<ports::EventResult>& done) {
  const auto found = state_->quarantined.find(digest);
  if (found == state_->quarantined.end()) return false;
  reply(std::move(done),
        ports::EventResult{ports::EventVerdict::refused, core::Refusal::malformed,
                           "this message stopped the service before and is taken no more",
                           found->second});
  return true;
}

void Engine::observe(ports::DoorMessage message, ports::Done<ports::EventResult> done) {
  if (turned_away(done)) return;
  auto* report = std::get_if<ports::DoorReport>(&message);
  const auto* broken = std::get_if<ports::Undecodable>(&message);
  const std::string controller = report               ? report->observation.controller.text
                                 : broken->controller ? broken->controller->text
                                                      : std::string();
  const std::string digest =
      digests_.tag("content", controller + "\n" + (report ? report->content : broken->content));
  if (is_quarantined(digest, done)) return;
  const InputNoted noted(parts_.crash_note, digest, controller);
  bring_to_now();
  if (report) return observe_report(std::move(*report), digest, std::move(done));

  core::EventRefused refused;
  refused.why = broken->why;
  refused.content_tag = digest;
  if (broken->controller && state_->book.site().controller(*broken->controller)) {
    refused.controller = broken->controller;
  }
  refuse(std::move(refused), broken->detail, std::move(done));
}

core::Observation Engine::pseudonymous(ports::DoorReport& report) const {
  core::Observation observation = std::move(report.observation);
  if (report.credential) {
    const std::string number = report.credential->canonical();
    const std::string* handle = state_->names.handle_of(NameKind::number, number);
    observation.lossy = report.credential->lossy;
    observation.credential = core::NumberId(handle ? *handle : digests_.unknown("number", number));
  }
  return observation;
}

void Engine::observe_report(ports::DoorReport report, const std::string& digest,
                            ports::Done<ports::EventResult> done) {
  core::Observation observation = pseudonymous(report);
  observation.content_tag = digest;
  core::Admission admission = core::admit(state_->book, observation, now_);
  if (std::holds_alternative<core::Repeated>(admission)) {
    return reply(std::move(done), ports::EventResult{ports::EventVerdict::duplicate, {}, {}, {}});
  }
  if (auto* refused = std::get_if<core::EventRefused>(&admission)) {
    std::string detail = ports::why_refused(state_->book.site(), observation, refused->why);
    return refuse(std::move(*refused), std::move(detail), std::move(done));
  }
  auto& event = std::get<core::DoorEvent>(admission);
  if (!journal::fits(journal::encode(event, now_))) {
    core::EventRefused refused;
    refused.controller = observation.controller;
    refused.why = core::Refusal::too_large;
    refused.content_tag = digest;
    return refuse(std::move(refused),
                  ports::why_refused(state_->book.site(), observation, core::Refusal::too_large),
                  std::move(done));
  }
  const core::EntryRef ref = record(std::move(event)).ref;
  settle_soon();
  ask_parked_again();
  reply(std::move(done), ports::EventResult{ports::EventVerdict::accepted, {}, {}, ref});
}

void Engine::refuse(core::EventRefused refused, std::string detail,
                    ports::Done<ports::EventResult> done) {
  if (!refusals_.spend(now_)) {
    return done(ports::Unavailable{std::chrono::seconds(1),
                                   "more messages are refused per second than can be recorded"});
  }
  ports::EventResult result{ports::EventVerdict::refused, refused.why, std::move(detail), {}};
  result.entry = record(std::move(refused)).ref;
  reply(std::move(done), std::move(result));
}

void Engine::controller_status(std::string controller, bool online,
                               ports::Done<ports::EventResult> done) {
  if (turned_away(done)) return;
  const std::string digest =
      digests_.tag("status", controller + (online ? "\nonline" : "\noffline"));
  if (is_quarantined(digest, done)) return;
  const InputNoted noted(parts_.crash_note, digest, controller);
  bring_to_now();
  const core::ControllerId id(std::move(controller));
  if (!state_->book.site().controller(id)) {
    core::EventRefused refused;
    refused.why = core::Refusal::unknown_controller;
    refused.content_tag = digest;
    core::Observation unheard_of;
    unheard_of.controller = id;
    return refuse(
        std::move(refused),
        ports::why_refused(state_->book.site(), unheard_of, core::Refusal::unknown_controller),
        std::move(done));
  }
  const core::EntryRef ref = record(core::ControllerStatus{id, online}).ref;
  ask_parked_again();
  reply(std::move(done), ports::EventResult{ports::EventVerdict::accepted, {}, {}, ref});
}

}  // namespace zonefactor::engine
