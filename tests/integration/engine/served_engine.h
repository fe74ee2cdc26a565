// An engine on a PostgreSQL with the service's own HTTP before it, in the test's process: its clock
// stands still, so that its log has exactly the entries that the test brings about.
//
// Thread rule: the engine lives on the server's thread; a test reaches it by `on_loop`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/http/api.h"
#include "adapters/postgres/postgres_store.h"
#include "tests/integration/http/running_server.h"
#include "tests/support/postgres_server.h"
#include "tests/support/process.h"
#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {

class ServedEngine {
 public:
  // Serves what is stored; records nothing before `start`. `now` is the time that stands still.
  ServedEngine(const support::PostgresServer& database, const char* now);
  ~ServedEngine();

  // Begins, and waits until it records.
  void start();
  // Records so many entries, and no other.
  void grow_by(std::uint64_t entries);
  // Whether the published checkpoint covers just so many, and the log has no more.
  bool is_published(std::uint64_t size);
  ports::Standing standing();

  std::string url() { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  // Keys of the peers with the roles auditor and admin.
  static constexpr const char* kAuditorKey = "zf_key_of_auditor";
  static constexpr const char* kAdminKey = "zf_key_of_admin";
  postgres::PostgresStore store() const { return postgres::PostgresStore(storage_); }
  Engine& engine() { return *engine_; }
  void on_loop(const std::function<void()>& work) { server_.on_loop(work); }

 private:
  EngineOptions engine_options() const;
  EngineParts engine_parts();

  postgres::StoreOptions storage_;
  ManualClock clock_;
  MemoryCheckpoints checkpoints_;
  RecordedSignals signals_;
  RecordedNote note_;
  postgres::PostgresStore store_;
  std::unique_ptr<http::Api> api_;
  http::RunningServer server_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace zonefactor::engine
