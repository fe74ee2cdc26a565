// The session: connect, subscribe, stay, leave; and the options the library must not be left to
// choose.
#include "adapters/mqtt/broker_connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace zonefactor::mqtt {

namespace {

constexpr int kQos = 1;
constexpr std::size_t kMaxPasswordBytes = 4096;
constexpr auto kGlance = std::chrono::milliseconds{50};

// What was waited for will not come: the connection went, or we are to stop.
struct Interrupted {};

std::string read_password(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string password(kMaxPasswordBytes, '\0');
  file.read(password.data(), static_cast<std::streamsize>(password.size()));
  password.resize(static_cast<std::size_t>(file.gcount()));
  while (!password.empty() && (password.back() == '\n' || password.back() == '\r')) {
    password.pop_back();
  }
  if (password.empty()) {
    throw std::runtime_error(fmt::format("password file {} is missing, unreadable or empty", path));
  }
  return password;
}

::mqtt::ssl_options ssl_options(const Tls& tls) {
  ::mqtt::ssl_options options;
  // With a trust store of its own the library does not look at the system's.
  options.set_trust_store(tls.ca_file);
  if (!tls.certificate_file.empty()) options.set_key_store(tls.certificate_file);
  if (!tls.key_file.empty()) options.set_private_key(tls.key_file);
  options.set_enable_server_cert_auth(true);
  options.set_verify(true);  // the host name; off by default
  return options;
}

}  // namespace

BrokerConnection::BrokerConnection(Options options, DoorLane& lane, Metrics& metrics, Say say)
    : options_(std::move(options)),
      lane_(lane),
      metrics_(metrics),
      say_(std::move(say)),
      client_(options_.broker, options_.client_id) {
  // Before the first connection: a message without a listener would be acknowledged and gone.
  client_.set_callback(*this);
}

void BrokerConnection::start() {
  keeper_ = std::thread([this] { keep(); });
}

bool BrokerConnection::stop(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
  const bool over =
      !keeper_.joinable() || changed_.wait_until(lock, deadline, [this] { return finished_; });
  lock.unlock();
  if (over) {
    if (keeper_.joinable()) keeper_.join();
  } else {
    lane_.give_up();
  }
  return over;
}

void BrokerConnection::message_arrived(::mqtt::const_message_ptr message) {
  lane_.take(message->get_topic(), message->get_payload_str(), message->is_retained());
}

void BrokerConnection::connection_lost(const std::string&) {
  const std::lock_guard lock(mutex_);
  metrics_.connected = false;
  lost_ = true;
  changed_.notify_all();
}

void BrokerConnection::keep() {
  auto delay = options_.reconnect.first;
  const auto stopping = [this] {
    const std::lock_guard lock(mutex_);
    return stopping_;
  };
  while (!stopping()) {
    const auto began = std::chrono::steady_clock::now();
    if (connect()) wait_for_loss();
    if (stopping()) break;
    // A broker that lets us in only to throw us out gets no quicker knocking for it.
    if (std::chrono::steady_clock::now() - began > options_.reconnect.most) {
      delay = options_.reconnect.first;
    }
    wait_before_retry(delay);
    delay = std::min(delay * 2, options_.reconnect.most);
  }
  leave();
  const std::lock_guard lock(mutex_);
  finished_ = true;
  changed_.notify_all();
}

bool BrokerConnection::connect() {
  try {
    {
      const std::lock_guard lock(mutex_);
      lost_ = false;
    }
    const auto options = connect_options();
    const auto token = client_.connect(options);
    finish(*token);
    // Once per process also into a session that exists, as its filters are those of last time.
    if (!token->get_connect_response().is_session_present()) subscribed_ = false;
    if (!subscribed_) {
      subscribe(DoorTopicKind::event);
      subscribe(DoorTopicKind::status);
      subscribed_ = true;
    }
    publish_status("online");
    tell_connected();
    return true;
  } catch (const Interrupted&) {
    say_("the connection to the broker ended before it was ready");
  } catch (const std::exception& error) {
    say_(
        fmt::format("the broker at {} cannot be used: {}; check its address, that our user and "
                    "certificate are known to it, and that its certificate names this host and is "
                    "issued by the CA given",
                    options_.broker, error.what()));
  }
  hang_up();
  return false;
}

void BrokerConnection::tell_connected() {
  const std::lock_guard lock(mutex_);
  if (lost_) return;
  metrics_.connected = true;
  if (std::exchange(ever_connected_, true)) ++metrics_.reconnects;
}

void BrokerConnection::subscribe(DoorTopicKind kind) {
  const std::string filter = door_topic_filter(options_.facility, kind);
  const auto token = client_.subscribe(filter, kQos);
  finish(*token);
  const auto granted = token->get_subscribe_response().get_reason_codes();
  if (granted.size() != 1 || static_cast<int>(granted.front()) != kQos) {
    throw std::runtime_error(
        fmt::format("it grants no QoS 1 for {}, without which it keeps nothing for us", filter));
  }
}

void BrokerConnection::publish_status(const char* status) {
  constexpr bool kRetained = true;
  finish(*client_.publish(service_status_topic(options_.facility), std::string(status), kQos,
                          kRetained));
}

void BrokerConnection::leave() {
  {
    const std::lock_guard lock(mutex_);
    leaving_ = true;
  }
  try {
    if (client_.is_connected()) publish_status("offline");
  } catch (const Interrupted&) {
    // Then the broker says it, as our will.
  } catch (const ::mqtt::exception&) {
    // Likewise.
  }
  hang_up();
}

void BrokerConnection::hang_up() {
  metrics_.connected = false;
  try {
    if (client_.is_connected()) finish(*client_.disconnect());
  } catch (const Interrupted&) {
    // The connection went by itself.
  } catch (const ::mqtt::exception&) {
    // Likewise.
  }
}

void BrokerConnection::finish(::mqtt::token& token) {
  while (!token.wait_for(kGlance)) {
    const std::lock_guard lock(mutex_);
    if (lost_ || (stopping_ && !leaving_)) throw Interrupted{};
  }
}

void BrokerConnection::wait_for_loss() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return lost_ || stopping_; });
  const bool lost = lost_ && !stopping_;
  lock.unlock();
  if (lost) say_(fmt::format("the connection to the broker at {} is lost", options_.broker));
}

void BrokerConnection::wait_before_retry(std::chrono::milliseconds delay) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, delay, [this] { return stopping_; });
}

::mqtt::connect_options BrokerConnection::connect_options() const {
  ::mqtt::connect_options connect;
  // Left to itself the library tries versions in turn, an older one on reconnecting.
  connect.set_mqtt_version(MQTTVERSION_3_1_1);
  connect.set_clean_session(false);
  connect.set_automatic_reconnect(false);
  connect.set_keep_alive_interval(options_.keep_alive);
  connect.set_connect_timeout(options_.connect_timeout);
  connect.set_will(::mqtt::will_options(service_status_topic(options_.facility),
                                        std::string("offline"), kQos, true));
  if (!options_.user.empty()) connect.set_user_name(options_.user);
  if (!options_.password_file.empty()) connect.set_password(read_password(options_.password_file));
  if (options_.tls) connect.set_ssl(ssl_options(*options_.tls));
  return connect;
}

}  // namespace zonefactor::mqtt
