// A witness in memory that signs and refuses as C2SP tlog-witness says. Any thread.
#pragma once

#include <array>
#include <mutex>
#include <optional>
#include <string>

#include "service/journal/checkpoint.h"
#include "service/journal/cosignature.h"
#include "service/journal/merkle.h"
#include "service/journal/signed_note.h"
#include "service/ports/witness.h"

namespace zonefactor::engine {

class MemoryWitness final : public ports::Witness {
 public:
  const std::string& name() const override { return name_; }

  Answer cosign(std::uint64_t old_size, const std::vector<ports::Digest>& proof,
                const std::string& note) override {
    const std::lock_guard lock(mutex_);
    if (away_) return Failed{"it does not answer"};
    const auto text = journal::parse_note(note).value().text;
    const auto checkpoint = journal::parse_checkpoint(text).value();
    const std::uint64_t seen = last_ && last_->origin == checkpoint.origin ? last_->size : 0;
    if (old_size != seen) return Conflict{seen};
    const bool grows = seen == 0 || journal::is_consistent(seen, last_->root, checkpoint.size,
                                                           checkpoint.root, proof);
    if (!grows) return Disputed{"it answered 422"};
    last_ = checkpoint;
    held_ = note;
    return Cosigned{journal::line_of(journal::cosign(text, name_, key_, 1'795'305'600))};
  }

  Held held(const std::string&) override {
    const std::lock_guard lock(mutex_);
    if (away_ || !serves_) return Failed{"it answered 404"};
    return Note{held_};
  }

  journal::VerifierKey key() const {
    return {name_, journal::KeyType::cosignature, key_.public_key()};
  }
  void set_away(bool away) {
    const std::lock_guard lock(mutex_);
    away_ = away;
  }
  // As if it had cosigned this note.
  void has_seen(const std::string& note) {
    const std::lock_guard lock(mutex_);
    held_ = note;
    last_ = journal::parse_checkpoint(journal::parse_note(note).value().text).value();
  }
  // From now on it serves this as what it cosigned last, whatever that is.
  void shows(const std::string& note) {
    const std::lock_guard lock(mutex_);
    held_ = note;
  }
  void serves_nothing() {
    const std::lock_guard lock(mutex_);
    serves_ = false;
  }

 private:
  std::mutex mutex_;
  std::string name_ = "witness.example/w1";
  journal::PrivateKey key_{std::array<std::uint8_t, 32>{9}};
  std::optional<journal::Checkpoint> last_;
  std::string held_;
  bool away_ = false;
  bool serves_ = true;
};

}  // namespace zonefactor::engine
