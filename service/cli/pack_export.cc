#include "service/cli/pack_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "service/cli/named_handles.h"
#include "service/journal/entry_codec.h"
#include "service/journal/state_codec.h"
#include "service/verify/derived_files.h"
#include "service/verify/pack_writer.h"

namespace zonefactor::cli {

namespace {

namespace fs = std::filesystem;
using Kind = ExportFailure::Kind;

constexpr std::size_t kHandlesPerCall = 10'000;
constexpr std::uint64_t kReportEvery = 1024;

// A folder of the export's own, which goes when this does.
class WorkFolder {
 public:
  explicit WorkFolder(std::string path) : path_(std::move(path)) {
    std::error_code error;
    if (!fs::create_directory(path_, error)) {
      throw ExportFailure(
          Kind::wrong_use,
          fmt::format("{} {}", path_,
                      error ? "cannot be made: " + error.message()
                            : std::string("is there already: another export is under way, or was "
                                          "cut off; remove it if none is")));
    }
    fs::permissions(path_, fs::perms::owner_all, error);
  }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// As a policy file is read, so that a pack is verified here only where it can be elsewhere.
journal::LogPolicy policy_of(const std::vector<ports::LogStanding>& logs) {
  std::string text;
  for (const ports::LogStanding& log : logs) {
    for (const std::string& key : log.keys) text += "log " + key + "\n";
  }
  std::string why;
  auto policy = journal::parse_policy(text + "quorum none\n", &why);
  if (policy) return std::move(*policy);
  throw ExportFailure(
      Kind::negative,
      fmt::format("no policy file can name the keys that the service gives ({}): no auditor could "
                  "verify the pack; give each log a key of its own",
                  why));
}

class Exporting {
 public:
  Exporting(EvidenceSource& source, const PackWish& wish, const std::string& folder,
            const ExportProgress& progress)
      : source_(source),
        wish_(wish),
        progress_(progress),
        file_(folder + "/pack.zip"),
        logs_(source, wish.what.facility, folder),
        plan_(source, logs_, wish.what),
        policy_(wish.policy ? *wish.policy : policy_of(logs_.standing())) {}

  // The verified pack stands at `file` then.
  evidence::PackVerdict run() {
    while (const auto range = plan_.next()) {
      evidence::PackVerdict verdict = attempt(*range);
      if (!verdict.fault) return verdict;
      if (!verdict.fault->needs_earlier_seal) refuse(*verdict.fault);
      last_fault_ = *verdict.fault;
      fs::remove(file_);
    }
    refuse(last_fault_);
  }
  const std::string& file() const { return file_; }

 private:
  evidence::PackVerdict attempt(const ExportRange& range) {
    evidence::PackSource pack;
    evidence::PackContents& contents = pack.contents;
    contents.facility = wish_.what.facility;
    contents.kind = wish_.what.decision ? evidence::PackKind::decision : evidence::PackKind::period;
    contents.decision = wish_.what.decision;
    contents.from = wish_.what.from;
    contents.until = wish_.what.until;
    contents.purpose = wish_.purpose;
    contents.program = evidence::program_version();
    contents.seal = range.seal;
    for (const ExportRange::Part& part : range.parts) {
      contents.segments.push_back(part.segment);
      pack.logs.push_back(log_of(part));
    }
    const auto& parts = range.parts;
    if (range.seal) pack.state = state_of(*range.seal, parts.front());
    ports::ExportRequest request{wish_.purpose,
                                 {parts.front().segment.year, parts.front().segment.begin},
                                 {parts.back().segment.year, parts.back().segment.end},
                                 {},
                                 {}};
    fetch_entries(range);
    if (wish_.named) {
      add_names(range, std::move(request), pack);
    } else {
      source_.record_export(request);
    }
    tell("writing", 0, 0);
    const std::string fault = evidence::write_pack(pack, file_);
    if (!fault.empty()) {
      throw ExportFailure(Kind::unreachable, "the pack cannot be written: " + fault);
    }
    tell("verifying", 0, 0);
    return evidence::verify_pack(
        file_, policy_, [this](evidence::PackStep step, std::uint64_t done, std::uint64_t of) {
          tell(fmt::format("verifying: {}", evidence::name_of(step)), done, of);
        });
  }

  void tell(std::string_view step, std::uint64_t done, std::uint64_t of) const {
    if (progress_) progress_(step, done, of);
  }

  std::string state_of(core::EntryRef seal, const ExportRange::Part& part) {
    CheckedLog& log = logs_.up_to(seal.year, part.end_note);
    const auto entry = journal::decode(log.entry(seal.index));
    const auto* sealed = entry ? std::get_if<core::StateSealed>(&entry->fact) : nullptr;
    auto state = source_.state(seal);
    if (sealed && state && journal::seal_of(*state) == *sealed) return std::move(*state);
    throw ExportFailure(Kind::negative,
                        fmt::format("the service does not give the state that {} seals: run "
                                    "`zonefactor audit fsck`",
                                    evidence::text_of(wish_.what.facility, seal)));
  }

  evidence::PackSource::Log log_of(const ExportRange::Part& part) {
    CheckedLog& log = logs_.up_to(part.segment.year, part.end_note);
    evidence::PackSource::Log made;
    if (part.segment.begin > 0) made.start_range = log.range_before(part.segment.begin);
    made.start_checkpoint = part.start_note;
    made.end_checkpoint = part.end_note;
    add_timestamp(log, made);
    made.next = [&log, index = part.segment.begin,
                 end = part.segment.end]() mutable -> std::optional<std::string> {
      if (index == end) return std::nullopt;
      return log.entry(index++);
    };
    return made;
  }

  // The first one over this very size and root.
  void add_timestamp(CheckedLog& log, evidence::PackSource::Log& made) {
    for (ports::TimestampRow& row : source_.timestamps(log.year())) {
      if (row.size != log.size()) continue;
      if (checkpoint_in(row.stamped, log.checkpoint().origin) != log.checkpoint()) continue;
      made.end_stamped = std::move(row.stamped);
      made.end_tsr = std::move(row.token);
      return;
    }
  }

  template <class Visit>
  void each_entry(const ExportRange& range, Visit visit) {
    for (const ExportRange::Part& part : range.parts) {
      CheckedLog& log = logs_.up_to(part.segment.year, part.end_note);
      for (std::uint64_t i = part.segment.begin; i < part.segment.end; ++i)
        visit(core::EntryRef{part.segment.year, i}, log.entry(i));
    }
  }

  // The decision's bytes; nothing of a period.
  std::string decision_in(const ExportRange& range) {
    if (!wish_.what.decision) return {};
    const ExportRange::Part& last = range.parts.back();
    return logs_.up_to(last.segment.year, last.end_note).entry(wish_.what.decision->index);
  }

  // So that a log that does not hold is found before anything is recorded or written.
  void fetch_entries(const ExportRange& range) {
    std::uint64_t all = 0;
    for (const ExportRange::Part& part : range.parts) all += part.segment.end - part.segment.begin;
    std::uint64_t done = 0;
    each_entry(range, [&](core::EntryRef, const std::string&) {
      if (done++ % kReportEvery == 0) tell("fetching entries", done, all);
    });
  }

  void add_names(const ExportRange& range, ports::ExportRequest request,
                 evidence::PackSource& pack) {
    NamedHandles named(wish_.what, pack.state, decision_in(range));
    each_entry(range, [&](core::EntryRef ref, const std::string& body) { named.take(ref, body); });
    const std::set<std::string>& handles = named.handles();
    pack.contents.named = true;
    std::set<core::EntryRef> bound;
    for (auto at = handles.begin(); at != handles.end();) {
      request.handles.clear();
      while (at != handles.end() && request.handles.size() < kHandlesPerCall)
        request.handles.push_back(*at++);
      for (const ports::BoundName& name : source_.record_export(request)) {
        if (bound.insert(name.entry).second) add_name(range, name, pack);
      }
    }
    std::sort(pack.names.begin(), pack.names.end(),
              [](const auto& a, const auto& b) { return a.entry < b.entry; });
  }

  void add_name(const ExportRange& range, const ports::BoundName& name,
                evidence::PackSource& pack) {
    const auto part = std::find_if(
        range.parts.begin(), range.parts.end(),
        [&](const ExportRange::Part& one) { return one.segment.year == name.entry.year; });
    const bool is_other = part == range.parts.end();
    const std::string& note = is_other ? logs_.latest_note(name.entry.year) : part->end_note;
    CheckedLog& log = logs_.up_to(name.entry.year, note);
    // Bound after the pack's end, or pruned: nothing in the pack could show what it stands for.
    if (name.entry.index >= log.size() || !log.has_entry(name.entry.index)) return;
    evidence::NameOpening opening{log.entry(name.entry.index),
                                  name.entry,
                                  name.row.handle,
                                  name.row.key,
                                  name.row.kind,
                                  name.row.plain,
                                  log.proof_of(name.entry.index)};
    if (const std::string fault = evidence::fault_of(opening); !fault.empty()) {
      throw ExportFailure(
          Kind::negative,
          fmt::format("the row of handle {} in the explaining table is not what entry {} binds "
                      "({}): somebody changed it; export without --names, and restore the row",
                      name.row.handle, evidence::text_of(wish_.what.facility, name.entry), fault));
    }
    if (is_other) pack.other_checkpoints[name.entry.year] = note;
    pack.names.push_back(std::move(opening));
  }

  [[noreturn]] static void refuse(const evidence::PackFault& fault) {
    throw ExportFailure(
        Kind::negative,
        fmt::format("the pack does not verify, at {}: {}{}: {}; {}", evidence::name_of(fault.step),
                    fault.file, fault.entry ? fmt::format(", entry {}", fault.entry->index) : "",
                    fault.what, fault.remedy));
  }

  EvidenceSource& source_;
  const PackWish& wish_;
  const ExportProgress& progress_;
  std::string file_;
  ServiceLogs logs_;
  ExportPlan plan_;
  journal::LogPolicy policy_;
  evidence::PackFault last_fault_;
};

}  // namespace

evidence::PackVerdict export_pack(EvidenceSource& source, const PackWish& wish,
                                  const std::string& path, const ExportProgress& progress) try {
  if (fs::exists(path)) {
    throw ExportFailure(Kind::wrong_use,
                        fmt::format("{} is there already: choose another --out", path));
  }
  const WorkFolder folder(path + ".work");
  Exporting exporting(source, wish, folder.path(), progress);
  evidence::PackVerdict verdict = exporting.run();
  fs::rename(exporting.file(), path);
  return verdict;
} catch (const fs::filesystem_error& error) {
  throw ExportFailure(Kind::unreachable, error.what());
}

}  // namespace zonefactor::cli
