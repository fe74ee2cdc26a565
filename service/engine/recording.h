// How the engine's methods end: turned away at the door, or answered once what they rest on is
// durable.
#pragma once

#include <utility>

#include "service/engine/engine.h"

namespace zonefactor::engine {

template <class T>
bool Engine::turned_away(const ports::Done<T>& done) const {
  const bool crowded = writer_.waiting() + parked_.waiting() >= options_.most_waiting;
  if (state_ && !stalled_ && !stopping_ && !crowded) return false;
  done(ports::Unavailable{std::chrono::seconds(1),
                          crowded ? "too many answers are waiting for the storage" : why_not_});
  return true;
}

template <class T>
void Engine::reply(ports::Done<T> done, T result) {
  writer_.after_all([done = std::move(done),
                     result = std::move(result)](const ports::Unavailable* failed) mutable {
    if (failed) {
      done(*failed);
    } else {
      done(std::move(result));
    }
  });
}

}  // namespace zonefactor::engine
