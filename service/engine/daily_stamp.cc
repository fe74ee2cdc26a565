#include "service/engine/daily_stamp.h"

#include <chrono>
#include <utility>

namespace zonefactor::engine {

namespace {

std::int64_t day_of(core::Instant instant) {
  return std::chrono::floor<std::chrono::days>(instant).time_since_epoch().count();
}

}  // namespace

struct DailyStamp::Work {
  OpenStore open;
  std::shared_ptr<ports::TimestampAuthority> authority;
  std::unique_ptr<ports::Store> store;

  // What went wrong; empty where the day has its stamp, and it is stored.
  std::string stamp(const ports::CheckpointRow& checkpoint, std::int64_t day) try {
    if (!store) store = open();
    if (has_stamp(checkpoint.year, day)) return {};
    auto answer = authority->stamp(checkpoint.note);
    if (const auto* failed = std::get_if<ports::TimestampAuthority::Failed>(&answer))
      return "no time-stamp from " + authority->name() + ": " + failed->why;
    store->add_timestamp({checkpoint.year, checkpoint.size, authority->name(), checkpoint.note,
                          std::get<std::string>(std::move(answer))});
    return {};
  } catch (const ports::StoreUnavailable& away) {
    store.reset();
    return away.what();
  }

  // From before this process started.
  bool has_stamp(std::int32_t year, std::int64_t day) {
    const auto stamps = store->timestamps(year);
    if (stamps.empty()) return false;
    const auto last = store->checkpoints(year, stamps.back().size, 1);
    return !last.empty() && day_of(last.front().signed_at) == day;
  }
};

DailyStamp::DailyStamp(Parts parts)
    : parts_(std::move(parts)),
      work_(std::make_shared<Work>(Work{parts_.open, parts_.authority, nullptr})) {}

void DailyStamp::offer(const ports::CheckpointRow& checkpoint, core::Instant now) {
  const std::int64_t day = day_of(now);
  if (parts_.authority == nullptr || under_way_ || day_stamped_ == day) return;
  under_way_ = true;
  thread_.give(
      [this, work = work_, checkpoint, day, &loop = parts_.loop, alive = std::weak_ptr(alive_)] {
        loop.post([this, day, why = work->stamp(checkpoint, day), alive] {
          if (alive.expired()) return;
          under_way_ = false;
          if (why.empty()) {
            day_stamped_ = day;
          } else {
            parts_.on_trouble(why);
          }
        });
      });
}

}  // namespace zonefactor::engine
