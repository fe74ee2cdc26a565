// One facility as the process runs it: its storage, its engine and, once the journal is read, its
// doors.
#pragma once

#include <atomic>

#include "adapters/postgres/postgres_store.h"
#include "service/daemon/checkpoint_files.h"
#include "service/daemon/crash_notes.h"
#include "service/daemon/doors.h"
#include "service/daemon/from_config.h"
#include "service/daemon/inbox.h"
#include "service/daemon/logger.h"
#include "service/engine/engine.h"

namespace zonefactor::daemon {

// What every facility of the process shares.
struct Shared {
  ports::Clock& clock;
  ports::Loop& loop;
  ports::SignalSink& signals;
  CrashNotes& notes;
  const Logger& log;
  Inbox& inbox;
  std::atomic<int>& exit_code;  // of the first engine that cannot go on
};

class FacilityRuntime {
 public:
  // Throws std::invalid_argument where a broker's options cannot work.
  FacilityRuntime(const config::Config& config, const config::FacilityService& facility,
                  const FacilitySecrets& secrets, const Shared& shared);

  engine::Engine& engine() { return engine_; }
  Doors& doors() { return doors_; }

 private:
  postgres::PostgresStore store_;
  CheckpointFiles checkpoints_;
  engine::Engine engine_;
  Doors doors_;
};

}  // namespace zonefactor::daemon
