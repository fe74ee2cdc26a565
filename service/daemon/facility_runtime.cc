#include "service/daemon/facility_runtime.h"

#include <memory>
#include <utility>

#include "service/daemon/log_keys.h"
#include "service/daemon/randomness.h"

namespace zonefactor::daemon {

namespace {

// The journal is not the one this process wrote; starting again would not mend that.
constexpr int kExitHeadDisagrees = 3;
constexpr int kExitDamaged = 1;

config::LogLevel level_of(engine::LogLevel level) {
  switch (level) {
    case engine::LogLevel::info:
      return config::LogLevel::info;
    case engine::LogLevel::warning:
      return config::LogLevel::warning;
    case engine::LogLevel::error:
      return config::LogLevel::error;
  }
  __builtin_unreachable();
}

postgres::StoreOptions appending(postgres::StoreOptions options) {
  options.claims_journal = true;
  return options;
}

engine::OpenStore opening(postgres::StoreOptions options) {
  return
      [options = std::move(options)] { return std::make_unique<postgres::PostgresStore>(options); };
}

engine::EngineParts parts_of(const Shared& shared, ports::Store& store, engine::OpenStore reader,
                             engine::OpenStore writer, ports::CheckpointCopy& checkpoints,
                             engine::CrashNote& note) {
  return {store,
          std::move(reader),
          std::move(writer),
          checkpoints,
          shared.clock,
          shared.loop,
          shared.signals,
          note,
          fill_randomly,
          [&log = shared.log](engine::LogLevel level, const std::string& what) {
            log.say(level_of(level), "engine", what);
          },
          [&inbox = shared.inbox, &exit_code = shared.exit_code](const engine::Fatal& fatal) {
            int none = 0;
            exit_code.compare_exchange_strong(
                none, fatal.kind == engine::Fatal::Kind::head_disagrees ? kExitHeadDisagrees
                                                                        : kExitDamaged);
            inbox.put(Wish::fatal);
          }};
}

engine::EngineOptions options_of(const config::Config& config,
                                 const config::FacilityService& facility,
                                 const FacilitySecrets& secrets, const CrashNotes& notes) {
  engine::EngineOptions options = engine_options(config, facility, secrets);
  options.crashed = notes.crashed_inputs(facility.id);
  return options;
}

}  // namespace

FacilityRuntime::FacilityRuntime(const config::Config& config,
                                 const config::FacilityService& facility,
                                 const FacilitySecrets& secrets, const Shared& shared)
    : store_(appending(writer_options(facility, secrets))),
      checkpoints_(checkpoint_directory(config), facility.id),
      engine_(parts_of(shared, store_, opening(reader_options(facility, secrets)),
                       opening(writer_options(facility, secrets)), checkpoints_,
                       shared.notes.note_of(facility.id)),
              options_of(config, facility, secrets, shared.notes)),
      doors_(facility, shared.loop, engine_, shared.log) {}

}  // namespace zonefactor::daemon
