#include "service/journal/log_policy.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "service/journal/cosignature.h"
#include "service/journal/decimal.h"
#include "service/journal/text_lines.h"

namespace zonefactor::journal {

namespace {

constexpr std::string_view kNone = "none";

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line) {
  constexpr std::string_view kSpace = " \t";
  Words words;
  for (std::size_t at = line.find_first_not_of(kSpace); at != std::string_view::npos;
       at = line.find_first_not_of(kSpace, at)) {
    const std::size_t end = std::min(line.find_first_of(kSpace, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

bool may_stand_in_a_policy(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

// Reads one line after the other. What it answers is what is wrong with the line; empty: nothing.
class Reader {
 public:
  std::string read(std::string_view line) {
    if (!std::all_of(line.begin(), line.end(), may_stand_in_a_policy)) {
      return "a control character";
    }
    const Words words = words_of(line);
    if (words.empty() || words[0].starts_with('#')) return {};
    if (words[0] == "log") return read_log(words);
    if (words[0] == "witness") return read_witness(words);
    if (words[0] == "group") return read_group(words);
    if (words[0] == "quorum") return read_quorum(words);
    return "begins with none of log, witness, group and quorum";
  }

  bool has_quorum() const { return !policy_.quorum.empty(); }
  LogPolicy take() { return std::move(policy_); }

 private:
  std::string read_log(const Words& words) {
    if (words.size() != 2 && words.size() != 3) return "is written: log <vkey> [<url>]";
    LogPolicy::Log log;
    if (std::string wrong = read_key(words[1], KeyType::note, log.key); !wrong.empty())
      return wrong;
    if (!log_keys_.insert(log.key.key).second) return "a second log with this public key";
    if (words.size() == 3) log.url = words[2];
    policy_.logs.push_back(std::move(log));
    return {};
  }

  std::string read_witness(const Words& words) {
    if (words.size() != 3 && words.size() != 4) return "is written: witness <name> <vkey> [<url>]";
    LogPolicy::Witness witness;
    if (std::string wrong = define(words[1]); !wrong.empty()) return wrong;
    witness.name = words[1];
    if (std::string wrong = read_key(words[2], KeyType::cosignature, witness.key); !wrong.empty()) {
      return wrong;
    }
    if (!witness_keys_.insert(witness.key.key).second)
      return "a second witness with this public key";
    if (words.size() == 4) witness.url = words[3];
    policy_.witnesses.push_back(std::move(witness));
    return {};
  }

  std::string read_group(const Words& words) {
    if (words.size() < 4) return "is written: group <name> all|any|<k> <name>...";
    LogPolicy::Group group;
    for (auto member = words.begin() + 3; member != words.end(); ++member) {
      std::string name(*member);
      if (!names_.contains(name)) return "no witness or group " + name + " stands above";
      if (!members_.insert(name).second) return name + " is a member a second time";
      group.members.push_back(std::move(name));
    }
    // Only now, so that a group is no member of itself.
    if (std::string wrong = define(words[1]); !wrong.empty()) return wrong;
    group.name = words[1];
    const auto least = threshold(words[2], group.members.size());
    if (!least) return "the least number is all, any, or from 1 to the number of members";
    group.least = *least;
    policy_.groups.push_back(std::move(group));
    return {};
  }

  std::string read_quorum(const Words& words) {
    if (words.size() != 2) return "is written: quorum <name>";
    if (has_quorum()) return "a second quorum";
    std::string name(words[1]);
    if (name != kNone && !names_.contains(name))
      return "no witness or group " + name + " stands above";
    policy_.quorum = std::move(name);
    return {};
  }

  std::string define(std::string_view name) {
    if (name == kNone) return "none is no name";
    return names_.emplace(name).second ? "" : "a second " + std::string(name);
  }

  static std::string read_key(std::string_view text, KeyType type, VerifierKey& key) {
    std::string why;
    auto parsed = parse_verifier_key(text, &why);
    if (!parsed) return why;
    if (parsed->type != type) return "the key is not of the type for this";
    key = std::move(*parsed);
    return {};
  }

  static std::optional<std::size_t> threshold(std::string_view word, std::size_t members) {
    if (word == "all") return members;
    if (word == "any") return 1;
    const auto least = parse_decimal(word);
    if (!least || *least == 0 || *least > members) return std::nullopt;
    return static_cast<std::size_t>(*least);
  }

  LogPolicy policy_;
  std::set<std::string> names_;
  std::set<std::string> members_;
  std::set<PublicKey> log_keys_;
  std::set<PublicKey> witness_keys_;
};

Trust::Log judge_log(const SignedNote& note, const std::string& origin, const LogPolicy& policy) {
  Trust::Log answer = Trust::Log::unknown_log;
  for (const LogPolicy::Log& log : policy.logs) {
    const Verdict verdict = verdict_of(note, log.key);
    if (verdict == Verdict::bad) return Trust::Log::bad_signature;
    if (log.key.name != origin) continue;
    if (verdict == Verdict::good) {
      answer = Trust::Log::trusted;
    } else if (answer == Trust::Log::unknown_log) {
      answer = Trust::Log::not_signed;
    }
  }
  return answer;
}

// A group's members are defined before it, so one pass in the file's order is enough.
bool meets_quorum(const LogPolicy& policy, const std::vector<std::string>& cosigned_by) {
  if (policy.quorum == kNone) return true;
  std::set<std::string> met(cosigned_by.begin(), cosigned_by.end());
  for (const LogPolicy::Group& group : policy.groups) {
    const auto members = std::count_if(group.members.begin(), group.members.end(),
                                       [&](const std::string& name) { return met.contains(name); });
    if (static_cast<std::size_t>(members) >= group.least) met.insert(group.name);
  }
  return met.contains(policy.quorum);
}

}  // namespace

std::optional<LogPolicy> parse_policy(std::string_view text, std::string* why) {
  if (text.size() > kMaxPolicyBytes) return refused(why, "longer than a policy may be");
  Reader reader;
  std::size_t number = 0;
  while (const auto line = take_line(text)) {
    ++number;
    const std::string wrong = reader.read(*line);
    if (!wrong.empty()) return refused(why, "line " + std::to_string(number) + ": " + wrong);
  }
  if (!text.empty()) return refused(why, "the last line does not end with a newline: cut short?");
  if (!reader.has_quorum()) return refused(why, "no quorum");
  return reader.take();
}

Trust trust_in(const SignedNote& note, const Checkpoint& checkpoint, const LogPolicy& policy) {
  assert(note.text == checkpoint.text());
  Trust trust;
  trust.log = judge_log(note, checkpoint.origin, policy);
  for (const LogPolicy::Witness& witness : policy.witnesses) {
    const Cosigned cosigned = cosigned_by(note, witness.key);
    if (cosigned.verdict == Verdict::absent) continue;
    if (cosigned.verdict == Verdict::bad) {
      trust.bad_cosignatures.push_back(witness.name);
      continue;
    }
    trust.cosigned_by.push_back(witness.name);
    trust.cosigned_at =
        std::min(trust.cosigned_at.value_or(kMaxCosignedAt), cosigned.posix_seconds);
  }
  trust.quorum = meets_quorum(policy, trust.cosigned_by);
  return trust;
}

}  // namespace zonefactor::journal
