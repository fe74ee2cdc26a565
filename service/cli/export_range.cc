#include "service/cli/export_range.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/journal/entry_codec.h"
#include "service/journal/log_origin.h"
#include "service/journal/signed_note.h"

namespace zonefactor::cli {

namespace {

using Kind = ExportFailure::Kind;

constexpr int kPausesForCheckpoint = 20;
constexpr std::uint64_t kCheckpointsPerPage = 100;
constexpr std::uint64_t kSealsPerPage = 50;
constexpr std::uint64_t kFirstReach = 64;
constexpr std::uint64_t kReachGrows = 8;

journal::Decoded decoded(CheckedLog& log, std::uint64_t index) {
  std::string why;
  auto entry = journal::decode(log.entry(index), &why);
  if (entry) return std::move(*entry);
  throw ExportFailure(Kind::negative,
                      fmt::format("entry {} of {} cannot be read ({}): use a newer zonefactor",
                                  index, log.checkpoint().origin, why));
}

// What a sealed state holds, so that no entry of it has to be in the pack.
bool is_configuration(const core::Fact& fact) {
  return std::holds_alternative<core::ObjectPut>(fact) ||
         std::holds_alternative<core::ObjectRemoved>(fact) ||
         std::holds_alternative<core::ConfigurationClosed>(fact) ||
         std::holds_alternative<core::CredentialChanged>(fact) ||
         std::holds_alternative<core::DesignationChanged>(fact) ||
         std::holds_alternative<core::PersonChanged>(fact);
}

bool is_cosigned(const std::string& note, const std::string& origin) {
  const auto parsed = journal::parse_note(note);
  return parsed && std::any_of(parsed->signatures.begin(), parsed->signatures.end(),
                               [&](const auto& line) { return line.name != origin; });
}

// The first entry recorded at or after `at`; the log's size where there is none. What was pruned is
// older than all that is still given out.
std::uint64_t first_since(CheckedLog& log, core::Instant at) {
  std::uint64_t low = 0;
  std::uint64_t high = log.size();
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (!log.has_entry(middle) || decoded(log, middle).recorded_at < at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace

ServiceLogs::ServiceLogs(EvidenceSource& source, std::string facility, std::string folder)
    : source_(source),
      facility_(std::move(facility)),
      folder_(std::move(folder)),
      standing_(source.logs()) {
  if (!standing_.empty()) return;
  throw ExportFailure(Kind::unreachable,
                      "the service has no log yet: wait until it has read its journal");
}

bool ServiceLogs::has(std::int32_t year) const {
  return std::any_of(standing_.begin(), standing_.end(),
                     [&](const auto& log) { return log.year == year; });
}

const std::string& ServiceLogs::latest_note(std::int32_t year) {
  const auto known = notes_.find(year);
  if (known != notes_.end()) return known->second;
  auto note = source_.object(year, "checkpoint");
  if (note) return notes_.emplace(year, std::move(*note)).first->second;
  throw ExportFailure(
      Kind::unreachable,
      fmt::format("the log of {} has no checkpoint yet: try again in a second", year));
}

CheckedLog& ServiceLogs::latest(std::int32_t year) {
  return up_to(year, latest_note(year));
}

CheckedLog& ServiceLogs::up_to(std::int32_t year, const std::string& note) {
  journal::Checkpoint checkpoint = checkpoint_in(note, journal::origin_of(facility_, year));
  auto& log = logs_[{year, checkpoint.size}];
  if (!log) log = std::make_unique<CheckedLog>(source_, year, std::move(checkpoint), folder_);
  return *log;
}

ExportPlan::ExportPlan(EvidenceSource& source, ServiceLogs& logs, ExportWish wish)
    : source_(source), logs_(logs), wish_(std::move(wish)) {
  if (wish_.decision) {
    end_with_decision();
    before_ = founding();
  } else {
    end_with_period();
    before_ = {end_year_, end_.size};
  }
}

void ExportPlan::end_with_decision() {
  end_year_ = wish_.decision->year;
  if (!logs_.has(end_year_)) {
    throw ExportFailure(Kind::wrong_use,
                        fmt::format("{}: there is no log of that year; the years are {} to {}",
                                    evidence::text_of(wish_.facility, *wish_.decision),
                                    logs_.standing().front().year, logs_.standing().back().year));
  }
  end_ = end_at(end_year_, wish_.decision->index + 1);
}

// The last log that begins before the period ends; where nothing of it shows that end, the next
// one's beginning does.
void ExportPlan::end_with_period() {
  const auto& logs = logs_.standing();
  std::size_t last = logs.size() - 1;
  while (last > 0 && first_since(logs_.latest(logs[last].year), wish_.until) == 0) --last;
  end_year_ = logs[last].year;
  CheckedLog& log = logs_.latest(end_year_);
  std::uint64_t least = first_since(log, wish_.until) + 1;
  if (least > log.size()) {
    if (last + 1 < logs.size()) {
      end_year_ = logs[last + 1].year;
      least = 1;
    } else {
      least = log.size();
    }
  }
  end_ = end_at(end_year_, least);
  CheckedLog& whole = logs_.up_to(end_year_, end_.note);
  if (decoded(whole, whole.size() - 1).recorded_at >= wish_.from) return;
  throw ExportFailure(Kind::wrong_use,
                      "the journal ends before the period begins: choose an earlier --from");
}

SignedSize ExportPlan::end_at(std::int32_t year, std::uint64_t least) {
  const std::uint64_t from = std::max(least, wish_.end_size.value_or(0));
  std::vector<SignedSize> sizes = source_.checkpoints(year, from, kCheckpointsPerPage);
  for (int i = 0; i < kPausesForCheckpoint && sizes.empty(); ++i) {
    source_.pause();
    sizes = source_.checkpoints(year, from, kCheckpointsPerPage);
  }
  if (sizes.empty()) {
    throw ExportFailure(Kind::wrong_use,
                        fmt::format("no checkpoint of {} covers {} entries: check the number, and "
                                    "whether the service publishes (zonefactor status)",
                                    journal::origin_of(wish_.facility, year), from));
  }
  if (wish_.end_size) {
    if (sizes.front().size == *wish_.end_size) return sizes.front();
    throw ExportFailure(
        Kind::wrong_use,
        fmt::format("--end-size {}: no checkpoint of that size is kept that covers what is wanted; "
                    "the next has {} entries",
                    *wish_.end_size, sizes.front().size));
  }
  const std::string origin = journal::origin_of(wish_.facility, year);
  const auto cosigned = std::find_if(sizes.begin(), sizes.end(), [&](const SignedSize& one) {
    return is_cosigned(one.note, origin);
  });
  return cosigned == sizes.end() ? sizes.front() : *cosigned;
}

// The earliest entry that the decision rests on and no sealed state holds, or the decision itself.
core::EntryRef ExportPlan::founding() {
  CheckedLog& log = logs_.up_to(end_year_, end_.note);
  const journal::Decoded entry = decoded(log, wish_.decision->index);
  const auto* decided = std::get_if<core::LoginDecided>(&entry.fact);
  if (decided == nullptr) {
    throw ExportFailure(
        Kind::wrong_use,
        fmt::format("{} is no login decision but {}: name it as the answer's header ZoneFactor-"
                    "Entry did",
                    evidence::text_of(wish_.facility, *wish_.decision),
                    journal::type_of(entry.fact)));
  }
  core::EntryRef earliest = *wish_.decision;
  for (const core::RestsOn& rests : decided->decision.evidence) {
    if (rests.entry >= earliest || !logs_.has(rests.entry.year)) continue;
    CheckedLog& holding = rests.entry.year == end_year_ ? log : logs_.latest(rests.entry.year);
    if (!holding.has_entry(rests.entry.index)) continue;
    if (!is_configuration(decoded(holding, rests.entry.index).fact)) earliest = rests.entry;
  }
  return earliest;
}

std::optional<core::EntryRef> ExportPlan::next_seal() {
  while (true) {
    const auto seals = source_.seals(before_, kSealsPerPage);
    if (seals.empty()) return std::nullopt;
    for (const ports::SealPlace& seal : seals) {
      before_ = seal.ref;
      if (wish_.decision || seal.recorded_at < wish_.from) return seal.ref;
    }
  }
}

std::optional<ExportRange> ExportPlan::next() {
  if (began_at_first_) return std::nullopt;
  const auto seal = next_seal();
  began_at_first_ = !seal;
  return range_from(seal);
}

// The largest kept checkpoint of at most `size` entries, looked for backwards in growing steps: one
// is kept an hour, or many a minute.
std::optional<SignedSize> ExportPlan::kept_up_to(std::int32_t year, std::uint64_t size) {
  for (std::uint64_t reach = kFirstReach; size > 0; reach *= kReachGrows) {
    const std::uint64_t first = size > reach ? size - reach : 1;
    std::optional<SignedSize> found;
    for (std::uint64_t from = first; from <= size;) {
      const auto page = source_.checkpoints(year, from, kCheckpointsPerPage);
      from = page.size() < kCheckpointsPerPage ? size + 1 : page.back().size + 1;
      for (const SignedSize& one : page) {
        if (one.size <= size) found = one;
      }
    }
    if (found || first == 1) return found;
  }
  return std::nullopt;
}

ExportRange ExportPlan::range_from(std::optional<core::EntryRef> seal) {
  ExportRange range;
  range.seal = seal;
  const std::int32_t first = seal ? seal->year : logs_.standing().front().year;
  for (const ports::LogStanding& log : logs_.standing()) {
    if (log.year < first || log.year > end_year_) continue;
    ExportRange::Part part;
    part.segment.year = log.year;
    if (log.year == end_year_) {
      part.segment.end = end_.size;
      part.end_note = end_.note;
    } else {
      part.segment.end = logs_.latest(log.year).size();
      part.end_note = logs_.latest_note(log.year);
    }
    if (seal && log.year == first) {
      if (const auto kept = kept_up_to(log.year, seal->index)) {
        part.segment.begin = kept->size;
        part.start_note = kept->note;
      }
    }
    range.parts.push_back(std::move(part));
  }
  if (range.parts.size() <= evidence::kMaxSegments) return range;
  throw ExportFailure(
      Kind::wrong_use,
      fmt::format("the period reaches over more than {} fiscal years: ask for it in parts",
                  evidence::kMaxSegments));
}

}  // namespace zonefactor::cli
