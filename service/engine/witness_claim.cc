#include "service/engine/witness_claim.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "service/journal/base64.h"

namespace zonefactor::engine {

namespace {

using journal::Checkpoint;
using journal::Digest;

constexpr const char* kIfMistaken =
    "ask whoever runs the witness; take it out of the configuration if it is mistaken";

std::string words_of(const WitnessClaim& claim, const OwnLog& log) {
  if (!claim.ahead) {
    return fmt::format("that the log of {}, of {} entries, does not follow from what it cosigned",
                       log.year, log.end.size);
  }
  return fmt::format("to have cosigned {} entries of the log of {}, which has {}", *claim.ahead,
                     log.year, log.end.size);
}

JudgedClaim proven_ahead(const WitnessClaim& claim, const OwnLog& log, const Checkpoint& held) {
  return {ClaimStanding::proven,
          fmt::format("witness {} has cosigned {} entries of the log of {} with root {}, signed by "
                      "our own key; the log here has {}, with root {}: an older state of the "
                      "database was restored; restore a newer one; docs/operations.md says under "
                      "\"Exit 3\" what to do where there is none",
                      claim.witness, held.size, log.year, journal::base64(held.root), log.end.size,
                      journal::base64(log.end.root))};
}

JudgedClaim proven_fork(const WitnessClaim& claim, const OwnLog& log, const Checkpoint& held,
                        const Digest& root) {
  return {ClaimStanding::proven,
          fmt::format("witness {} has cosigned {} entries of the log of {} with root {}, signed by "
                      "our own key; the log here, of {} entries, has root {} at that size: the "
                      "journal was set back and went on, was changed, or a second service signs "
                      "with this key; docs/operations.md says under \"Exit 3\" what to do",
                      claim.witness, held.size, log.year, journal::base64(held.root), log.end.size,
                      journal::base64(root))};
}

JudgedClaim refuted(const WitnessClaim& claim, const OwnLog& log, std::string_view why) {
  return {ClaimStanding::refuted,
          fmt::format("witness {} claims {}, and {}: it is not believed; {}", claim.witness,
                      words_of(claim, log), why, kIfMistaken)};
}

JudgedClaim open(const WitnessClaim& claim, const OwnLog& log, std::string_view why) {
  return {ClaimStanding::open, fmt::format("witness {} claims {}; this is not proven, for {}; {}",
                                           claim.witness, words_of(claim, log), why, kIfMistaken)};
}

// One good signature is enough: whoever made it has the key.
bool is_ours(const journal::SignedNote& note, const OwnLog& log) {
  return std::any_of(log.keys.begin(), log.keys.end(), [&](const journal::VerifierKey& key) {
    return journal::verdict_of(note, key) == journal::Verdict::good;
  });
}

JudgedClaim judged_by(const WitnessClaim& claim, const OwnLog& log, const Checkpoint& held) {
  if (held.size > log.end.size) return proven_ahead(claim, log, held);
  const auto root = log.root_at(held.size);
  if (!root) {
    return open(claim, log,
                "the stored tree does not fit its own root: `zonefactor audit fsck` says where");
  }
  if (*root != held.root) return proven_fork(claim, log, held, *root);
  // What it serves may have been kept by somebody on the way since before.
  if (claim.ahead) return open(claim, log, "the checkpoint that it serves is an older one");
  return refuted(claim, log, "the log begins with the checkpoint that it serves");
}

}  // namespace

std::optional<WitnessClaim> claim_in(const ports::Witness::Answer& answer,
                                     const std::string& witness, std::uint64_t size) {
  if (std::holds_alternative<ports::Witness::Disputed>(answer))
    return WitnessClaim{witness, std::nullopt};
  const auto* conflict = std::get_if<ports::Witness::Conflict>(&answer);
  if (conflict == nullptr || conflict->size <= size) return std::nullopt;
  return WitnessClaim{witness, conflict->size};
}

std::vector<journal::VerifierKey> log_keys_of(const std::vector<std::string>& texts) {
  std::vector<journal::VerifierKey> keys;
  for (const std::string& text : texts) {
    auto key = journal::parse_verifier_key(text);
    if (key && key->type == journal::KeyType::note) keys.push_back(std::move(*key));
  }
  return keys;
}

JudgedClaim judged_claim(const WitnessClaim& claim, const OwnLog& log,
                         const ports::Witness::Held& held) {
  if (const auto* failed = std::get_if<ports::Witness::Failed>(&held)) {
    return open(claim, log, "its checkpoint cannot be had: " + failed->why);
  }
  const auto note = journal::parse_note(std::get<ports::Witness::Note>(held).bytes);
  const auto checkpoint = note ? journal::parse_checkpoint(note->text) : std::nullopt;
  if (!checkpoint) return open(claim, log, "what it serves is no checkpoint");
  if (checkpoint->origin != log.end.origin) {
    return refuted(claim, log, "the checkpoint that it serves is another log's");
  }
  if (!is_ours(*note, log)) {
    return refuted(claim, log,
                   "the checkpoint that it serves has no good signature by a key of this log");
  }
  return judged_by(claim, log, *checkpoint);
}

}  // namespace zonefactor::engine
