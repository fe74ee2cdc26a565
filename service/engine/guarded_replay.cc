#include "service/engine/guarded_replay.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "service/engine/stored_tree.h"
#include "service/engine/witness_claim.h"
#include "service/journal/signed_note.h"

namespace zonefactor::engine {

namespace {

// A witness that serves no checkpoint may be honest: to go on could sign a second story.
std::string unsafe_to_start(const JudgedClaim& claim) {
  return fmt::format(
      "{}, or let it serve its checkpoint; the service does not start over an open claim: if it is "
      "right, an older state of the database was restored, and a newer one is to be restored; "
      "docs/operations.md says more under \"Exit 3\"",
      claim.words);
}

}  // namespace

GuardedReplay::GuardedReplay(ports::Store& store, ports::CheckpointCopy& copy,
                             std::shared_ptr<const LogSigner> signer, Witnesses witnesses)
    : store_(store), copy_(copy), signer_(std::move(signer)), witnesses_(std::move(witnesses)) {}

ReplayResult GuardedReplay::run(ReplayInput input, CrashNote& note,
                                const std::atomic<bool>& cancelled) const {
  try {
    if (auto damaged = read_copies(input.published)) return std::move(*damaged);
  } catch (const ports::CopyUnavailable& away) {
    return StorageAway{away.what()};
  }
  ReplayResult result = replay(store_, input, note, cancelled);
  auto* good = std::get_if<Replayed>(&result);
  if (good == nullptr) return result;
  try {
    if (auto fault = hear_witnesses(*good)) return std::move(*fault);
  } catch (const ports::StoreUnavailable& away) {
    return StorageAway{away.what()};
  }
  return result;
}

std::optional<Fatal> GuardedReplay::hear_witnesses(Replayed& replayed) const {
  const ports::CheckpointRow end{
      replayed.state->head.next.year, replayed.tree.size(), replayed.tree.root(), {}, {}};
  const std::string note = signer_->checkpoint(end.year, end.size, end.root);
  StoredTree tree(store_, end.year);
  OwnLog log = stored_log(end, *signer_, tree);
  // A witness may still hold what a key has signed that is no longer configured.
  for (auto& key : log_keys_of(replayed.state->log_keys)) log.keys.push_back(std::move(key));
  for (const auto& witness : witnesses_) {
    const auto claim = claim_in(witness->cosign(0, {}, note), witness->name(), end.size);
    if (!claim) continue;
    JudgedClaim judged = judged_claim(*claim, log, witness->held(log.end.origin));
    if (judged.standing == ClaimStanding::proven)
      return Fatal{Fatal::Kind::head_disagrees, std::move(judged.words)};
    if (judged.standing == ClaimStanding::open && claim->ahead)
      return Fatal{Fatal::Kind::head_disagrees, unsafe_to_start(judged)};
    replayed.unfounded.push_back(std::move(judged.words));
  }
  return std::nullopt;
}

std::optional<ReplayResult> GuardedReplay::read_copies(
    std::vector<journal::Checkpoint>& published) const {
  for (const std::string& text : copy_.all()) {
    std::string why;
    const auto note = journal::parse_note(text, &why);
    auto checkpoint = note ? journal::parse_checkpoint(note->text, &why) : std::nullopt;
    if (!checkpoint) {
      return Fatal{Fatal::Kind::head_disagrees,
                   fmt::format("a copy of a published checkpoint cannot be read: {}; look whether "
                               "it was damaged, and restore it from a backup of the state_dir",
                               why)};
    }
    published.push_back(std::move(*checkpoint));
  }
  return std::nullopt;
}

}  // namespace zonefactor::engine
