// zonefactor audit fsck: the whole journal recomputed from its rows, straight from the database.
// For whoever runs it: no service is asked, and nothing is recorded or changed.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "adapters/postgres/postgres_store.h"
#include "service/cli/audit_verbs.h"
#include "service/cli/command.h"
#include "service/cli/password_file.h"
#include "service/cli/progress.h"
#include "service/engine/journal_check.h"
#include "service/journal/canonical_json.h"

namespace zonefactor::cli {

namespace {

using journal::JsonObject;

constexpr std::uint64_t kRowsPerStep = 4096;
constexpr std::uint64_t kShownEvery = 64;

struct Arguments {
  std::string connection;
  std::string facility;
  std::filesystem::path password_file;
  std::uint64_t since_size = 0;
  bool without_names = false;
  bool json = false;
};

engine::JournalStep run(ports::Store& store, const Arguments& arguments) {
  engine::JournalCheck check(store,
                             {arguments.facility, !arguments.without_names, arguments.since_size});
  std::unique_ptr<Progress> progress;
  for (;;) {
    engine::JournalStep step = check.step(kRowsPerStep);
    const auto* so_far = std::get_if<engine::JournalProgress>(&step);
    if (so_far == nullptr) return step;
    if (!progress) {
      progress = std::make_unique<Progress>(
          ::isatty(STDERR_FILENO) != 0, std::max<std::uint64_t>(so_far->expected, 1), "entries");
    }
    const std::uint64_t looked_at = std::min(so_far->looked_at, so_far->expected);
    progress->reached(looked_at, so_far->looked_at / kShownEvery * kShownEvery);
  }
}

int report(const engine::JournalFault& fault, bool json) {
  if (json) {
    JsonObject members{{"sound", false},
                       {"log", std::int64_t{fault.year}},
                       {"fault", fault.what},
                       {"remedy", fault.remedy}};
    if (fault.index) members.emplace("index", *fault.index);
    fmt::print("{}\n", journal::canonical(members));
  } else {
    fmt::print("{}\n", fault.text());
  }
  return kNegative;
}

int report(const engine::JournalSound& sound, const Arguments& arguments) {
  if (sound.logs == 0) {
    fmt::print(stderr, "this database has no journal of facility {}; check --facility\n",
               arguments.facility);
    return kWrongUse;
  }
  if (arguments.json) {
    fmt::print("{}\n", journal::canonical(JsonObject{{"sound", true},
                                                     {"logs", sound.logs},
                                                     {"entries", sound.entries},
                                                     {"tiles", sound.tiles},
                                                     {"checkpoints", sound.checkpoints},
                                                     {"seals", sound.seals},
                                                     {"names", sound.names},
                                                     {"log", std::int64_t{sound.end.year}},
                                                     {"size", sound.end.index}}));
    return kOk;
  }
  fmt::print(
      "everything fits: {} entries of {} logs, {} tiles, {} checkpoints, {} sealed states, {} rows "
      "that explain handles{}; the log of {} has {} entries\n",
      sound.entries, sound.logs, sound.tiles, sound.checkpoints, sound.seals, sound.names,
      arguments.without_names ? " (not looked at)" : "", sound.end.year, sound.end.index);
  return kOk;
}

int fsck(const Arguments& arguments) {
  postgres::StoreOptions options{arguments.connection, read_password(arguments.password_file),
                                 arguments.facility};
  try {
    postgres::PostgresStore store(options);
    const engine::JournalStep step = run(store, arguments);
    if (const auto* fault = std::get_if<engine::JournalFault>(&step))
      return report(*fault, arguments.json);
    return report(std::get<engine::JournalSound>(step), arguments);
  } catch (const ports::StoreUnavailable& away) {
    fmt::print(stderr, "{}\n", away.what());
    return kUnreachable;
  }
}

}  // namespace

void add_audit_fsck(CLI::App& audit, int& exit_code) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* verb = audit.add_subcommand(
      "fsck", "Recompute the journal from its rows in the database, and name the first difference");
  verb->add_option("--database", a->connection,
                   "libpq key=value pairs, without a password; a role that may read")
      ->required();
  verb->add_option("--facility", a->facility, "Whose journal")->required();
  verb->add_option("--password-file", a->password_file,
                   "File with that role's password (otherwise PGPASSFILE, as libpq has it)");
  verb->add_option("--since-size", a->since_size,
                   "Only the log that is written, and of its first so many entries only the tiles");
  verb->add_flag("--without-names", a->without_names,
                 "Leave out the rows that explain handles: zonefactor_reader may not read them");
  verb->add_flag("--json", a->json, "Print the result as JSON");
  verb->footer(
      "Examples:\n"
      "  zonefactor audit fsck --facility chuo --without-names \\\n"
      "    --database 'host=/run/postgresql dbname=zonefactor user=zonefactor_reader'\n"
      "  zonefactor audit fsck --facility chuo --since-size 1000000 \\\n"
      "    --database 'host=/run/postgresql dbname=zonefactor user=zonefactor_service'\n"
      "It checks every entry, hash, tile, checkpoint, sealed state and passage from log to log, "
      "and\n"
      "changes nothing; the service may go on meanwhile. It does not judge again what was "
      "decided:\n"
      "zonefactor audit replay does.\n"
      "Exit code: 0 everything fits, 1 the first difference was named, 2 wrong use, 3 the "
      "database\n"
      "cannot be read.");
  verb->callback([a, &exit_code] { exit_code = fsck(*a); });
}

}  // namespace zonefactor::cli
