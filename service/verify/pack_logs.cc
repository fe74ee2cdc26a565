#include "service/verify/pack_logs.h"

#include <algorithm>

#include "service/journal/base64.h"
#include "service/journal/entry_codec.h"
#include "service/journal/log_origin.h"
#include "service/journal/merkle.h"
#include "service/verify/entry_stream.h"

namespace zonefactor::evidence {

namespace {

constexpr const char* kAskAgain =
    "keep this file as it is, and ask whoever runs the log for the pack again";
constexpr std::size_t kMaxTokenBytes = 64 * 1024;
constexpr std::size_t kMaxRangeBytes =
    64 * 45;  // a base64 hash and a newline for each bit of a size
constexpr std::uint64_t kReportEvery = 4096;

[[noreturn]] void refuse(PackStep step, const std::string& file, std::string what,
                         std::string remedy, std::optional<core::EntryRef> entry = {},
                         PackExit exit = PackExit::failed) {
  throw Refusal{exit, {step, file, entry, std::move(what), std::move(remedy)}};
}

journal::CompactRange read_range(const PackFiles& files, const Segment& segment) {
  if (segment.begin == 0) return {};
  const std::string file = name_of(segment.year, LogFile::start_range);
  const std::string text = files.text_of(file, kMaxRangeBytes);
  journal::Hashes hashes;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const auto hash =
        end == std::string::npos
            ? std::nullopt
            : journal::parse_base64_digest(std::string_view(text).substr(at, end - at));
    if (!hash) throw Unreadable(file, "is not one base64 hash a line");
    hashes.push_back(*hash);
    at = end + 1;
  }
  auto range = journal::CompactRange::of(segment.begin, std::move(hashes));
  if (!range) throw Unreadable(file, "has not one hash for each bit of the size it stands for");
  return std::move(*range);
}

template <class F>
std::optional<F> decoded_as(const std::string& bytes) {
  auto decoded = journal::decode(bytes);
  auto* fact = decoded ? std::get_if<F>(&decoded->fact) : nullptr;
  return fact ? std::optional<F>(std::move(*fact)) : std::nullopt;
}

}  // namespace

PackLogs::PackLogs(const PackFiles& files, const PackContents& contents, const Presence& presence)
    : files_(files), contents_(contents) {
  for (const Segment& segment : contents.segments) {
    Log log{segment, {}, {}, {}, {}};
    ends_.emplace(segment.year, read(segment.year, LogFile::end_checkpoint));
    const auto has = [&](LogFile file) { return files.has(name_of(segment.year, file)); };
    if (has(LogFile::start_checkpoint)) log.start = read(segment.year, LogFile::start_checkpoint);
    if (has(LogFile::end_tsr)) {
      log.stamped = read(segment.year, LogFile::end_stamped);
      files.text_of(name_of(segment.year, LogFile::end_tsr), kMaxTokenBytes);
    }
    logs_.push_back(std::move(log));
  }
  for (const std::int32_t year : presence.other_years) {
    ends_.emplace(year, read(year, LogFile::end_checkpoint));
  }
}

PackLogs::Signed PackLogs::read(std::int32_t year, LogFile which) const {
  const std::string file = name_of(year, which);
  std::string why;
  auto note = journal::parse_note(files_.text_of(file, journal::kMaxNoteBytes), &why);
  if (!note) throw Unreadable(file, "is no signed note: " + why);
  auto checkpoint = journal::parse_checkpoint(note->text, &why);
  if (!checkpoint) throw Unreadable(file, "is no checkpoint: " + why);
  return {file, std::move(*note), std::move(*checkpoint)};
}

const journal::Checkpoint* PackLogs::end_of(std::int32_t year) const {
  const auto found = ends_.find(year);
  return found == ends_.end() ? nullptr : &found->second.checkpoint;
}

void PackLogs::check_trees(const Passed& passed) {
  for (const auto& [year, end] : ends_) {
    const std::string origin = journal::origin_of(contents_.facility, year);
    if (end.checkpoint.origin != origin) {
      refuse(PackStep::tree, end.file,
             "is of the log " + end.checkpoint.origin + " and not of " + origin, kAskAgain);
    }
  }
  std::uint64_t done = 0;
  for (Log& log : logs_) check_tree(log, done, passed);
}

void PackLogs::check_tree(Log& log, std::uint64_t& done, const Passed& passed) {
  journal::CompactRange range = read_range(files_, log.segment);
  const Signed& end = ends_.at(log.segment.year);
  const auto expect = [&](const Signed& one, const char* whose) {
    if (one.checkpoint.origin != end.checkpoint.origin) {
      refuse(PackStep::tree, one.file, "is of another log, " + one.checkpoint.origin, kAskAgain);
    }
    if (one.checkpoint.size != range.size()) {
      refuse(PackStep::tree, one.file,
             "is of size " + std::to_string(one.checkpoint.size) + "; " + whose + " give " +
                 std::to_string(range.size()),
             kAskAgain);
    }
    if (one.checkpoint.root != range.root()) {
      refuse(PackStep::tree, one.file,
             std::string(whose) +
                 " do not give its root: something was altered, removed, "
                 "inserted or moved",
             kAskAgain);
    }
  };
  if (log.start) expect(*log.start, "the hashes of start.range");
  EntryStream entries(files_, log.segment);
  while (entries.next()) {
    if (entries.ref().index == log.segment.begin) log.first = entries.bytes();
    if (entries.ref().index + 1 == log.segment.end) log.last = entries.bytes();
    range.append(journal::leaf_hash(entries.bytes()));
    if (++done % kReportEvery == 0) passed(done);
  }
  expect(end, "the entries");
  if (log.stamped) expect(*log.stamped, "the entries");
}

journal::Trust PackLogs::expect_trust(const Signed& one, const journal::LogPolicy& policy) {
  const journal::Trust trust = journal::trust_in(one.note, one.checkpoint, policy);
  using Log = journal::Trust::Log;
  const auto untrusted = [&](std::string what, std::string remedy) {
    refuse(PackStep::trust, one.file, std::move(what), std::move(remedy), {}, PackExit::untrusted);
  };
  if (trust.log == Log::bad_signature) {
    refuse(PackStep::trust, one.file,
           "a signature under a log's key does not verify: text or signature is not the log's",
           kAskAgain);
  }
  if (!trust.bad_cosignatures.empty()) {
    refuse(PackStep::trust, one.file,
           "the cosignature of witness " + trust.bad_cosignatures.front() + " does not verify",
           kAskAgain);
  }
  if (trust.log == Log::unknown_log) {
    untrusted("the policy knows no log " + one.checkpoint.origin,
              "add a line 'log' with its key to the policy if you trust where you got the key");
  }
  if (trust.log == Log::not_signed) {
    untrusted("the key of log " + one.checkpoint.origin + " has not signed it",
              "witnesses alone do not make it the log's; ask for the log's own signature");
  }
  return trust;
}

void PackLogs::check_trust(const journal::LogPolicy& policy, PackVerdict& verdict) const {
  const auto expect_quorum = [&](const Signed& one) {
    const journal::Trust trust = expect_trust(one, policy);
    if (!trust.quorum) {
      refuse(PackStep::trust, one.file,
             "the policy asks for quorum " + policy.quorum + ", which its cosignatures do not meet",
             "ask for a pack whose checkpoints more witnesses have cosigned", {},
             PackExit::untrusted);
    }
    return trust;
  };
  for (const Log& log : logs_) {
    const Signed& end = ends_.at(log.segment.year);
    PackVerdict::SegmentFacts facts;
    facts.place = log.segment;
    facts.root = journal::hex(end.checkpoint.root);
    if (log.start) facts.begin_cosigned_at = expect_quorum(*log.start).cosigned_at;
    const journal::Trust trust = expect_quorum(end);
    facts.cosigned_by = trust.cosigned_by;
    facts.cosigned_at = trust.cosigned_at;
    facts.stamped = log.stamped.has_value();
    if (log.stamped) expect_trust(*log.stamped, policy);
    verdict.segments.push_back(std::move(facts));
  }
  // Also those that only names need.
  for (const auto& [year, end] : ends_) expect_quorum(end);
}

void PackLogs::check_succession(const journal::LogPolicy& policy) const {
  for (const Log& log : logs_) {
    if (log.segment.begin == 0) expect_beginning(log);
  }
  for (std::size_t i = 1; i < logs_.size(); ++i) expect_goes_on(logs_[i - 1], logs_[i], policy);
}

void PackLogs::check_older(const journal::Checkpoint& older) const {
  const auto log = std::find_if(logs_.begin(), logs_.end(), [&](const Log& one) {
    return ends_.at(one.segment.year).checkpoint.origin == older.origin;
  });
  if (log == logs_.end() || older.size < log->segment.begin) {
    refuse(
        PackStep::succession, std::string(kContentsFile),
        "nothing shows what came after the older checkpoint: the pack " +
            (log == logs_.end() ? "holds nothing of " + older.origin
                                : "begins at entry " + std::to_string(log->segment.begin) + " of " +
                                      older.origin + ", behind its " + std::to_string(older.size)),
        "ask for a pack of a period that begins earlier", {}, PackExit::malformed);
  }
  const Signed& end = ends_.at(log->segment.year);
  if (older.size > log->segment.end) {
    refuse(PackStep::succession, end.file,
           "has " + std::to_string(log->segment.end) + " entries, fewer than the " +
               std::to_string(older.size) + " of the older checkpoint",
           "see that the pack is the later one; if it is, the log was cut back: keep both");
  }
  journal::CompactRange range = read_range(files_, log->segment);
  EntryStream entries(files_, log->segment);
  while (range.size() < older.size && entries.next())
    range.append(journal::leaf_hash(entries.bytes()));
  if (range.root() != older.root) {
    refuse(PackStep::succession, end.file,
           "does not begin with the " + std::to_string(older.size) +
               " entries of the older checkpoint",
           "keep both: the log has told two stories, and this proves it");
  }
}

void PackLogs::expect_beginning(const Log& log) const {
  const auto opened = decoded_as<core::LogOpened>(log.first);
  const std::string origin = journal::origin_of(contents_.facility, log.segment.year);
  if (!opened || opened->origin != origin) {
    refuse(PackStep::succession, name_of(log.segment.year, LogFile::entries),
           "the first entry does not open the log " + origin, kAskAgain,
           core::EntryRef{log.segment.year, 0});
  }
  const bool is_first = log.segment == contents_.segments.front();
  if (is_first && !contents_.seal && !opened->previous.empty()) {
    refuse(PackStep::succession, name_of(log.segment.year, LogFile::entries),
           "the log goes on from an earlier one, and the pack names no seal to begin at",
           "ask for a pack that begins at a sealed state", core::EntryRef{log.segment.year, 0});
  }
}

void PackLogs::expect_goes_on(const Log& log, const Log& next,
                              const journal::LogPolicy& policy) const {
  const core::EntryRef last{log.segment.year, log.segment.end - 1};
  const auto closed = decoded_as<core::LogClosed>(log.last);
  if (!closed || closed->next_year != next.segment.year) {
    refuse(PackStep::succession, name_of(log.segment.year, LogFile::entries),
           "the last entry does not close the log for " + std::to_string(next.segment.year),
           kAskAgain, last);
  }
  const core::EntryRef first{next.segment.year, 0};
  const std::string file = name_of(next.segment.year, LogFile::entries);
  const auto opened = decoded_as<core::LogOpened>(next.first);
  const auto note = journal::parse_note(opened ? opened->previous : std::string());
  const auto checkpoint = note ? journal::parse_checkpoint(note->text) : std::nullopt;
  if (!checkpoint || *checkpoint != ends_.at(log.segment.year).checkpoint) {
    refuse(PackStep::succession, file,
           "the first entry does not carry the checkpoint at which the log before was closed",
           kAskAgain, first);
  }
  if (journal::trust_in(*note, *checkpoint, policy).log != journal::Trust::Log::trusted) {
    refuse(PackStep::succession, file,
           "the checkpoint in the first entry is not signed by the log before", kAskAgain, first);
  }
}

}  // namespace zonefactor::evidence
