#include "service/engine/witness_round.h"

#include <fmt/format.h>

#include <utility>

#include "service/journal/merkle.h"

namespace zonefactor::engine {

namespace {

// A stored tree that is not the one that was signed, by damage, must not pass for another story.
std::optional<journal::Digest> root_within(std::uint64_t size, const journal::Checkpoint& end,
                                           StoredTree& tree) {
  if (size == end.size) return end.root;
  if (size == 0) return journal::empty_root();
  const journal::Digest root = tree.root(size);
  const auto proof = journal::consistency_proof(size, end.size, tree.subtrees(end.size));
  if (!journal::is_consistent(size, root, end.size, end.root, proof)) return std::nullopt;
  return root;
}

}  // namespace

OwnLog stored_log(const ports::CheckpointRow& checkpoint, const LogSigner& signer,
                  StoredTree& tree) {
  OwnLog log;
  log.year = checkpoint.year;
  log.end = {signer.origin(checkpoint.year), checkpoint.size, checkpoint.root};
  log.keys = log_keys_of(signer.verifier_keys(checkpoint.year));
  log.root_at = [end = log.end, &tree](std::uint64_t size) { return root_within(size, end, tree); };
  return log;
}

struct WitnessRound::Work {
  OpenStore open;
  Witnesses witnesses;
  std::shared_ptr<const LogSigner> signer;
  std::unique_ptr<ports::Store> store;
  std::map<std::pair<std::string, std::int32_t>, std::uint64_t> last;  // size each cosigned

  Told round(const ports::CheckpointRow& checkpoint) {
    Told told;
    try {
      if (!store) store = open();
      StoredTree tree(*store, checkpoint.year);
      for (const auto& witness : witnesses) {
        ask(*witness, checkpoint, tree, told);
        if (!told.proof.empty()) break;  // nobody else shall sign what follows
      }
    } catch (const ports::StoreUnavailable& away) {
      store.reset();
      told.troubles.emplace_back(away.what());
    }
    return told;
  }

  void ask(ports::Witness& witness, const ports::CheckpointRow& checkpoint, StoredTree& tree,
           Told& told) {
    std::uint64_t& old = last[{witness.name(), checkpoint.year}];
    // Once more where it names the size that it knows.
    for (int tries = 0; tries < 2; ++tries) {
      std::vector<ports::Digest> proof;
      if (old > 0)
        proof = journal::consistency_proof(old, checkpoint.size, tree.subtrees(checkpoint.size));
      const auto answer = witness.cosign(old, proof, checkpoint.note);
      if (const auto claim = claim_in(answer, witness.name(), checkpoint.size))
        return hear(witness, *claim, checkpoint, tree, told);
      if (const auto* conflict = std::get_if<ports::Witness::Conflict>(&answer)) {
        old = conflict->size;
        continue;
      }
      if (const auto* failed = std::get_if<ports::Witness::Failed>(&answer)) {
        told.troubles.push_back(fmt::format("witness {}: {}", witness.name(), failed->why));
        return;
      }
      store->add_cosignature(checkpoint.year, checkpoint.size, witness.name(),
                             std::get<ports::Witness::Cosigned>(answer).lines);
      old = checkpoint.size;
      told.cosigned.push_back(witness.name());
      return;
    }
    told.troubles.push_back(fmt::format("witness {} names another size each time", witness.name()));
  }

  void hear(ports::Witness& witness, const WitnessClaim& claim,
            const ports::CheckpointRow& checkpoint, StoredTree& tree, Told& told) const {
    const OwnLog log = stored_log(checkpoint, *signer, tree);
    JudgedClaim judged = judged_claim(claim, log, witness.held(log.end.origin));
    if (judged.standing == ClaimStanding::proven) {
      told.proof = std::move(judged.words);
    } else {
      told.claims.push_back(std::move(judged.words));
    }
  }
};

WitnessRound::WitnessRound(Parts parts, core::Duration patience)
    : parts_(std::move(parts)),
      patience_(patience),
      work_(
          std::make_shared<Work>(Work{parts_.open, parts_.witnesses, parts_.signer, nullptr, {}})) {
}

void WitnessRound::ask(const ports::CheckpointRow& checkpoint, core::Instant now) {
  if (under_way_ || !is_wanted()) return;
  under_way_ = true;
  for (const auto& witness : parts_.witnesses) cosigned_.try_emplace(witness->name(), now);
  thread_.give(
      [this, work = work_, checkpoint, now, &loop = parts_.loop, alive = std::weak_ptr(alive_)] {
        auto told = std::make_shared<Told>(work->round(checkpoint));
        loop.post([this, told, now, alive] {
          if (!alive.expired()) done(*told, now);
        });
      });
}

void WitnessRound::done(const Told& told, core::Instant asked) {
  under_way_ = false;
  if (!told.proof.empty()) return parts_.on_proof(told.proof);
  for (const std::string& name : told.cosigned) cosigned_[name] = asked;
  for (const std::string& claim : told.claims) parts_.on_claim(claim);
  for (const std::string& trouble : told.troubles) parts_.on_trouble(trouble);
  std::string missing;
  for (const auto& [name, at] : cosigned_) {
    if (asked - at < patience_) continue;
    missing += missing.empty() ? name : ", " + name;
  }
  if (missing.empty() != missing_told_) return;
  missing_told_ = !missing.empty();
  parts_.on_missing(missing);
}

}  // namespace zonefactor::engine
