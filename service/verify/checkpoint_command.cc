// zonefactor-verify checkpoint: is this the log's own word, and have its witnesses seen it?
#include <filesystem>
#include <memory>

#include "service/verify/command.h"
#include "service/verify/trusted_checkpoint.h"

namespace zonefactor::verify {

namespace {

struct Arguments {
  std::filesystem::path file;
  std::filesystem::path policy;
};

Report verify_checkpoint(const Arguments& arguments) {
  const TrustedCheckpoint checkpoint =
      read_checkpoint(arguments.file, read_policy(arguments.policy));
  Report report;
  describe(checkpoint, report);
  report.members.emplace("checkpoint", json_of(checkpoint));
  return report;
}

}  // namespace

void add_checkpoint(CLI::App& app, Chosen& chosen) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "checkpoint", "Whether the log signed this checkpoint and its witnesses have cosigned it");
  command->add_option("file", arguments->file, "The checkpoint, a C2SP signed note")->required();
  command->add_option("--policy", arguments->policy, kPolicyHelp)->required();
  command->add_flag("--json", chosen.json, "Print one JSON object");
  command->footer(
      "Example:\n"
      "  zonefactor-verify checkpoint chuo-2026.checkpoint --policy auditor.policy");
  command->callback([arguments, &chosen] {
    chosen.command = "checkpoint";
    chosen.verify = [arguments] { return verify_checkpoint(*arguments); };
  });
}

}  // namespace zonefactor::verify
