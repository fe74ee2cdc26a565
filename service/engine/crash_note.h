// What the process would like to have said if it dies in the next moment: which input or entry it
// was in.
//
// The daemon keeps the note where a signal handler can write it to a file; at the next start the
// engine gets what was written, and an input that stopped the process twice is quarantined.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/core/decision.h"
#include "service/core/ids.h"

namespace zonefactor::engine {

// Called on the loop's thread and, during a replay, on the storage thread: notes are per thread.
class CrashNote {
 public:
  virtual ~CrashNote() = default;
  // An input is about to be applied. `controller` is empty for a login.
  virtual void input(std::string_view digest, std::string_view controller) noexcept = 0;
  // An entry is about to be replayed.
  virtual void entry(core::EntryRef ref) noexcept = 0;
  virtual void clear() noexcept = 0;
};

// An input found in the notes of earlier crashes.
struct CrashedInput {
  std::string digest;
  std::optional<core::ControllerId> controller;
  int times = 0;
};

// How many crashes an input may cause before it is taken no more.
inline constexpr int kCrashesToQuarantine = 2;

class InputNoted {
 public:
  InputNoted(CrashNote& note, std::string_view digest, std::string_view controller) : note_(note) {
    note_.input(digest, controller);
  }
  ~InputNoted() { note_.clear(); }
  InputNoted(const InputNoted&) = delete;
  InputNoted& operator=(const InputNoted&) = delete;

 private:
  CrashNote& note_;
};

}  // namespace zonefactor::engine
