// The client library, fenced in: one session at one broker, kept up by a thread of its own.
//
// What the library leaves open is decided here: version 3.1.1 on every connection, host names
// checked, no queue between the socket and us, no automatic reconnect (it would forget both),
// nothing thrown out of a callback, no call into the library from a callback. Thread rule: the
// library is called from the keeper thread only, since its calls block while a message is in hand;
// its callbacks come on its own.
#pragma once

#include <mqtt/async_client.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/mqtt/door_lane.h"
#include "adapters/mqtt/door_topic.h"
#include "adapters/mqtt/mqtt_doors.h"

namespace zonefactor::mqtt {

class BrokerConnection final : private ::mqtt::callback {
 public:
  // Throws ::mqtt::exception where the library refuses the address.
  BrokerConnection(Options options, DoorLane& lane, Metrics& metrics, Say say);

  void start();
  // Whether everything was over by `deadline`.
  bool stop(std::chrono::steady_clock::time_point deadline);

 private:
  void message_arrived(::mqtt::const_message_ptr message) override;
  void connection_lost(const std::string& cause) override;

  void keep();
  bool connect();
  void subscribe(DoorTopicKind kind);
  void publish_status(const char* status);
  void leave();
  void hang_up();
  // Waits until the library has done it. Throws where that came to nothing.
  void finish(::mqtt::token& token);
  void tell_connected();
  void wait_for_loss();
  void wait_before_retry(std::chrono::milliseconds delay);
  ::mqtt::connect_options connect_options() const;

  const Options options_;
  DoorLane& lane_;
  Metrics& metrics_;
  const Say say_;
  bool subscribed_ = false;
  bool ever_connected_ = false;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool leaving_ = false;
  bool lost_ = false;
  bool finished_ = false;
  ::mqtt::async_client client_;  // behind all that its callbacks use
  std::thread keeper_;
};

}  // namespace zonefactor::mqtt
