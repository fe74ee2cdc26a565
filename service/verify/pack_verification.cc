#include "service/verify/pack_verification.h"

#include <algorithm>
#include <array>
#include <set>

#include "service/verify/derived_files.h"
#include "service/verify/name_opening.h"
#include "service/verify/pack_logs.h"
#include "service/verify/pack_rules.h"
#include "service/verify/zip_pack.h"

namespace zonefactor::evidence {

namespace {

constexpr std::size_t kMaxContentsBytes = 64 * 1024;
constexpr const char* kAskAgain = "keep this file as it is, and ask for the pack again";

constexpr const char* kWhatEntriesSay = "what the entries say";

// A derived file as it stands in the pack, while what it should be is made. One that differs is
// refused, or noted where it `may_differ`.
class Compared {
 public:
  Compared(const PackFiles& files, std::string name, bool may_differ = false)
      : name_(std::move(name)), stream_(files.open(name_)), may_differ_(may_differ) {}

  const std::string& name() const { return name_; }
  bool differs() const { return differs_; }

  // `matter` is what the piece says, for words.
  void expect(std::string_view piece, const std::string& matter = kWhatEntriesSay) {
    if (differs_) return;
    found_.resize(piece.size());
    const std::size_t got = stream_->read(found_.data(), piece.size());
    const auto differ =
        std::mismatch(found_.begin(), found_.begin() + static_cast<long>(got), piece.begin());
    const auto same = static_cast<std::size_t>(differ.first - found_.begin());
    if (same != piece.size()) note_difference(at_ + same, matter);
    at_ += piece.size();
  }
  void expect_end() {
    char more = 0;
    if (!differs_ && stream_->read(&more, 1) != 0) note_difference(at_, kWhatEntriesSay);
  }

 private:
  void note_difference(std::uint64_t at, const std::string& matter) {
    differs_ = true;
    if (may_differ_) return;
    throw Refusal{PackExit::failed,
                  {PackStep::derived,
                   name_,
                   {},
                   "does not say " + matter + ", from byte " + std::to_string(at) + " on",
                   "the entries stand, the file does not: ask for the pack again, or make it anew "
                   "with the program that wrote it"}};
  }

  std::string name_;
  std::unique_ptr<FileStream> stream_;
  std::string found_;
  std::uint64_t at_ = 0;
  bool may_differ_ = false;
  bool differs_ = false;
};

class Verification {
 public:
  Verification(const std::string& path, const journal::LogPolicy& policy,
               const PackProgress& progress, const PackOptions& options, PackVerdict& verdict)
      : files_(path), policy_(policy), progress_(progress), options_(options), verdict_(verdict) {}

  void run() {
    read_contents();
    expect_list();
    for (const Segment& segment : contents().segments) total_ += segment.end - segment.begin;
    PackLogs logs(files_, contents(), presence_);
    logs.check_trees(passed(PackStep::tree));
    logs.check_trust(policy_, verdict_);
    logs.check_succession(policy_);
    if (options_.older) logs.check_older(*options_.older);
    PackRules rules(files_, contents());
    rules.check_derivation(verdict_, passed(PackStep::derivation));
    rules.check_completeness(verdict_);
    if (contents().named) check_names(logs);
    check_derived();
    check_sums();
    if (!options_.reports_anew) expect_all_proven();
  }

 private:
  const PackContents& contents() const { return verdict_.contents; }
  Passed passed(PackStep step) const {
    return [this, step](std::uint64_t done) {
      if (progress_) progress_(step, done, total_);
    };
  }

  void read_contents() {
    const std::string file(kContentsFile);
    std::string why;
    auto contents = parse_contents(files_.text_of(file, kMaxContentsBytes), &why);
    if (!contents) throw Unreadable(file, "is no table of contents: " + why);
    verdict_.contents = std::move(*contents);
  }

  // Nothing is missing, nothing more is there, and all stands in its order.
  void expect_list() {
    for (const PackFile& file : files_.list()) {
      presence_.optional.push_back(file.name);
      const std::int32_t year = year_of(file.name);
      const auto& segments = contents().segments;
      const bool known = year < 0 || std::any_of(segments.begin(), segments.end(),
                                                 [&](auto& one) { return one.year == year; });
      if (known) continue;
      if (!contents().named) throw Unreadable(file.name, "is of a log that the pack has not");
      presence_.other_years.push_back(year);
    }
    auto& years = presence_.other_years;
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    const std::vector<std::string> expected = all_files(contents(), presence_);
    const auto& list = files_.list();
    for (std::size_t i = 0; i < std::max(expected.size(), list.size()); ++i) {
      if (i < list.size() && i < expected.size() && list[i].name == expected[i]) continue;
      if (i < expected.size() && !files_.has(expected[i])) {
        throw Unreadable(expected[i], "is missing");
      }
      throw Unreadable(list[i].name, "does not belong where it stands");
    }
  }

  void check_names(const PackLogs& logs) {
    std::set<std::int32_t> used;
    read_names(files_, [&](const NameOpening& row) {
      const auto refuse = [&](std::string what) {
        throw Refusal{PackExit::failed,
                      {PackStep::names, std::string(kNamesFile), row.entry, std::move(what),
                       "do not use the names of this pack; ask for it again"}};
      };
      const journal::Checkpoint* const end = logs.end_of(row.entry.year);
      if (end == nullptr) refuse("no checkpoint of its log is in the pack");
      if (!journal::is_included(journal::leaf_hash(row.body), row.entry.index, end->size, row.proof,
                                end->root)) {
        refuse("the log does not hold this entry there");
      }
      if (std::string fault = fault_of(row); !fault.empty()) refuse(std::move(fault));
      used.insert(row.entry.year);
      ++verdict_.names;
    });
    for (const std::int32_t year : presence_.other_years) {
      if (!used.contains(year)) {
        throw Unreadable(name_of(year, LogFile::end_checkpoint), "is needed by no name");
      }
    }
  }

  // Versions may word and lay out a report otherwise; the entries say the same to each, and have
  // one form in `entries.jsonl`.
  void check_derived() {
    const bool by_another_version = contents().program != program_version();
    std::vector<Compared> compared;
    for (std::size_t i = 0; i < kDerivedFiles; ++i) {
      const auto file = static_cast<DerivedFile>(i);
      compared.emplace_back(files_, name_of(file),
                            by_another_version && file != DerivedFile::entries);
    }
    make_derived(
        files_, contents(),
        [&](DerivedFile file, std::string_view piece) {
          compared[static_cast<std::size_t>(file)].expect(piece);
        },
        passed(PackStep::derived));
    for (Compared& one : compared) {
      one.expect_end();
      if (one.differs()) verdict_.unproven.push_back(one.name());
    }
  }

  void check_sums() {
    Compared sums(files_, std::string(kSumsFile));
    for (const PackFile& file : files_.list()) {
      if (file.name == kSumsFile) break;
      sums.expect(sum_line(files_.digest_of(file.name), file.name),
                  "the sum that " + file.name + " has");
    }
    sums.expect_end();
  }

  // Whoever altered a file can also name another version in `pack.json`: that excuses nothing.
  void expect_all_proven() const {
    const auto& files = verdict_.unproven;
    if (files.empty()) return;
    std::string what = "was made by version " + contents().program + ", and this version, " +
                       std::string(program_version()) + ", makes it otherwise";
    for (std::size_t i = 1; i < files.size(); ++i)
      what += (i == 1 ? "; and so it does " : ", ") + files[i];
    throw Refusal{PackExit::failed,
                  {PackStep::derived,
                   files.front(),
                   {},
                   std::move(what),
                   "run this again with --reports DIRECTORY, and read what is written there and "
                   "not what is in the pack"}};
  }

  ZipPack files_;
  const journal::LogPolicy& policy_;
  const PackProgress& progress_;
  const PackOptions& options_;
  PackVerdict& verdict_;
  Presence presence_;
  std::uint64_t total_ = 0;
};

}  // namespace

PackVerdict verify_pack(const std::string& path, const journal::LogPolicy& policy,
                        const PackProgress& progress, const PackOptions& options) {
  PackVerdict verdict;
  try {
    Verification(path, policy, progress, options, verdict).run();
    verdict.exit = PackExit::verified;
  } catch (const Refusal& refusal) {
    verdict.exit = refusal.exit;
    verdict.fault = refusal.fault;
  } catch (const Unreadable& unreadable) {
    verdict.exit = PackExit::malformed;
    verdict.fault =
        PackFault{PackStep::archive, unreadable.file(), {}, unreadable.what(), kAskAgain};
  }
  return verdict;
}

std::string_view name_of(PackStep step) {
  constexpr std::array<std::string_view, 8> kNames{
      "archive", "tree", "trust", "succession", "derivation", "completeness", "names", "derived"};
  return kNames[static_cast<std::size_t>(step)];
}

}  // namespace zonefactor::evidence
