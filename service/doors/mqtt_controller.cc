#include "service/doors/mqtt_controller.h"

#include <fmt/format.h>
#include <mqtt/async_client.h>

#include <fstream>
#include <stdexcept>
#include <thread>

namespace zonefactor::doors {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kConnectLimit{5000};
constexpr milliseconds kAcknowledgeLimit{10'000};
constexpr int kAttempts = 5;
constexpr milliseconds kFirstPause{200};  // doubled with every attempt
constexpr int kQos = 1;

std::string first_line(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) {
    throw std::runtime_error(
        fmt::format("{}: no password in it, or it cannot be read", path.string()));
  }
  return line;
}

// The broker's own no to a connection (MQTT 3.1.1, section 3.2.2.3); asking again changes nothing.
bool is_refusal(int code) {
  return code >= 1 && code <= 5;
}

void finish(::mqtt::token& token, milliseconds limit, const char* what) {
  if (!token.wait_for(limit)) throw std::runtime_error(fmt::format("no answer to {}", what));
}

}  // namespace

// One connection, used until it fails and then thrown away: the client library forgets protocol
// version and TLS options when it reconnects by itself.
class MqttController::Session {
 public:
  Session(const MqttSide& side, const std::string& id, const std::string& password,
          const std::string& status_topic)
      : client_((side.ca_file.empty() ? "tcp://" : "ssl://") + side.broker, id) {
    ::mqtt::connect_options options;
    options.set_mqtt_version(MQTTVERSION_3_1_1);
    options.set_clean_session(true);
    options.set_will(::mqtt::message(status_topic, std::string("offline"), kQos, true));
    if (!password.empty()) {
      options.set_user_name(side.user.empty() ? id : side.user);
      options.set_password(password);
    }
    if (!side.ca_file.empty()) {
      ::mqtt::ssl_options tls;
      tls.set_trust_store(side.ca_file.string());
      tls.set_verify(true);  // without it any host name would do
      options.set_ssl(tls);
    }
    finish(*client_.connect(options), kConnectLimit, "the connection request");
    publish(status_topic, "online", true);
  }
  ~Session() {
    try {
      if (client_.is_connected()) finish(*client_.disconnect(), kConnectLimit, "the farewell");
    } catch (const std::exception&) {
      return;  // it is over either way
    }
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  bool alive() const { return client_.is_connected(); }

  // Returns once the broker has acknowledged it.
  void publish(const std::string& topic, const std::string& payload, bool retained) {
    finish(*client_.publish(topic, payload.data(), payload.size(), kQos, retained),
           kAcknowledgeLimit, "a publication");
  }

 private:
  ::mqtt::async_client client_;
};

MqttController::MqttController(std::string id, MqttSide side)
    : id_(std::move(id)), side_(std::move(side)) {
  if (side_.facility.empty()) {
    throw std::invalid_argument("the facility's id is missing: it is part of the MQTT topics");
  }
  if (!side_.password_file.empty()) password_ = first_line(side_.password_file);
  if (!side_.ca_file.empty() && !std::filesystem::exists(side_.ca_file)) {
    throw std::runtime_error(
        fmt::format("{}: there is no such file of authorities", side_.ca_file.string()));
  }
  insist([this] { session(); });
}

MqttController::~MqttController() {
  if (!session_) return;
  try {
    session_->publish(topic("status"), "offline", true);
  } catch (const std::exception&) {
    return;  // then the broker publishes the will
  }
}

void MqttController::begin_boot(std::uint32_t) {}

void MqttController::send(const journal::JsonObject& event) {
  const std::string payload = journal::canonical(journal::Json(event));
  insist([&] { session().publish(topic("event"), payload, false); });
}

void MqttController::insist(const std::function<void()>& act) {
  std::string why;
  milliseconds pause = kFirstPause;
  for (int attempt = 0; attempt < kAttempts; ++attempt, pause *= 2) {
    if (attempt > 0) std::this_thread::sleep_for(pause);
    try {
      act();
      return;
    } catch (const ::mqtt::exception& failure) {
      why = failure.what();
      session_.reset();
      if (is_refusal(failure.get_return_code())) break;
    } catch (const std::exception& failure) {
      why = failure.what();
      session_.reset();
    }
  }
  throw std::runtime_error(
      fmt::format("controller {} at broker {}: {}; is the broker up, and does it "
                  "know this user?",
                  id_, side_.broker, why));
}

MqttController::Session& MqttController::session() {
  if (!session_ || !session_->alive()) {
    session_.reset();
    session_ = std::make_unique<Session>(side_, id_, password_, topic("status"));
  }
  return *session_;
}

std::string MqttController::topic(const char* last) const {
  return fmt::format("zonefactor/1/{}/{}/{}", side_.facility, id_, last);
}

}  // namespace zonefactor::doors
