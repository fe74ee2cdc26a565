#include "service/engine/self_audit.h"

#include <utility>

#include "service/core/overloaded.h"

namespace zonefactor::engine {

namespace {

// Faults told; a journal with more of them needs somebody to look, not another line.
constexpr std::size_t kMostTold = 64;

}  // namespace

struct SelfAudit::Work {
  OpenStore open;
  std::string facility;
  std::unique_ptr<ports::Store> store;
  std::optional<JournalCheck> check;

  Outcome slice() {
    try {
      if (!store) store = open();
      if (!check) check.emplace(*store, JournalCheckOptions{facility});
      JournalStep step = check->step(kRowsPerSlice);
      if (!std::holds_alternative<JournalProgress>(step)) check.reset();
      return step;
    } catch (const ports::StoreUnavailable& away) {
      check.reset();
      store.reset();
      return Away{away.what()};
    }
  }
};

SelfAudit::SelfAudit(Parts parts, std::string facility)
    : parts_(std::move(parts)),
      work_(std::make_shared<Work>(Work{parts_.open, std::move(facility), nullptr, std::nullopt})) {
}

void SelfAudit::start() {
  later(kPause);
}

void SelfAudit::later(std::chrono::milliseconds pause) {
  parts_.loop.after(pause, [this, alive = std::weak_ptr(alive_)] {
    if (!alive.expired()) slice();
  });
}

void SelfAudit::slice() {
  thread_.give([this, work = work_, &loop = parts_.loop, alive = std::weak_ptr(alive_)] {
    auto outcome = std::make_shared<Outcome>(work->slice());
    loop.post([this, outcome, alive] {
      if (!alive.expired()) done(std::move(*outcome));
    });
  });
}

void SelfAudit::done(Outcome outcome) {
  if (const auto* away = std::get_if<Away>(&outcome)) {
    parts_.on_trouble(away->why);
    return later(kBetweenPasses);
  }
  std::visit(core::Overloaded{[this](const JournalProgress&) { later(kPause); },
                              [this](const JournalFault& fault) {
                                const bool is_news =
                                    told_.size() < kMostTold && told_.insert(fault.text()).second;
                                if (is_news) parts_.on_fault(fault);
                                later(kBetweenPasses);
                              },
                              [this](const JournalSound& sound) {
                                told_.clear();
                                parts_.on_sound(sound);
                                later(kBetweenPasses);
                              }},
             std::get<JournalStep>(outcome));
}

}  // namespace zonefactor::engine
