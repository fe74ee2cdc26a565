#include "service/verify/derived_files.h"

#include <array>
#include <optional>

#include "service/journal/entry_codec.h"
#include "service/journal/state_codec.h"
#include "service/verify/entry_stream.h"
#include "service/verify/readme_text.h"
#include "service/verify/reports.h"
#include "service/verify/tables.h"

namespace zonefactor::evidence {

namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::uint64_t kReportEvery = 4096;
constexpr std::size_t kMaxStateBytes = 256 * 1024 * 1024;

// Gathers small pieces of each file into larger ones.
class Pieces {
 public:
  explicit Pieces(const DerivedSink& sink) : sink_(sink) {}
  void put(DerivedFile file, std::string_view text) {
    std::string& piece = pieces_[static_cast<std::size_t>(file)];
    piece += text;
    if (piece.size() >= kPiece) flush(file);
  }
  void flush() {
    for (std::size_t i = 0; i < kDerivedFiles; ++i) flush(static_cast<DerivedFile>(i));
  }

 private:
  void flush(DerivedFile file) {
    std::string& piece = pieces_[static_cast<std::size_t>(file)];
    if (!piece.empty()) sink_(file, piece);
    piece.clear();
  }

  const DerivedSink& sink_;
  std::array<std::string, kDerivedFiles> pieces_;
};

class Maker {
 public:
  Maker(const PackFiles& files, const PackContents& contents, const DerivedSink& sink)
      : files_(files),
        contents_(contents),
        names_(contents.named ? read_names(files) : Names{}),
        tables_(contents, names_),
        pieces_(sink) {
    if (contents.seal) setting_ = Setting(read_state(files));
    if (contents.decision) teller_.emplace(files, contents);
  }

  void make(const std::function<void(std::uint64_t)>& passed) {
    pieces_.put(DerivedFile::readme, readme_text(contents_));
    pieces_.put(DerivedFile::decisions, Tables::decisions_head());
    pieces_.put(DerivedFile::events, Tables::events_head());
    pieces_.put(DerivedFile::findings, Tables::findings_head());
    std::uint64_t done = 0;
    each_entry(files_, contents_, [&](core::EntryRef ref, std::string_view bytes) {
      pieces_.put(DerivedFile::entries, Tables::line(ref, bytes));
      if (!contents_.seal || ref >= *contents_.seal) take(ref, bytes);
      if (passed && ++done % kReportEvery == 0) passed(done);
      return true;
    });
    put_reports();
    pieces_.flush();
  }

 private:
  void take(core::EntryRef ref, std::string_view bytes) {
    std::string why;
    auto decoded = journal::decode(bytes, &why);
    if (!decoded) {
      throw Unreadable(name_of(ref.year, LogFile::entries),
                       "entry " + std::to_string(ref.index) + " cannot be read: " + why);
    }
    const core::Entry entry{ref, decoded->recorded_at, std::move(decoded->fact)};
    if (teller_) teller_->take(entry, setting_);
    if (contents_.kind == PackKind::decision ||
        (contents_.from <= entry.recorded_at && entry.recorded_at < contents_.until)) {
      figures_.take(entry);
      put_rows(entry);
    }
    if (entry.recorded_at >= contents_.until) {
      figures_.has_ended = true;
      keep_setting();
    }
    setting_.take(ref, entry.fact);
  }

  // The words of a period's report are those in force at its end.
  void keep_setting() {
    if (!kept_) figures_.keep_setting(setting_);
    kept_ = true;
  }

  void put_rows(const core::Entry& entry) {
    if (const auto* decided = std::get_if<core::LoginDecided>(&entry.fact)) {
      pieces_.put(DerivedFile::decisions, tables_.row(entry, *decided, setting_));
    } else if (const auto* event = std::get_if<core::DoorEvent>(&entry.fact)) {
      pieces_.put(DerivedFile::events, tables_.row(entry, *event, setting_));
    } else if (const auto* finding = std::get_if<core::Finding>(&entry.fact)) {
      pieces_.put(DerivedFile::findings, tables_.row(entry, *finding, setting_));
    }
  }

  void put_reports() {
    const std::vector<LogShown> logs = logs_of(files_, contents_);
    keep_setting();
    for (const Language language : {Language::ja, Language::en}) {
      const DerivedFile file =
          language == Language::ja ? DerivedFile::report_ja : DerivedFile::report_en;
      pieces_.put(file, teller_
                            ? decision_report(contents_, logs, teller_->story(), names_, language)
                            : period_report(contents_, logs, figures_, names_, language));
    }
  }

  const PackFiles& files_;
  const PackContents& contents_;
  Names names_;
  Tables tables_;
  Pieces pieces_;
  Setting setting_;
  std::optional<StoryTeller> teller_;
  PeriodFigures figures_;
  bool kept_ = false;
};

}  // namespace

std::string_view program_version() {
  return ZF_VERSION;
}

void make_derived(const PackFiles& files, const PackContents& contents, const DerivedSink& sink,
                  const std::function<void(std::uint64_t passed)>& passed) {
  Maker(files, contents, sink).make(passed);
}

std::string sum_line(const journal::Digest& digest, const std::string& name) {
  return journal::hex(digest) + "  " + name + "\n";
}

core::SealedState read_state(const PackFiles& files) {
  const std::string file(kStateFile);
  std::string why;
  auto sealed = journal::decode_state(files.text_of(file, kMaxStateBytes), &why);
  if (!sealed) throw Unreadable(file, "is no sealed state: " + why);
  return std::move(*sealed);
}

}  // namespace zonefactor::evidence
