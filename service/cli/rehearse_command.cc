// zonefactor rehearse: the rules over a file, before they are in force.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <memory>

#include "service/cli/command.h"
#include "service/cli/facility_file.h"
#include "service/cli/input_lines.h"
#include "service/cli/progress.h"
#include "service/cli/rehearsal.h"
#include "service/cli/rehearsal_comparison.h"
#include "service/cli/rehearsal_printer.h"
#include "service/cli/rehearsal_summary.h"

namespace zonefactor::cli {

namespace {

// Of an input that is no file and must be read twice.
constexpr std::uint64_t kMaxCopiedBytes = std::uint64_t{8} << 30;
constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t kFlushBytes = 1 << 16;

struct Arguments {
  std::filesystem::path facility;
  std::string input = "-";
  std::filesystem::path other;
  std::vector<std::string> heartbeats;
  bool live = false;
  bool summary = false;
  bool json = false;
  bool progress = false;
};

// Standard output in large pieces, and the progress that must not stand between them.
class Output {
 public:
  explicit Output(Progress& progress) : progress_(progress) {}

  std::string text;
  void flush_if_large() {
    if (text.size() > kFlushBytes) flush();
  }
  void flush() {
    if (text.empty()) return;
    progress_.clear();
    failed_ = std::fwrite(text.data(), 1, text.size(), stdout) != text.size() ||
              std::fflush(stdout) != 0 || failed_;
    text.clear();
  }
  bool failed() const { return failed_; }

 private:
  Progress& progress_;
  bool failed_ = false;
};

// What is odd about lines that were taken: to standard error, so that the output stays what it is.
class Notes {
 public:
  explicit Notes(Progress& progress) : progress_(progress) {}

  void tell(std::uint64_t line, const std::string& note) {
    if (note.empty() || ++told_ > kMost) return;
    progress_.clear();
    fmt::print(stderr, "line {}: {}\n", line, note);
  }
  void end() const {
    if (told_ > kMost) fmt::print(stderr, "and {} more lines like these\n", told_ - kMost);
  }

 private:
  static constexpr std::uint64_t kMost = 20;  // more would hide them all
  Progress& progress_;
  std::uint64_t told_ = 0;
};

// What is done with each line, and at the end.
class Run {
 public:
  virtual ~Run() = default;
  virtual void take(std::uint64_t number, std::string_view line, std::string& out) = 0;
  // Appends what is printed at the end of `lines` lines; the exit code.
  virtual int end(std::uint64_t lines, std::string& out) = 0;
};

class PlainRun final : public Run {
 public:
  explicit PlainRun(Rehearsal& rehearsal) : rehearsal_(rehearsal) {}
  void take(std::uint64_t number, std::string_view line, std::string& out) override {
    rehearsal_.take(number, line, out);
  }
  int end(std::uint64_t, std::string&) override { return kOk; }

 private:
  Rehearsal& rehearsal_;
};

class SummaryRun final : public Run {
 public:
  SummaryRun(Rehearsal& rehearsal, bool json) : rehearsal_(rehearsal), json_(json) {}
  void take(std::uint64_t number, std::string_view line, std::string&) override {
    rehearsal_.take(number, line, counts_);
  }
  int end(std::uint64_t lines, std::string& out) override {
    out +=
        json_ ? summary_json(counts_, lines, rehearsal_) : summary_text(counts_, lines, rehearsal_);
    return kOk;
  }

 private:
  Rehearsal& rehearsal_;
  RehearsalCounts counts_;
  bool json_;
};

class ComparingRun final : public Run {
 public:
  ComparingRun(Rehearsal& before, Rehearsal after, const Arguments& arguments)
      : before_(before),
        after_(std::move(after)),
        comparison_(before_, after_),
        arguments_(arguments) {}
  void take(std::uint64_t number, std::string_view line, std::string& out) override {
    comparison_.take(number, line, arguments_.summary ? unprinted_ : out);
    unprinted_.clear();
  }
  int end(std::uint64_t, std::string& out) override {
    if (!arguments_.summary) {
      out += comparison_.total_line();
    } else {
      out += arguments_.json ? comparison_json(comparison_, before_)
                             : comparison_text(comparison_, before_);
    }
    if (comparison_.refused_by_both() + comparison_.refused_by_one() != 0) {
      fmt::print(stderr,
                 "refused lines: {} under both policies, {} under one of them only; run each "
                 "without --compare to see why\n",
                 comparison_.refused_by_both(), comparison_.refused_by_one());
    }
    return comparison_.changed() == 0 ? kOk : kNegative;
  }

 private:
  Rehearsal& before_;
  Rehearsal after_;
  RehearsalComparison comparison_;
  const Arguments& arguments_;
  std::string unprinted_;
};

std::string_view without_return(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// A line this long is refused by its decoder, so nothing of it is missed.
constexpr std::size_t kLineBytes = files::kMaxRehearsalLineBytes + 1;

// Looks through the whole input and goes back to its beginning.
std::set<core::ControllerId> scan(InputFile& file, std::uint64_t& bytes, std::string& failure) {
  HeartbeatScan scan;
  InputLines lines(file, kLineBytes, kNoLimit, [] {});
  while (const auto line = lines.next()) scan.see(*line);
  bytes = lines.bytes();
  failure = lines.failure();
  file.rewind();
  return scan.controllers();
}

// `rehearsal` is the one that `run` plays.
int play(InputFile& file, std::uint64_t max_bytes, Run& run, const Rehearsal& rehearsal,
         bool with_progress) {
  Progress progress(with_progress, max_bytes == kNoLimit ? 0 : max_bytes);
  Output output(progress);
  Notes notes(progress);
  InputLines lines(file, kLineBytes, max_bytes, [&output] { output.flush(); });
  while (!output.failed()) {
    const auto line = lines.next();
    if (!line) break;
    const std::string_view text = without_return(*line);
    if (!text.empty()) {
      run.take(lines.lines(), text, output.text);
      notes.tell(lines.lines(), rehearsal.note());
    }
    output.flush_if_large();
    progress.reached(lines.bytes(), lines.lines());
  }
  progress.clear();
  notes.end();
  const int exit_code = run.end(lines.lines(), output.text);
  output.flush();
  if (!lines.failure().empty()) fmt::print(stderr, "{}\n", lines.failure());
  if (output.failed()) fmt::print(stderr, "standard output cannot be written\n");
  if (output.failed()) return kUnreachable;
  return lines.failure().empty() ? exit_code : kWrongUse;
}

// The policy to compare with; std::nullopt with the reason printed.
std::optional<core::Facility> load_other(const std::filesystem::path& path,
                                         const core::Facility& facility) {
  std::optional<core::Facility> other = load_facility(path);
  if (other && other->head.id != facility.head.id) {
    fmt::print(stderr,
               "{}: it is of facility {}, and --facility is of {}; compare two versions of one "
               "facility\n",
               path.string(), other->head.id, facility.head.id);
    return std::nullopt;
  }
  return other;
}

// A `facility` line may bring the controller later, so it is no fault.
void warn_of_unknown(const std::vector<std::string>& controllers, const core::Facility& facility) {
  for (const std::string& id : controllers) {
    const bool known =
        std::any_of(facility.controllers.begin(), facility.controllers.end(),
                    [&](const core::Controller& each) { return each.id.text == id; });
    if (known) continue;
    fmt::print(stderr,
               "--heartbeats {}: warning: the facility has no such controller; those named there "
               "are the ones to judge by their heartbeats, all others count as always heard from\n",
               id);
  }
}

int rehearse(const Arguments& arguments) {
  const std::optional<core::Facility> facility = load_facility(arguments.facility);
  if (!facility) return kWrongUse;
  std::optional<core::Facility> other;
  if (!arguments.other.empty() && !(other = load_other(arguments.other, *facility))) {
    return kWrongUse;
  }
  auto opened = InputFile::open(arguments.input);
  if (const auto* why = std::get_if<std::string>(&opened)) {
    fmt::print(stderr, "{}\n", *why);
    return kWrongUse;
  }
  InputFile& file = std::get<InputFile>(opened);

  std::uint64_t bytes = kNoLimit;
  warn_of_unknown(arguments.heartbeats, *facility);
  std::set<core::ControllerId> judged_by_heartbeats;
  for (const std::string& id : arguments.heartbeats) judged_by_heartbeats.emplace(id);
  if (!arguments.live) {
    std::string failure = file.make_rereadable(kMaxCopiedBytes).value_or("");
    if (failure.empty()) judged_by_heartbeats = scan(file, bytes, failure);
    if (!failure.empty()) {
      fmt::print(stderr, "{}\n", failure);
      return kWrongUse;
    }
  }
  const std::filesystem::path base = arguments.input == "-"
                                         ? std::filesystem::current_path()
                                         : std::filesystem::absolute(arguments.input).parent_path();
  const auto load = [base](const std::string& path) { return try_facility(base / path); };
  Rehearsal rehearsal(*facility, judged_by_heartbeats, load);
  std::unique_ptr<Run> run;
  if (other) {
    run = std::make_unique<ComparingRun>(rehearsal, Rehearsal(*other, judged_by_heartbeats, load),
                                         arguments);
  } else if (arguments.summary) {
    run = std::make_unique<SummaryRun>(rehearsal, arguments.json);
  } else {
    run = std::make_unique<PlainRun>(rehearsal);
  }
  return play(file, bytes, *run, rehearsal, arguments.progress || ::isatty(STDERR_FILENO) == 1);
}

constexpr const char* kFooter =
    R"(Each line has "at" and one of event, ask, acknowledge, change, facility, session, start, correct,
emergency. A line that cannot be taken, or of more than 65536 bytes, is refused, and the run goes on.

A controller is judged by its heartbeats if the input has any heartbeat line of it. So a file is looked
through before it is played; input from a pipe is copied to a temporary file first, and its answers
come when it ends. With --live they come line by line, and the controllers to judge by their
heartbeats are named with --heartbeats; all others count as always heard from.

With --compare a decision turns where its class or its outcome is another; a "facility" line applies to
both policies. The last line counts the decisions, those that turn, and the kinds of turn.

Examples:
  zonefactor rehearse --facility facility.toml november.jsonl > answers.jsonl
  zonefactor rehearse --facility facility.toml --summary november.jsonl
  zonefactor rehearse --facility facility.toml --summary --json november.jsonl
  zonefactor rehearse --facility facility.toml --compare stricter.toml november.jsonl
  zonefactor rehearse --facility facility.toml --compare stricter.toml --summary november.jsonl
  zcat november.jsonl.gz | zonefactor rehearse --facility facility.toml --progress > answers.jsonl
  tail -f today.jsonl | zonefactor rehearse --facility facility.toml --live --heartbeats ctl-1
Exit code: 0 once the facility file is taken, 2 if it (or OTHER, or the input) is not; with --compare
1 if a decision turns; 3 if the output cannot be written.)";

}  // namespace

void add_rehearse(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* verb = app.add_subcommand(
      "rehearse",
      "Run door events and logins from a file through the rules: no database, no network");
  verb->add_option("--facility", arguments->facility, "Facility file (TOML)")->required();
  verb->add_option("input", arguments->input,
                   "Events and questions, one JSON object a line; - is standard input");
  verb->add_flag("--summary", arguments->summary,
                 "Print counts per zone, reason and hour instead of the lines");
  verb->add_flag("--json", arguments->json,
                 "Print the summary as one JSON object; lines are JSON anyway");
  verb->add_option("--compare", arguments->other,
                   "Print the decisions that this other version of the facility file would turn");
  verb->add_flag("--progress", arguments->progress,
                 "Show progress on standard error also where that is no terminal");
  CLI::Option* live =
      verb->add_flag("--live", arguments->live, "Answer each line of the input as it comes");
  verb->add_option("--heartbeats", arguments->heartbeats,
                   "With --live: a controller that is judged by its heartbeats; repeatable")
      ->allow_extra_args(false)
      ->needs(live);
  verb->footer(kFooter);
  verb->callback([arguments, &exit_code] { exit_code = rehearse(*arguments); });
}

}  // namespace zonefactor::cli
