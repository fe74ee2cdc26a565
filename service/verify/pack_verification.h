// Whether an evidence pack proves what it says: eight steps, each of which rests on those before
// it.
//
// Promise: a pack is verified only if every byte of it follows from entries that its checkpoints
// commit to, and those checkpoints are what the policy asks; the first thing that fails is named,
// with what whoever holds the pack can do about it. Needs no network, no database and no clock; the
// pack is a stranger's file. Memory is bounded by the state of one facility, not by the entries.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "service/journal/log_policy.h"
#include "service/verify/pack_contents.h"

namespace zonefactor::evidence {

// The values are the program's exit codes.
enum class PackExit : std::uint8_t { verified = 0, failed = 1, malformed = 2, untrusted = 3 };

// In the order in which they are taken.
enum class PackStep : std::uint8_t {
  archive,       // the file is a pack: nothing missing, nothing more, no byte elsewhere
  tree,          // range and entries give the checkpoints' sizes and roots
  trust,         // the checkpoints are signed as the policy asks
  succession,    // each log goes on where the one before was closed, and from what was held before
  derivation,    // every entry is what the rules give (rules A6, V4)
  completeness,  // the decision with its evidence, or the whole period, is in it
  names,         // the names open what the log commits to (rule V7)
  derived,       // reports and tables say what the entries say, as this version writes it, and the
                 // sums are theirs
};

struct PackFault {
  PackStep step = PackStep::archive;
  std::string file;                          // in the pack; empty: the pack as a whole
  std::optional<core::EntryRef> entry = {};  // where it is about one
  std::string what;                          // in words, without file and entry
  std::string remedy;                        // what to do, one sentence
  bool needs_earlier_seal = false;           // a pack that begins earlier may do
};

struct PackVerdict {
  PackExit exit = PackExit::malformed;
  std::optional<PackFault> fault;  // none where the exit is `verified`

  // As far as the steps came.
  struct SegmentFacts {
    Segment place;
    std::string root;                                     // hex, of end.checkpoint
    std::vector<std::string> cosigned_by;                 // witnesses of the policy
    std::optional<std::uint64_t> cosigned_at = {};        // the earliest, POSIX seconds
    std::optional<std::uint64_t> begin_cosigned_at = {};  // the same of start.checkpoint
    bool stamped = false;  // carries an RFC 3161 token, which is not looked into here
  };
  PackContents contents;
  std::vector<SegmentFacts> segments;
  std::uint64_t entries = 0;                   // in the pack
  std::uint64_t derived_entries = 0;           // of them since the seal: held against the rules
  std::uint64_t derived_decisions = 0;         // decisions decided again
  std::uint64_t names = 0;                     // openings that fit their commitments
  std::optional<core::Instant> first_at = {};  // of the first and the last entry
  std::optional<core::Instant> last_at = {};
  // Of kind period: an entry at or after `until` is in the pack. Else the period had not ended, or
  // nothing happened since, when the last entry was recorded.
  bool period_ended = false;
  // Of a pack that names another version of this program: files that this one makes otherwise. Who
  // reads them reads what is not proven; where there are any, the exit is `verified` only to who
  // has them made anew.
  std::vector<std::string> unproven;
};

// Called now and then with how many entries of how many a step has been through.
using PackProgress = std::function<void(PackStep step, std::uint64_t done, std::uint64_t of)>;

// What whoever asks brings along.
struct PackOptions {
  // A checkpoint that was held before, which the policy trusts: the pack has to go on from it.
  std::optional<journal::Checkpoint> older = {};
  // The reports and tables are made anew (`write_derived`) and read there. Only then may those in
  // the pack be another version's: its name is in no signature, and so anybody's word.
  bool reports_anew = false;
};

PackVerdict verify_pack(const std::string& path, const journal::LogPolicy& policy,
                        const PackProgress& progress = {}, const PackOptions& options = {});

// One word for a step: "archive", "tree", ...
std::string_view name_of(PackStep step);

}  // namespace zonefactor::evidence
