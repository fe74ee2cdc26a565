// Copies of published checkpoints in memory, and a key to sign them with: what an engine needs for
// its log in a test. Any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "service/engine/log_signer.h"
#include "service/ports/checkpoint_copy.h"

namespace zonefactor::engine {

class MemoryCheckpoints final : public ports::CheckpointCopy {
 public:
  std::vector<std::string> all() override {
    const std::lock_guard lock(mutex_);
    if (away) throw ports::CopyUnavailable("the copies are away");
    std::vector<std::string> notes;
    for (const auto& [year, note] : notes_) notes.push_back(note);
    return notes;
  }
  void keep(std::int32_t year, const std::string& note) override {
    const std::lock_guard lock(mutex_);
    if (away) throw ports::CopyUnavailable("the copies are away");
    notes_[year] = note;
  }
  std::string of(std::int32_t year) {
    const std::lock_guard lock(mutex_);
    return notes_[year];
  }

  std::atomic<bool> away{false};

 private:
  std::mutex mutex_;
  std::map<std::int32_t, std::string> notes_;
};

inline std::shared_ptr<const LogSigner> sample_signer(std::uint8_t seed = 7) {
  std::vector<journal::PrivateKey> keys;
  keys.emplace_back(std::array<std::uint8_t, 32>{seed});
  return std::make_shared<const LogSigner>("chuo", std::move(keys));
}

}  // namespace zonefactor::engine
