// Whom a verifier trusts: C2SP tlog-policy. The logs' keys, the witnesses, and how many of them a
// checkpoint needs. An auditor keeps their own file, got by another way than the evidence.
//
// Promise: a policy is read as it is written or refused; nothing in it is skipped but comments. A
// file cut short within a line is refused, since "quorum both" cut short may name another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/journal/checkpoint.h"
#include "service/journal/signed_note.h"

namespace zonefactor::journal {

inline constexpr std::size_t kMaxPolicyBytes = 256 * 1024;

struct LogPolicy {
  struct Log {
    VerifierKey key;
    std::string url;  // empty: none
  };
  struct Witness {
    std::string name;
    VerifierKey key;
    std::string url;
  };
  // `least` of the members, which are witnesses and groups defined before it.
  struct Group {
    std::string name;
    std::size_t least = 0;
    std::vector<std::string> members;
  };
  std::vector<Log> logs;
  std::vector<Witness> witnesses;
  std::vector<Group> groups;
  std::string quorum;  // a witness, a group, or "none"; "none" is no other's name
};
// `why` names the line and what is wrong with it.
std::optional<LogPolicy> parse_policy(std::string_view text, std::string* why = nullptr);

// What a policy says of a signed checkpoint. The log's own signature and the witnesses' are judged
// apart: a note that only witnesses signed is no checkpoint of the log.
struct Trust {
  enum class Log : std::uint8_t {
    trusted,
    unknown_log,    // no key of the policy has the checkpoint's origin for its name
    not_signed,     // none of those that have it signed the note
    bad_signature,  // a line under the name and id of a log's key does not verify
  };
  Log log = Log::unknown_log;
  bool quorum = false;
  std::vector<std::string> cosigned_by;        // witnesses of the policy with good cosignatures
  std::vector<std::string> bad_cosignatures;   // witnesses of it with lines that do not verify
  std::optional<std::uint64_t> cosigned_at{};  // the earliest of the good, POSIX seconds
  // All that the policy asks, and nothing under a known key that does not verify.
  bool accepted() const { return log == Log::trusted && quorum && bad_cosignatures.empty(); }
};
// `checkpoint` is what the note's text says.
Trust trust_in(const SignedNote& note, const Checkpoint& checkpoint, const LogPolicy& policy);

}  // namespace zonefactor::journal
