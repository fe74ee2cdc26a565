#include "service/engine/checkpoint_publisher.h"

#include <fmt/format.h>

#include <cassert>
#include <chrono>
#include <utility>

#include "service/journal/merkle.h"

namespace zonefactor::engine {

struct CheckpointPublisher::Outcome {
  enum class Kind { published, contradicted, trouble } kind = Kind::published;
  ports::CheckpointRow row;
  std::string why;
};

// The storage connection is opened at the first checkpoint, and anew after it failed.
struct CheckpointPublisher::Work {
  OpenStore open;
  ports::CheckpointCopy& copy;
  std::shared_ptr<const LogSigner> signer;
  std::unique_ptr<ports::Store> store;

  Outcome publish(Wanted wanted) try {
    ports::CheckpointRow& row = wanted.row;
    if (!store) store = open();
    row.note = signer->checkpoint(row.year, row.size, row.root);
    // First: what the database holds may be given out.
    copy.keep(row.year, row.note);
    if (!store->publish(row, wanted.keep)) {
      return {Outcome::Kind::contradicted, std::move(row),
              "the storage has a checkpoint of this log that contradicts its entries: another "
              "process writes this journal, or an older state of the database was restored"};
    }
    return {Outcome::Kind::published, std::move(row), {}};
  } catch (const ports::StoreUnavailable& away) {
    store.reset();
    return {Outcome::Kind::trouble, {}, away.what()};
  } catch (const ports::CopyUnavailable& away) {
    return {Outcome::Kind::trouble, {}, away.what()};
  }
};

CheckpointPublisher::CheckpointPublisher(Parts parts)
    : parts_(std::move(parts)),
      work_(std::make_shared<Work>(Work{parts_.open, parts_.copy, parts_.signer, nullptr})) {}

void CheckpointPublisher::reached(const ports::Head& head, core::Instant now, bool keep) {
  const auto range = journal::CompactRange::of(head.next.index, head.frontier);
  assert(range);
  Wanted wanted{{head.next.year, head.next.index, range->root(), now, {}}, keep};
  if (latest_ && latest_->year == wanted.row.year && latest_->size == wanted.row.size && !keep)
    return;
  // Once an hour one is kept, so that what was so at a time can be shown years later.
  const auto hour = std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
  wanted.keep = wanted.keep || hour_kept_ != hour;
  if (wanted.keep) hour_kept_ = hour;
  // The one under way stays at the front.
  const bool same_log =
      to_publish_.size() > (under_way_ ? 1U : 0U) && to_publish_.back().row.year == wanted.row.year;
  if (!same_log) return to_publish_.push_back(std::move(wanted));
  wanted.keep = wanted.keep || to_publish_.back().keep;
  to_publish_.back() = std::move(wanted);
}

void CheckpointPublisher::publish() {
  if (under_way_ || to_publish_.empty()) return;
  under_way_ = true;
  thread_.give([this, work = work_, wanted = to_publish_.front(), &loop = parts_.loop,
                alive = std::weak_ptr(alive_)]() mutable {
    auto outcome = std::make_shared<Outcome>(work->publish(std::move(wanted)));
    loop.post([this, outcome, alive] {
      if (!alive.expired()) done(std::move(*outcome));
    });
  });
}

void CheckpointPublisher::done(Outcome outcome) {
  under_way_ = false;
  bool kept = false;
  switch (outcome.kind) {
    case Outcome::Kind::published:
      kept = to_publish_.front().keep;
      to_publish_.pop_front();
      latest_ = std::move(outcome.row);
      publish();
      break;
    case Outcome::Kind::contradicted:
      return parts_.on_contradiction(outcome.why);
    case Outcome::Kind::trouble:
      parts_.on_trouble(outcome.why);
      break;
  }
  parts_.on_done(kept);
}

}  // namespace zonefactor::engine
