// What a log asks of a witness: the body of C2SP tlog-witness's add-checkpoint.
//
// Promise: a request is read as the protocol writes it or refused; what is read would be written
// again byte for byte. Untrusted text, at most kMaxWitnessRequestBytes of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/journal/merkle.h"
#include "service/journal/signed_note.h"

namespace zonefactor::journal {

inline constexpr std::size_t kMaxConsistencyLines = 63;
// A note as large as a note may be, under the longest proof.
inline constexpr std::size_t kMaxWitnessRequestBytes = kMaxNoteBytes + 4096;

struct WitnessRequest {
  std::uint64_t old_size = 0;  // of the checkpoint that the witness cosigned last
  Hashes proof;                // from there to the checkpoint, at most kMaxConsistencyLines
  SignedNote checkpoint;
  std::string text() const;
  bool operator==(const WitnessRequest&) const = default;
};
// `why` says what is wrong.
std::optional<WitnessRequest> parse_witness_request(std::string_view body,
                                                    std::string* why = nullptr);

}  // namespace zonefactor::journal
