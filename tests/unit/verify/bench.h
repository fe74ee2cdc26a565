// What the tests of evidence packs share: a day at the hospital, a place to write packs, verdicts
// that explain themselves.
#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "service/verify/pack_verification.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/verify/hospital.h"
#include "tests/unit/verify/raw_zip.h"

namespace zonefactor::evidence {

inline std::string text_of(const PackVerdict& verdict) {
  std::string text = "exit " + std::to_string(static_cast<int>(verdict.exit));
  if (!verdict.fault) return text;
  text += " at " + std::string(name_of(verdict.fault->step)) + ": " + verdict.fault->file;
  if (verdict.fault->entry) text += " entry " + std::to_string(verdict.fault->entry->index);
  return text + ": " + verdict.fault->what + "; " + verdict.fault->remedy;
}

inline std::ostream& operator<<(std::ostream& out, const PackVerdict& verdict) {
  return out << text_of(verdict);
}

// Tanaka comes in, logs in and goes; Suzuki is not designated by any entry of hers.
struct Day {
  Hospital hospital;
  core::EntryRef seal = hospital.seals("2026-11-22T08:00:00+09:00");
  core::EntryRef came = hospital.comes_in("04A1B2C3", "2026-11-22T09:00:00+09:00");
  core::EntryRef login = hospital.logs_in("tanaka", "2026-11-22T09:00:20+09:00");
  core::EntryRef other = hospital.logs_in("suzuki", "2026-11-22T09:05:00+09:00");
  core::EntryRef later_seal = hospital.seals("2026-11-22T10:00:00+09:00");
  core::EntryRef left = hospital.goes_out("04A1B2C3", "2026-11-22T12:00:00+09:00");
  core::EntryRef refused = hospital.logs_in("tanaka", "2026-11-22T12:30:00+09:00");
  core::EntryRef started = hospital.restarts("2026-11-22T18:00:00+09:00");
};

class PackBench : public testing::Test {
 protected:
  std::string write(const Evidence& evidence) {
    const std::string path = folder_ / ("pack-" + std::to_string(++written_) + ".zip");
    EXPECT_EQ(write_pack(evidence.source(), path), "");
    return path;
  }
  std::string write(std::string_view bytes) {
    const std::string path = folder_ / ("raw-" + std::to_string(++written_) + ".zip");
    support::write_file(path, bytes);
    return path;
  }
  PackVerdict verdict(const Evidence& evidence) {
    return verify_pack(write(evidence), Hospital::policy());
  }
  PackVerdict verdict(const RawFiles& files) {
    return verify_pack(write(raw_zip(files)), Hospital::policy());
  }

  support::TempDir folder_;
  int written_ = 0;
};

// Where the first fault is found, and a part of its words.
inline void expect_fault(const PackVerdict& verdict, PackExit exit, PackStep step,
                         const std::string& file, const std::string& said,
                         std::optional<core::EntryRef> entry = {}) {
  ASSERT_TRUE(verdict.fault) << verdict;
  EXPECT_EQ(verdict.exit, exit) << verdict;
  EXPECT_EQ(verdict.fault->step, step) << verdict;
  EXPECT_EQ(verdict.fault->file, file) << verdict;
  EXPECT_NE(verdict.fault->what.find(said), std::string::npos) << verdict;
  EXPECT_FALSE(verdict.fault->remedy.empty());
  if (entry) {
    EXPECT_EQ(verdict.fault->entry, entry) << verdict;
  }
}

}  // namespace zonefactor::evidence
