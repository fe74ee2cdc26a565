#include "tests/integration/engine/served_engine.h"

#include <atomic>

#include "service/journal/sha256.h"
#include "tests/support/wait.h"

namespace zonefactor::engine {

namespace {

constexpr std::uint64_t kAtATime = 4096;

http::Peer peer(http::Role role, const char* key) {
  http::Peer peer;
  peer.name = core::name_of(role);
  peer.facility = "chuo";
  peer.role = role;
  peer.api_keys = {journal::hex(journal::sha256(key))};
  return peer;
}

// What no controller ever sent; each is recorded as refused, and is one entry.
ports::Undecodable rubbish(std::uint64_t number) {
  return {core::Refusal::malformed, {}, std::nullopt, "rubbish " + std::to_string(number)};
}

}  // namespace

ServedEngine::ServedEngine(const support::PostgresServer& database, const char* now)
    : storage_{database.connection_string("zonefactor_service"), {}, "chuo"},
      clock_(sample::instant(now)),
      store_(storage_),
      server_(
          http::RunningServer::one_plain(),
          [this](const http::Request& request, http::Reply reply) {
            api_->handle(request, std::move(reply));
          },
          [this](const http::Request& head) { return api_->body_allowance(head); }) {
  on_loop([this] {
    engine_ = std::make_unique<Engine>(engine_parts(), engine_options());
    http::ApiOptions options;
    options.public_url = "http://127.0.0.1";
    options.clock = &clock_;
    api_ = std::make_unique<http::Api>(std::move(options),
                                       std::vector<ports::Service*>{engine_.get()});
    api_->set_peers(std::get<std::shared_ptr<const http::Peers>>(http::Peers::build(
        {peer(http::Role::auditor, kAuditorKey), peer(http::Role::admin, kAdminKey)})));
  });
}

ServedEngine::~ServedEngine() {
  std::promise<void> flushed;
  on_loop([&] { engine_->stop([&flushed] { flushed.set_value(); }); });
  flushed.get_future().wait();
  on_loop([this] { engine_.reset(); });
}

EngineOptions ServedEngine::engine_options() const {
  EngineOptions options;
  options.facility_id = "chuo";
  options.signer = sample_signer();
  options.version = "test";
  options.refusals_per_second = std::numeric_limits<std::size_t>::max();
  options.ticks_to_stall = 1000000;
  return options;
}

EngineParts ServedEngine::engine_parts() {
  static int made = 0;
  return {store_,
          [this] { return std::make_unique<postgres::PostgresStore>(storage_); },
          [this] { return std::make_unique<postgres::PostgresStore>(storage_); },
          checkpoints_,
          clock_,
          server_.loop(),
          signals_,
          note_,
          counting_randomness("served" + std::to_string(++made)),
          [](LogLevel, const std::string&) {},
          [](const Fatal& fatal) { ADD_FAILURE() << fatal.why; }};
}

void ServedEngine::start() {
  on_loop([this] { engine_->start(); });
  const bool records = support::wait_until([this] { return standing().recording; });
  if (!records) throw std::runtime_error("the engine does not start: " + standing().why_not);
}

void ServedEngine::grow_by(std::uint64_t entries) {
  static std::uint64_t number = 0;
  for (std::uint64_t left = entries; left > 0;) {
    const std::uint64_t now = std::min(left, kAtATime);
    std::atomic<std::uint64_t> recorded{0};
    on_loop([&] {
      for (std::uint64_t i = 0; i < now; ++i) {
        engine_->observe(rubbish(++number), [&recorded](auto result) {
          EXPECT_TRUE(std::holds_alternative<ports::EventResult>(result));
          ++recorded;
        });
      }
    });
    if (!support::wait_until([&] { return recorded == now; }, std::chrono::minutes(1)))
      throw std::runtime_error("not everything was recorded");
    left -= now;
  }
}

ports::Standing ServedEngine::standing() {
  ports::Standing now;
  on_loop([&] { now = engine_->standing(); });
  return now;
}

bool ServedEngine::is_published(std::uint64_t size) {
  const ports::Standing now = standing();
  return now.published == size && now.next.index == size;
}

}  // namespace zonefactor::engine
