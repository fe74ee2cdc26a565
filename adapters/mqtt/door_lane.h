// One message at a time from the broker to the journal: the wait between a message and its PUBACK.
//
// Knows topics and the engine, not the client library. Thread rule: `take` runs on the client
// library's thread and blocks it; `give_up` and `in_hand` are callable from any thread.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/mqtt/mqtt_doors.h"

namespace zonefactor::mqtt {

class DoorLane {
 public:
  DoorLane(std::string facility, core::Origin origin, Backoff retry, Decoder decoder,
           ports::Loop& loop, ports::Service& service, Metrics& metrics);

  // Returns once the message may be acknowledged: it is recorded, or it is no news. After `give_up`
  // a message that is not recorded never returns.
  void take(std::string_view topic, std::string_view payload, bool retained);

  // From now on nothing is handed over any more.
  void give_up();

  bool in_hand() const { return in_hand_; }

 private:
  using Answer = std::variant<ports::EventResult, ports::Unavailable>;
  using Question = std::function<void(ports::Service&, ports::Done<ports::EventResult>)>;

  void take_event(const std::string& controller, std::string_view payload);
  void take_status(const std::string& controller, std::string_view payload, bool retained);
  void record(ports::DoorMessage message);
  void settle(const Question& question);
  Answer hand_over(const Question& question);
  void wait_before_retry(std::chrono::milliseconds delay);
  void stay_if_given_up();
  void count(const ports::EventResult& result);

  const std::string facility_;
  const core::Origin origin_;
  const Backoff retry_;
  const Decoder decoder_;
  ports::Loop& loop_;
  ports::Service& service_;
  Metrics& metrics_;

  std::atomic<bool> in_hand_{false};
  std::mutex mutex_;
  std::condition_variable given_up_changed_;
  bool given_up_ = false;
};

}  // namespace zonefactor::mqtt
