#include "service/verify/trusted_checkpoint.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/journal/base64.h"
#include "service/journal/cosignature.h"
#include "service/verify/input_file.h"
#include "service/verify/words.h"

namespace zonefactor::verify {

namespace {

constexpr const char* kFetchAgain = "fetch it again from the log, and keep this one";

std::string name_and_id(const journal::VerifierKey& key) {
  return fmt::format("{}+{:08x}", key.name, key.id());
}

[[noreturn]] void refuse_log(const std::string& file, journal::Trust::Log verdict,
                             const std::string& origin) {
  if (verdict == journal::Trust::Log::bad_signature) {
    throw Failure{kFailed, file,
                  "a signature under a log's key does not verify: the text or the signature is not "
                  "as the log wrote it",
                  kFetchAgain};
  }
  if (verdict == journal::Trust::Log::unknown_log) {
    throw Failure{kUntrusted, file, "the policy knows no log " + origin,
                  "add a line 'log' with its key to the policy if you trust where you got the key"};
  }
  throw Failure{kUntrusted, file, "the key of log " + origin + " has not signed it",
                "witnesses alone do not make it the log's; fetch it with the log's own signature"};
}

void expect_trust(const std::string& file, const journal::Trust& trust, const std::string& origin,
                  const std::string& quorum) {
  if (trust.log != journal::Trust::Log::trusted) refuse_log(file, trust.log, origin);
  if (!trust.bad_cosignatures.empty()) {
    throw Failure{
        kFailed, file,
        "the cosignature of witness " + trust.bad_cosignatures.front() + " does not verify",
        kFetchAgain};
  }
  if (!trust.quorum) {
    const std::string by = fmt::format("{}", fmt::join(trust.cosigned_by, ", "));
    throw Failure{kUntrusted, file,
                  fmt::format("the policy asks for quorum {}; it is cosigned by {}", quorum,
                              by.empty() ? "nobody of it" : by),
                  "fetch a checkpoint that more witnesses have cosigned"};
  }
}

// The log's key that signed; there is one where the checkpoint is trusted.
const journal::VerifierKey* signer_of(const journal::SignedNote& note, const std::string& origin,
                                      const journal::LogPolicy& policy) {
  const auto signer =
      std::find_if(policy.logs.begin(), policy.logs.end(), [&](const journal::LogPolicy::Log& log) {
        return log.key.name == origin &&
               journal::verdict_of(note, log.key) == journal::Verdict::good;
      });
  return signer == policy.logs.end() ? nullptr : &signer->key;
}

bool is_known(const journal::SignatureLine& line, const journal::LogPolicy& policy) {
  const auto by = [&](const auto& signer) { return line.is_by(signer.key); };
  return std::any_of(policy.logs.begin(), policy.logs.end(), by) ||
         std::any_of(policy.witnesses.begin(), policy.witnesses.end(), by);
}

}  // namespace

journal::LogPolicy read_policy(const std::filesystem::path& path) {
  std::string why;
  auto policy = journal::parse_policy(read_input(path, journal::kMaxPolicyBytes), &why);
  if (!policy) {
    throw Failure{kMalformed, path.string(), "is no policy: " + why,
                  "write it as docs/verify.md shows"};
  }
  return std::move(*policy);
}

TrustedCheckpoint trusted(const std::string& file, std::string_view bytes,
                          const journal::LogPolicy& policy) {
  std::string why;
  const auto note = journal::parse_note(bytes, &why);
  if (!note) throw Failure{kMalformed, file, "is no signed note: " + why, kFetchAgain};
  const auto checkpoint = journal::parse_checkpoint(note->text, &why);
  if (!checkpoint) throw Failure{kMalformed, file, "is no checkpoint: " + why, kFetchAgain};
  const journal::Trust trust = journal::trust_in(*note, *checkpoint, policy);
  expect_trust(file, trust, checkpoint->origin, policy.quorum);

  TrustedCheckpoint answer;
  answer.checkpoint = *checkpoint;
  answer.quorum = policy.quorum;
  if (const auto* signer = signer_of(*note, checkpoint->origin, policy))
    answer.log_key = name_and_id(*signer);
  for (const journal::LogPolicy::Witness& witness : policy.witnesses) {
    const journal::Cosigned cosigned = journal::cosigned_by(*note, witness.key);
    if (cosigned.verdict != journal::Verdict::good) continue;
    answer.cosignatures.push_back({witness.name, cosigned.posix_seconds});
  }
  answer.others = static_cast<std::size_t>(
      std::count_if(note->signatures.begin(), note->signatures.end(),
                    [&](const auto& line) { return !is_known(line, policy); }));
  return answer;
}

TrustedCheckpoint read_checkpoint(const std::filesystem::path& path,
                                  const journal::LogPolicy& policy) {
  return trusted(path.string(), read_input(path, journal::kMaxNoteBytes), policy);
}

journal::Json json_of(const TrustedCheckpoint& trusted) {
  journal::JsonArray cosignatures;
  for (const Cosignature& cosignature : trusted.cosignatures) {
    cosignatures.emplace_back(
        journal::JsonObject{{"at", time_of_seconds(cosignature.posix_seconds)},
                            {"witness", shown(cosignature.witness)}});
  }
  return journal::JsonObject{{"cosignatures", std::move(cosignatures)},
                             {"log_key", shown(trusted.log_key)},
                             {"origin", shown(trusted.checkpoint.origin)},
                             {"other_signatures", number(trusted.others)},
                             {"quorum", shown(trusted.quorum)},
                             {"root", journal::base64(trusted.checkpoint.root)},
                             {"size", number(trusted.checkpoint.size)}};
}

void describe(const TrustedCheckpoint& trusted, Report& report) {
  const auto line = [&](std::string label, std::string text) {
    report.lines.emplace_back(std::move(label), std::move(text));
  };
  line("origin", trusted.checkpoint.origin);
  line("size", std::to_string(trusted.checkpoint.size));
  line("root", journal::base64(trusted.checkpoint.root));
  line("root in hex", journal::hex(trusted.checkpoint.root));
  line("signed by", trusted.log_key);
  for (const Cosignature& cosignature : trusted.cosignatures) {
    line("cosigned by", cosignature.witness + " at " + time_of_seconds(cosignature.posix_seconds));
  }
  line("quorum", trusted.quorum == "none" ? "none is asked for" : trusted.quorum + ", met");
  if (trusted.others > 0) {
    line("others", fmt::format("{} signatures by keys that the policy does not name count for "
                               "nothing",
                               trusted.others));
  }
}

}  // namespace zonefactor::verify
