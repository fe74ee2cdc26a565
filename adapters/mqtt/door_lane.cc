// From topic and payload to a recorded entry, tried again until it is one.
#include "adapters/mqtt/door_lane.h"

#include <algorithm>
#include <utility>

#include "adapters/mqtt/door_topic.h"

namespace zonefactor::mqtt {

namespace {

ports::Undecodable refusal(core::Refusal why, std::string detail, std::string_view payload) {
  ports::Undecodable refused;
  refused.why = why;
  refused.detail = std::move(detail);
  refused.content = std::string(payload.substr(0, kMaxPayloadBytes));
  return refused;
}

}  // namespace

DoorLane::DoorLane(std::string facility, core::Origin origin, Backoff retry, Decoder decoder,
                   ports::Loop& loop, ports::Service& service, Metrics& metrics)
    : facility_(std::move(facility)),
      origin_(origin),
      retry_(retry),
      decoder_(std::move(decoder)),
      loop_(loop),
      service_(service),
      metrics_(metrics) {}

void DoorLane::take(std::string_view topic, std::string_view payload, bool retained) {
  if (topic == service_status_topic(facility_)) return;  // our own
  in_hand_ = true;
  ++metrics_.received;
  const auto place = read_door_topic(facility_, topic);
  if (place && place->kind == DoorTopicKind::status) {
    take_status(place->controller.text, payload, retained);
  } else if (retained) {
    ++metrics_.retained_ignored;  // what once happened is not happening now
  } else if (place) {
    take_event(place->controller.text, payload);
  } else {
    record(refusal(
        core::Refusal::malformed,
        "the topic must be zonefactor/1/{facility}/{controller}/event, the controller an id",
        payload));
  }
  in_hand_ = false;
}

void DoorLane::take_event(const std::string& controller, std::string_view payload) {
  if (payload.size() > kMaxPayloadBytes) {
    auto refused = refusal(core::Refusal::too_large, "a payload has at most 16 KiB", payload);
    refused.controller.emplace(controller);
    return record(std::move(refused));
  }
  ports::DoorMessage message = decoder_(controller, payload);
  if (auto* report = std::get_if<ports::DoorReport>(&message)) report->observation.origin = origin_;
  record(std::move(message));
}

void DoorLane::take_status(const std::string& controller, std::string_view payload, bool retained) {
  const bool online = payload == "online";
  if (!online && payload != "offline") {
    auto refused = refusal(core::Refusal::malformed, "a status must be online or offline", payload);
    refused.controller.emplace(controller);
    return record(std::move(refused));
  }
  if (retained && online) {
    ++metrics_.retained_ignored;  // it was; only hearing from it says that it is
    return;
  }
  settle([controller, online](ports::Service& service, ports::Done<ports::EventResult> done) {
    service.controller_status(controller, online, std::move(done));
  });
}

void DoorLane::record(ports::DoorMessage message) {
  settle([message = std::move(message)](ports::Service& service,
                                        ports::Done<ports::EventResult> done) {
    service.observe(message, std::move(done));
  });
}

void DoorLane::settle(const Question& question) {
  for (auto delay = retry_.first;; delay = std::min(delay * 2, retry_.most)) {
    stay_if_given_up();
    const Answer answer = hand_over(question);
    if (const auto* result = std::get_if<ports::EventResult>(&answer)) return count(*result);
    ++metrics_.unavailable;
    wait_before_retry(delay);
  }
}

DoorLane::Answer DoorLane::hand_over(const Question& question) {
  struct Reply {
    std::mutex mutex;
    std::condition_variable arrived;
    std::optional<Answer> answer;
  };
  const auto reply = std::make_shared<Reply>();
  loop_.post([&service = service_, question, reply] {
    question(service, [reply](Answer answer) {
      const std::lock_guard lock(reply->mutex);
      reply->answer = std::move(answer);
      reply->arrived.notify_one();
    });
  });
  std::unique_lock lock(reply->mutex);
  reply->arrived.wait(lock, [&] { return reply->answer.has_value(); });
  return *std::move(reply->answer);
}

void DoorLane::wait_before_retry(std::chrono::milliseconds delay) {
  std::unique_lock lock(mutex_);
  given_up_changed_.wait_for(lock, delay, [this] { return given_up_; });
}

void DoorLane::stay_if_given_up() {
  std::unique_lock lock(mutex_);
  // To return would be to acknowledge.
  given_up_changed_.wait(lock, [this] { return !given_up_; });
}

void DoorLane::give_up() {
  const std::lock_guard lock(mutex_);
  given_up_ = true;
  given_up_changed_.notify_all();
}

void DoorLane::count(const ports::EventResult& result) {
  switch (result.verdict) {
    case ports::EventVerdict::accepted:
      ++metrics_.accepted;
      return;
    case ports::EventVerdict::duplicate:
      ++metrics_.duplicate;
      return;
    case ports::EventVerdict::refused:
      ++metrics_.refused;
      return;
  }
}

}  // namespace zonefactor::mqtt
