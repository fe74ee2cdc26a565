// A witness's judgement: which checkpoints it cosigns, and what it answers (C2SP tlog-witness).
//
// Promise: under this witness's key no log ever gets cosignatures of two roots of one size, nor of
// a size below one cosigned before, whatever is asked at once and whenever the process dies: what
// is answered is durable. Any thread; the requests for one log are judged one after another.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "service/journal/witness_request.h"
#include "service/witness/settings.h"
#include "service/witness/state_directory.h"

namespace zonefactor::witness {

// Whom it is, and by whose clock it signs: seconds since 1970.
struct Identity {
  std::string name;
  journal::PrivateKey key;
  std::function<std::int64_t()> now;
  journal::VerifierKey verifier() const {
    return {name, journal::KeyType::cosignature, key.public_key()};
  }
};

struct Answer {
  int status = 0;  // of HTTP
  std::string_view content_type = "text/plain; charset=utf-8";
  std::string body;
  std::string origin;  // of the log, where it is one of this witness's and the log signed
  std::string alarm;   // what the operator should hear of, else empty
};

class Witness {
 public:
  // `state` outlives it.
  Witness(Identity identity, const std::vector<Settings::Log>& logs, StateDirectory& state);

  Answer add_checkpoint(std::string_view body);
  // What it cosigned last of the log whose origin has this SHA-256, in lower-case hex.
  Answer checkpoint(std::string_view origin_sha256);

  // Dates what was cosigned last of the log anew, by the clock, for its operator: where it was
  // dated wrong, or too long ago for the clock to be believed. What was cosigned stays.
  struct Redated {
    std::uint64_t size = 0;
    std::uint64_t before = 0;  // seconds since 1970
    std::uint64_t after = 0;
  };
  std::variant<Redated, files::Fault> redate(const std::string& origin);

  // State files that cannot be relied on.
  std::vector<files::Fault> faults();

 private:
  struct Log {
    std::string origin;
    std::vector<journal::VerifierKey> keys;
    std::mutex mutex;  // from reading what was cosigned last until the next is durable
  };
  Answer judge(Log& log, const journal::WitnessRequest& request, const journal::Checkpoint& asked);
  Answer cosign(const journal::Checkpoint& asked, const journal::SignedNote& note,
                const LastCosigned* last);
  journal::SignatureLine line_at(std::int64_t now, const journal::SignedNote& note) const;

  Identity identity_;
  StateDirectory& state_;
  std::map<std::string, Log> logs_;  // by origin; none comes or goes
};

}  // namespace zonefactor::witness
