#include "service/witness/witness.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/journal/cosignature.h"
#include "service/journal/sha256.h"

namespace zonefactor::witness {

namespace {

using journal::Checkpoint;
using journal::SignatureLine;
using journal::SignedNote;
using journal::Verdict;

constexpr std::int64_t kEarliest = 1'577'836'800;            // 2020-01-01
constexpr std::uint64_t kLongestPause = 400ULL * 24 * 3600;  // a log's fiscal year, and more
constexpr const char* kSetRight = "set it right, and keep it so by NTP";

Answer answer(int status, std::string_view words) {
  Answer made;
  made.status = status;
  made.body = fmt::format("{}\n", words);
  return made;
}

Answer not_recorded(const files::Fault& fault) {
  Answer made = answer(503, "the witness cannot record it now, and signs nothing");
  made.alarm = files::to_text(fault);
  return made;
}

Answer conflict(std::uint64_t size) {
  Answer made = answer(409, std::to_string(size));
  made.content_type = "text/x.tlog.size";
  return made;
}

// The note with one line of each of the log's own keys; std::nullopt unless one of them signed it,
// and all that seem to have did.
std::optional<SignedNote> signed_by(const std::vector<journal::VerifierKey>& keys,
                                    const SignedNote& note) {
  SignedNote vouched{note.text, {}};
  for (const journal::VerifierKey& key : keys) {
    if (verdict_of(note, key) == Verdict::bad) return std::nullopt;
    const auto line = std::find_if(note.signatures.begin(), note.signatures.end(),
                                   [&](const SignatureLine& one) { return one.is_by(key); });
    if (line != note.signatures.end()) vouched.signatures.push_back(*line);
  }
  if (vouched.signatures.empty()) return std::nullopt;
  return vouched;
}

// Whether `asked` begins with what was cosigned last, as the proof says.
bool follows(const Checkpoint* last, const Checkpoint& asked, const journal::Hashes& proof) {
  if (asked.size == 0 && asked.root != journal::empty_root()) return false;
  if (last == nullptr || last->size == 0) return proof.empty();
  return journal::is_consistent(last->size, last->root, asked.size, asked.root, proof);
}

// A cosignature says what was the largest tree at its time, so a later one is not dated before. One
// that is dated far ahead would keep all that follow from being signed.
std::optional<files::Fault> fault_of_clock(std::int64_t now, const std::string& origin,
                                           const LastCosigned* last) {
  const auto fault = [&](std::string what, std::string remedy) {
    return files::Fault{"the clock", 0, fmt::format("it says {} s since 1970, {}", now, what),
                        std::move(remedy)};
  };
  if (now < kEarliest) return fault("years before this program", kSetRight);
  if (last == nullptr) return std::nullopt;
  const std::uint64_t before = last->posix_seconds;
  const auto at = static_cast<std::uint64_t>(now);
  const std::string redate = fmt::format(
      "stop the witness and run zonefactor-witness redate --config FILE --origin {}", origin);
  if (at < before) {
    return fault(fmt::format("before the last cosignature of {} at {}", origin, before),
                 fmt::format("{}; if it is right and was wrong then, {}", kSetRight, redate));
  }
  if (at - before > kLongestPause) {
    return fault(
        fmt::format("more than 400 days after the last cosignature of {} at {}", origin, before),
        fmt::format("{}; if it is right, {}", kSetRight, redate));
  }
  return std::nullopt;
}

}  // namespace

Witness::Witness(Identity identity, const std::vector<Settings::Log>& logs, StateDirectory& state)
    : identity_(std::move(identity)), state_(state) {
  for (const Settings::Log& log : logs) {
    Log& known = logs_[log.origin];
    known.origin = log.origin;
    known.keys.push_back(log.key);
  }
}

Answer Witness::add_checkpoint(std::string_view body) {
  std::string why;
  auto request = journal::parse_witness_request(body, &why);
  if (!request) return answer(400, why);
  const auto asked = journal::parse_checkpoint(request->checkpoint.text, &why);
  if (!asked) return answer(400, "the note is no checkpoint: " + why);
  const auto known = logs_.find(asked->origin);
  if (known == logs_.end()) return answer(404, "this witness does not know the log");
  Log& log = known->second;
  auto vouched = signed_by(log.keys, request->checkpoint);
  if (!vouched) return answer(403, "no good signature by a key of the log");
  request->checkpoint = std::move(*vouched);
  Answer made = judge(log, *request, *asked);
  made.origin = log.origin;
  return made;
}

Answer Witness::judge(Log& log, const journal::WitnessRequest& request, const Checkpoint& asked) {
  if (request.old_size > asked.size) return answer(400, "the old size is above the checkpoint's");
  const std::lock_guard lock(log.mutex);
  const StateDirectory::Found found = state_.read(log.origin);
  if (const auto* fault = std::get_if<files::Fault>(&found)) return not_recorded(*fault);
  const auto& last = std::get<std::optional<LastCosigned>>(found);

  const bool contradicts = last && journal::contradicts(last->checkpoint, asked);
  if (contradicts) state_.keep_contradiction(log.origin, last->note, request.checkpoint);
  const auto refused = [&](Answer made) {
    if (contradicts) {
      made.alarm = fmt::format(
          "the log has signed two roots of size {}; both notes are kept in "
          "the state directory",
          asked.size);
    }
    return made;
  };
  const std::uint64_t last_size = last ? last->checkpoint.size : 0;
  if (request.old_size != last_size) return refused(conflict(last_size));
  if (!follows(last ? &last->checkpoint : nullptr, asked, request.proof)) {
    return refused(answer(422, "the checkpoint does not follow from the one cosigned last"));
  }
  return cosign(asked, request.checkpoint, last ? &*last : nullptr);
}

SignatureLine Witness::line_at(std::int64_t now, const SignedNote& note) const {
  return journal::cosign(note.text, identity_.name, identity_.key, static_cast<std::uint64_t>(now));
}

std::variant<Witness::Redated, files::Fault> Witness::redate(const std::string& origin) {
  const auto known = logs_.find(origin);
  if (known == logs_.end()) {
    return files::Fault{origin, 0, "this witness does not know the log",
                        "name the origin of a [[log]]"};
  }
  const std::lock_guard lock(known->second.mutex);
  StateDirectory::Found found = state_.read(origin);
  if (auto* fault = std::get_if<files::Fault>(&found)) return std::move(*fault);
  auto& last = std::get<std::optional<LastCosigned>>(found);
  if (!last) {
    return files::Fault{origin, 0, "nothing of this log was cosigned yet", "nothing is to be done"};
  }
  const std::int64_t now = identity_.now();
  if (auto fault = fault_of_clock(now, origin, nullptr)) return std::move(*fault);
  const journal::VerifierKey own = identity_.verifier();
  auto& lines = last->note.signatures;
  lines.erase(std::remove_if(lines.begin(), lines.end(),
                             [&](const SignatureLine& line) { return line.is_by(own); }),
              lines.end());
  lines.push_back(line_at(now, last->note));
  if (auto fault = state_.write(last->checkpoint, last->note)) return std::move(*fault);
  return Redated{last->checkpoint.size, last->posix_seconds, static_cast<std::uint64_t>(now)};
}

Answer Witness::cosign(const Checkpoint& asked, const SignedNote& note, const LastCosigned* last) {
  const std::int64_t now = identity_.now();
  if (const auto fault = fault_of_clock(now, asked.origin, last)) return not_recorded(*fault);
  const SignatureLine line = line_at(now, note);
  SignedNote cosigned = note;
  cosigned.signatures.push_back(line);
  if (const auto fault = state_.write(asked, cosigned)) return not_recorded(*fault);
  Answer made;
  made.status = 200;
  made.body = journal::line_of(line);
  return made;
}

Answer Witness::checkpoint(std::string_view origin_sha256) {
  for (auto& [origin, log] : logs_) {
    if (journal::hex(journal::sha256(origin)) != origin_sha256) continue;
    const std::lock_guard lock(log.mutex);
    const StateDirectory::Found found = state_.read(origin);
    if (const auto* fault = std::get_if<files::Fault>(&found)) return not_recorded(*fault);
    const auto& last = std::get<std::optional<LastCosigned>>(found);
    if (!last) return answer(404, "nothing of this log was cosigned yet");
    Answer made;
    made.status = 200;
    made.body = last->note.bytes();
    return made;
  }
  return answer(404, "this witness does not know the log");
}

std::vector<files::Fault> Witness::faults() {
  std::vector<files::Fault> faults;
  for (const auto& [origin, log] : logs_) {
    const StateDirectory::Found found = state_.read(origin);
    if (const auto* fault = std::get_if<files::Fault>(&found)) faults.push_back(*fault);
  }
  return faults;
}

}  // namespace zonefactor::witness
