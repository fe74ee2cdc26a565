// Asks one witness to cosign checkpoints, and for the one it holds (C2SP tlog-witness).
//
// Promise: what is handed on as a cosignature is this witness's own, good and over exactly the
// checkpoint asked about; a witness can waste neither more memory nor more time of its caller than
// the limits say. Blocks; one call at a time, on any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/journal/merkle.h"
#include "service/journal/signed_note.h"

namespace httplib {
struct Request;
}

namespace zonefactor::witness {

struct WitnessAddress {
  std::string url;           // the submission prefix: "https://witness.audit.example/w1"
  std::string ca_file;       // PEM, the authorities of its certificate; empty: the system's
  journal::VerifierKey key;  // of type `cosignature`
  std::chrono::milliseconds connect_timeout{3000};  // and between two bytes of a TLS handshake
  std::chrono::milliseconds whole_timeout{10000};   // from connecting to the last byte
};

// What it answered: its lines, and the latest time they name.
struct SignatureLines {
  std::vector<journal::SignatureLine> lines;
  std::uint64_t posix_seconds = 0;
};
// It cosigned another size last: this one. Ask again from there.
struct Conflict {
  std::uint64_t size = 0;
};
// An answer that is no cosignature, also a 200 without a good one.
struct Refused {
  int status = 0;
  std::string words;  // one printable line
};
struct Unreachable {
  std::string why;
};
// A note of which nothing is known but that it came from there.
struct HeldNote {
  std::string bytes;
};
using HeldAnswer = std::variant<HeldNote, Refused, Unreachable>;
using WitnessAnswer = std::variant<SignatureLines, Conflict, Refused, Unreachable>;

class WitnessClient {
 public:
  // Throws std::invalid_argument for an address that cannot be meant.
  explicit WitnessClient(WitnessAddress address);
  ~WitnessClient();
  WitnessClient(const WitnessClient&) = delete;
  WitnessClient& operator=(const WitnessClient&) = delete;

  // `checkpoint_note` is the log's signed note; `proof`, of at most 63 hashes, leads to it from the
  // `old_size` that the witness is believed to have cosigned last (0: none, or not known).
  WitnessAnswer cosign(std::uint64_t old_size, const journal::Hashes& proof,
                       std::string_view checkpoint_note);
  // The checkpoint of the log `origin` that it serves for monitoring, under the same prefix.
  HeldAnswer held(std::string_view origin);

 private:
  struct Wire;
  struct Reply;
  std::variant<Reply, Unreachable> exchange(httplib::Request request);
  WitnessAddress address_;
  std::string prefix_;  // of every path
  std::unique_ptr<Wire> wire_;
};

}  // namespace zonefactor::witness
