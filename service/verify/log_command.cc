// zonefactor-verify log: a whole mirrored log, from its root down to every entry's decision.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "service/verify/command.h"
#include "service/verify/entry_derivation.h"
#include "service/verify/input_file.h"
#include "service/verify/log_tiles.h"
#include "service/verify/progress.h"
#include "service/verify/trusted_checkpoint.h"
#include "service/verify/words.h"

namespace zonefactor::verify {

namespace {

struct Arguments {
  std::filesystem::path directory;
  std::filesystem::path policy;
  std::filesystem::path state;  // empty: none
  bool entries = false;
  bool derive = false;
};

std::optional<EntryDerivation> derivation_of(const Arguments& arguments,
                                             const std::string& checkpoint_file,
                                             const journal::Checkpoint& checkpoint) {
  if (!arguments.derive) return std::nullopt;
  EntryDerivation derivation(checkpoint_file, checkpoint);
  if (!arguments.state.empty()) {
    derivation.begin_at_seal(arguments.state.string(), read_input(arguments.state, kMaxStateBytes));
  }
  return derivation;
}

// Reads everything once, left to right; what is above a tile is read before it.
void read_all(const Arguments& arguments, LogTiles& tiles, EntryDerivation* derivation) {
  Progress progress(tiles.size());
  const bool entries = arguments.entries || derivation != nullptr;
  for (std::uint64_t n = 0; n < tiles.bottom_tiles(); ++n) {
    tiles.tile(0, n);
    if (entries) {
      const std::string file = tiles.bundle_path(n);
      tiles.bundle(n, [&](std::uint64_t index, std::string_view bytes) {
        if (derivation != nullptr) derivation->take(index, bytes, file);
      });
    }
    progress.reached(n * journal::kTileWidth);
  }
  if (derivation != nullptr) derivation->end(arguments.directory.string());
}

void describe(const EntryDerivation& derivation, Report& report) {
  report.lines.emplace_back(
      "derived", fmt::format("{} entries from entry {} on, {} decisions among them: as "
                             "recorded",
                             derivation.entries(), derivation.begin(), derivation.decisions()));
  report.members.emplace("derived",
                         journal::JsonObject{{"begin", number(derivation.begin())},
                                             {"decisions", number(derivation.decisions())},
                                             {"entries", number(derivation.entries())}});
}

Report verify_log(const Arguments& arguments) {
  const journal::LogPolicy policy = read_policy(arguments.policy);
  const std::filesystem::path checkpoint_path = arguments.directory / "checkpoint";
  const TrustedCheckpoint trust = read_checkpoint(checkpoint_path, policy);
  auto derivation = derivation_of(arguments, checkpoint_path.string(), trust.checkpoint);
  expect_nothing_beyond(arguments.directory, trust.checkpoint.size);
  LogTiles tiles(arguments.directory, trust.checkpoint, checkpoint_path.string());
  read_all(arguments, tiles, derivation ? &*derivation : nullptr);
  const bool entries = arguments.entries || arguments.derive;
  const std::uint64_t leftovers = tiles.check_leftovers(entries);

  Report report;
  describe(trust, report);
  report.lines.emplace_back("tiles", "every hash is the root's");
  report.lines.emplace_back(
      "entries", entries ? "every one is its leaf" : "not looked at; --entries looks at them");
  if (leftovers > 0) {
    report.lines.emplace_back("older",
                              fmt::format("{} partial files of smaller trees fit too", leftovers));
  }
  if (derivation) describe(*derivation, report);
  report.members.emplace("checkpoint", json_of(trust));
  report.members.emplace("entries_checked", entries);
  return report;
}

}  // namespace

void add_log(CLI::App& app, Chosen& chosen) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "log", "Whether a mirrored log is whole and unaltered, and its decisions as the rules give");
  command
      ->add_option("directory", arguments->directory,
                   "The mirror: checkpoint and tile/..., as the log serves them (C2SP tlog-tiles)")
      ->required();
  command->add_option("--policy", arguments->policy, kPolicyHelp)->required();
  command->add_flag("--entries", arguments->entries, "Check every entry against its leaf, too");
  CLI::Option* derive = command->add_flag(
      "--derive", arguments->derive,
      "Derive every decision, finding and signal again by the rules, from the entries alone");
  command
      ->add_option("--state", arguments->state,
                   "Derive from this sealed state on, instead of from the facility's first entry")
      ->needs(derive);
  command->add_flag("--json", chosen.json, "Print one JSON object");
  command->footer(
      "Examples:\n"
      "  zonefactor-verify log mirror/chuo/2026 --policy auditor.policy\n"
      "  zonefactor-verify log mirror/chuo/2026 --policy auditor.policy --derive\n"
      "  zonefactor-verify log mirror/chuo/2027 --policy auditor.policy --derive --state "
      "sealed.state");
  command->callback([arguments, &chosen] {
    chosen.command = "log";
    chosen.verify = [arguments] { return verify_log(*arguments); };
  });
}

}  // namespace zonefactor::verify
