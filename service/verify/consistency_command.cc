// zonefactor-verify consistency: does the newer log begin with the older one, entry for entry?
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string_view>

#include "service/journal/base64.h"
#include "service/journal/log_proof.h"
#include "service/journal/text_lines.h"
#include "service/verify/command.h"
#include "service/verify/input_file.h"
#include "service/verify/log_tiles.h"
#include "service/verify/trusted_checkpoint.h"

namespace zonefactor::verify {

namespace {

struct Arguments {
  std::filesystem::path older;
  std::filesystem::path newer;
  std::filesystem::path proof;  // empty: none
  std::filesystem::path tiles;  // empty: none
  std::filesystem::path policy;
};

constexpr std::size_t kLineBytes = 45;  // a hash in base64, and the newline

journal::Hashes read_proof(const std::filesystem::path& path) {
  const std::string text = read_input(path, journal::kMaxProofHashes * kLineBytes);
  journal::Hashes proof;
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto line = journal::take_line(rest);
    const auto hash = line ? journal::parse_base64_digest(*line) : std::nullopt;
    if (!hash) {
      throw Failure{kMalformed, path.string(),
                    fmt::format("line {} is no base64 hash", proof.size() + 1),
                    "write one hash a line, each ended by a newline"};
    }
    proof.push_back(*hash);
  }
  return proof;
}

journal::Hashes proof_of(const Arguments& arguments, const journal::Checkpoint& older,
                         const journal::Checkpoint& newer) {
  if (!arguments.proof.empty()) return read_proof(arguments.proof);
  if (older.size == 0 || older.size == newer.size) return {};
  if (arguments.tiles.empty()) {
    throw Failure{kMalformed, arguments.newer.string(), "nothing shows what came between",
                  "give --proof FILE or --tiles DIR"};
  }
  LogTiles tiles(arguments.tiles, newer, arguments.newer.string());
  return journal::consistency_proof(
      older.size, newer.size,
      [&](unsigned height, std::uint64_t index) { return tiles.subtree(height, index); });
}

void expect_one_growing_log(const Arguments& arguments, const journal::Checkpoint& older,
                            const journal::Checkpoint& newer) {
  if (older.origin != newer.origin) {
    throw Failure{kFailed, arguments.newer.string(),
                  fmt::format("is of the log {} and {} of {}", newer.origin,
                              arguments.older.string(), older.origin),
                  "compare two checkpoints of one log"};
  }
  if (older.size > newer.size) {
    throw Failure{kFailed, arguments.newer.string(),
                  fmt::format("has {} entries, fewer than the {} of {}", newer.size, older.size,
                              arguments.older.string()),
                  "give the older one first; if this one was signed later, the log was cut back: "
                  "keep both"};
  }
  if (journal::contradicts(older, newer)) {
    throw Failure{kFailed, arguments.newer.string(),
                  fmt::format("has another root than {} for the same size {}",
                              arguments.older.string(), newer.size),
                  "keep both: the log has told two stories, and this proves it"};
  }
}

// The proof of a tree without leaves says nothing, and nothing is to be said.
bool is_beginning_of(const journal::Checkpoint& older, const journal::Checkpoint& newer,
                     const journal::Hashes& proof) {
  if (older.size == 0) return proof.empty() && older.root == journal::empty_root();
  return journal::is_consistent(older.size, older.root, newer.size, newer.root, proof);
}

Report verify_consistency(const Arguments& arguments) {
  const journal::LogPolicy policy = read_policy(arguments.policy);
  const TrustedCheckpoint older = read_checkpoint(arguments.older, policy);
  const TrustedCheckpoint newer = read_checkpoint(arguments.newer, policy);
  expect_one_growing_log(arguments, older.checkpoint, newer.checkpoint);
  const journal::Hashes proof = proof_of(arguments, older.checkpoint, newer.checkpoint);
  if (!is_beginning_of(older.checkpoint, newer.checkpoint, proof)) {
    if (arguments.proof.empty()) {
      throw Failure{kFailed, arguments.newer.string(),
                    fmt::format("does not begin with the {} entries of {}", older.checkpoint.size,
                                arguments.older.string()),
                    "keep both: the log has told two stories, and this proves it"};
    }
    throw Failure{
        kFailed, arguments.proof.string(),
        fmt::format("does not show that {} begins with the {} entries of {}",
                    arguments.newer.string(), older.checkpoint.size, arguments.older.string()),
        "see that it is the proof between these two; if it is, keep all three"};
  }
  Report report;
  report.lines.emplace_back("older", std::to_string(older.checkpoint.size) + " entries");
  describe(newer, report);
  report.members.emplace("older", json_of(older));
  report.members.emplace("checkpoint", json_of(newer));
  return report;
}

}  // namespace

void add_consistency(CLI::App& app, Chosen& chosen) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "consistency", "Whether nothing of the older log was altered, removed or moved in the newer");
  command->add_option("older", arguments->older, "The older checkpoint")->required();
  command->add_option("newer", arguments->newer, "The newer checkpoint")->required();
  CLI::Option* proof = command->add_option(
      "--proof", arguments->proof, "The proof between them (RFC 6962), one base64 hash a line");
  command
      ->add_option("--tiles", arguments->tiles,
                   "Or a mirror of the newer log, of whose tiles the proof is made")
      ->excludes(proof);
  command->add_option("--policy", arguments->policy, kPolicyHelp)->required();
  command->add_flag("--json", chosen.json, "Print one JSON object");
  command->footer(
      "Examples:\n"
      "  zonefactor-verify consistency march.checkpoint april.checkpoint --tiles mirror/chuo/2026 "
      "--policy auditor.policy\n"
      "  zonefactor-verify consistency march.checkpoint april.checkpoint --proof march-april.proof "
      "--policy auditor.policy");
  command->callback([arguments, &chosen] {
    chosen.command = "consistency";
    chosen.verify = [arguments] { return verify_consistency(*arguments); };
  });
}

}  // namespace zonefactor::verify
