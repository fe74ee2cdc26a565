// A real broker under the example rules, controllers that publish to it, and our subscriber on it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/mqtt/mqtt_doors.h"
#include "tests/support/mosquitto_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/mqtt/held_service.h"

namespace zonefactor::mqtt {

std::string event_topic(std::string_view controller);
std::string status_topic(std::string_view controller);
// A door_opened with this number.
std::string event(int seq);

// The text of a file in deploy/broker.
std::string deployed(std::string_view name);

// One broker: users ctl-1, ctl-2 and zonefactor-service (the password is the name), deploy/broker's
// acl and the rules a test adds.
class DoorBroker {
 public:
  explicit DoorBroker(const std::string& more_rules = "");

  support::MosquittoServer& server() { return server_; }
  std::string password_file() const { return (secrets_ / "service").string(); }
  Options options() const;

  // Publishes with QoS 1 as `user`; its exit status and words.
  support::RunResult publish(const std::string& user, const std::string& topic,
                             std::string_view payload,
                             const std::vector<std::string>& more = {}) const;
  // One more subscriber or a subscriber with a will; prints "topic payload".
  std::unique_ptr<support::Process> subscribe(const std::string& user, const std::string& topic,
                                              const std::vector<std::string>& more = {}) const;
  // What is retained on `topic` right now; empty: nothing.
  std::string retained(const std::string& topic) const;
  std::unique_ptr<support::Process> probe(const std::string& mode) const;

  // How often the broker noted that it sent our subscriber an event of this controller, or that our
  // subscriber acknowledged one.
  std::size_t sent(std::string_view controller) const;
  std::size_t acknowledged(std::string_view controller) const;

 private:
  std::vector<std::string> client(const std::string& program, const std::string& user) const;

  support::TempDir secrets_;
  support::MosquittoServer server_;
};

// Our subscriber in this process. It ends with the object, everything accepted.
class Doors {
 public:
  explicit Doors(const Options& options);
  ~Doors();

  HeldService& service() { return service_; }
  const Metrics& metrics() const { return doors_.metrics(); }
  bool stop();
  // Waits until it is connected; false after 20 s.
  bool connected();
  // Numbers of the events heard, in order; -1 for what could not be decoded.
  std::vector<int> heard() const;
  std::string said() const;

 private:
  HeldService service_;
  ThreadLoop loop_;
  mutable std::mutex mutex_;
  std::string said_;
  bool stopped_ = false;
  MqttDoors doors_;
};

// A certificate authority of the test's own.
class Authority {
 public:
  Authority();
  // Writes NAME.pem and NAME.key, for this subject alternative name ("IP:127.0.0.1").
  void issue(const std::string& name, const std::string& common_name,
             const std::string& alternative);
  std::string ca_file() const { return path("ca.pem"); }
  std::string path(const std::string& file) const { return (directory_ / file).string(); }

 private:
  support::TempDir directory_;
};

// Publishes over TLS with MQTT 5, `identity` naming port and credentials.
support::RunResult publish_securely(const std::vector<std::string>& identity,
                                    const Authority& authority, const std::string& topic,
                                    std::string_view payload);

// Our subscriber's options where it comes with a certificate.
Options secure_options(const Authority& authority, std::uint16_t port, const std::string& name);

}  // namespace zonefactor::mqtt
