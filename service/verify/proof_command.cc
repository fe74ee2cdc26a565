// zonefactor-verify proof: does this entry stand in the log, at this place?
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "service/journal/entry_codec.h"
#include "service/journal/log_proof.h"
#include "service/journal/tile.h"
#include "service/verify/command.h"
#include "service/verify/input_file.h"
#include "service/verify/trusted_checkpoint.h"
#include "service/verify/words.h"

namespace zonefactor::verify {

namespace {

struct Arguments {
  std::filesystem::path proof;
  std::filesystem::path entry;
  std::filesystem::path policy;
};

journal::LogProof read_proof(const std::filesystem::path& path) {
  std::string why;
  auto proof = journal::parse_log_proof(read_input(path, journal::kMaxProofBytes), &why);
  if (!proof) {
    throw Failure{kMalformed, path.string(), "is no tlog-proof: " + why,
                  "ask the log for the proof again"};
  }
  return std::move(*proof);
}

// What the entry says of itself. One that this program cannot read is as well proven.
void describe_entry(std::string_view bytes, std::uint64_t index, Report& report) {
  journal::JsonObject members{{"bytes", number(bytes.size())}, {"index", number(index)}};
  report.lines.emplace_back("entry", fmt::format("{}, {} bytes", index, bytes.size()));
  std::string why;
  if (const auto decoded = journal::decode(bytes, &why)) {
    const std::string type(journal::type_of(decoded->fact));
    const std::string at = core::format_rfc3339(decoded->recorded_at, core::TimeZone{});
    report.lines.emplace_back("type", type);
    report.lines.emplace_back("recorded at", at);
    members.emplace("type", type);
    members.emplace("recorded_at", at);
  } else {
    report.lines.emplace_back("type", "none that this release knows: " + why);
    members.emplace("unreadable", shown(why));
  }
  report.members.emplace("entry", std::move(members));
}

Report verify_proof(const Arguments& arguments) {
  const journal::LogPolicy policy = read_policy(arguments.policy);
  const journal::LogProof proof = read_proof(arguments.proof);
  const std::string entry = read_input(arguments.entry, journal::kMaxBundledEntry);
  const TrustedCheckpoint trust = trusted(arguments.proof.string(), proof.checkpoint, policy);
  const journal::Checkpoint& checkpoint = trust.checkpoint;
  if (!journal::is_included(journal::leaf_hash(entry), proof.index, checkpoint.size, proof.hashes,
                            checkpoint.root)) {
    throw Failure{kFailed, arguments.entry.string(),
                  fmt::format("is not entry {} of the log's {}, by the proof {}", proof.index,
                              checkpoint.size, arguments.proof.string()),
                  "see that it holds the entry's bytes and nothing more, no newline at its end, "
                  "and that the proof is this entry's",
                  proof.index};
  }
  Report report;
  describe_entry(entry, proof.index, report);
  describe(trust, report);
  report.members.emplace("checkpoint", json_of(trust));
  return report;
}

}  // namespace

void add_proof(CLI::App& app, Chosen& chosen) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("proof", "Whether an entry stands in the log, and what it says");
  command->add_option("file", arguments->proof, "The proof, a C2SP tlog-proof")->required();
  command->add_option("--entry", arguments->entry, "The entry's bytes, as the log has them")
      ->required();
  command->add_option("--policy", arguments->policy, kPolicyHelp)->required();
  command->add_flag("--json", chosen.json, "Print one JSON object");
  command->footer(
      "Example:\n"
      "  zonefactor-verify proof login.tlog-proof --entry login.entry --policy auditor.policy");
  command->callback([arguments, &chosen] {
    chosen.command = "proof";
    chosen.verify = [arguments] { return verify_proof(*arguments); };
  });
}

}  // namespace zonefactor::verify
