// The ZIP around a pack: nothing is taken that a pack does not have, not a file, a name, a byte.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <functional>

#include "service/verify/zip_frame.h"
#include "tests/unit/verify/bench.h"

namespace zonefactor::evidence {
namespace {

class Archive : public PackBench {
 protected:
  RawFiles files() { return files_in(write(day_.hospital.of_decision(day_.login, day_.seal))); }
  PackVerdict raw(const std::string& bytes) {
    return verify_pack(write(std::string_view(bytes)), Hospital::policy());
  }
  // The files as they are in a ZIP whose bytes are changed.
  PackVerdict changed(const std::function<void(std::string&)>& change) {
    std::string bytes = raw_zip(files());
    change(bytes);
    return raw(bytes);
  }
  void expect_malformed(const PackVerdict& verdict, const std::string& file,
                        const std::string& said) {
    expect_fault(verdict, PackExit::malformed, PackStep::archive, file, said);
  }

  Day day_;
};

TEST_F(Archive, that_is_none_or_not_there_is_malformed) {
  expect_malformed(verify_pack(folder_ / "nothing", Hospital::policy()), "", "cannot be read");
  expect_malformed(raw("no ZIP at all"), "", "is no ZIP");
  expect_malformed(raw(""), "", "");
}

TEST_F(Archive, with_a_stray_file_is_refused) {
  for (const char* name : {"evil.sh", "logs/2026/more", "logs/2026x/entries", "logs/02026/entries",
                           "README.TXT", ""}) {
    RawFiles with = files();
    with.emplace_back(name, "x");
    expect_malformed(verdict(with), name, "has no place in a pack");
  }
}

TEST_F(Archive, with_a_path_that_leads_out_is_refused) {
  for (const char* name : {"../pack.json", "/etc/passwd", "logs/../state", "logs\\2026\\entries"}) {
    RawFiles with = files();
    with.emplace_back(name, "x");
    expect_malformed(verdict(with), name, "has no place in a pack");
  }
}

TEST_F(Archive, with_a_file_twice_is_refused) {
  RawFiles with = files();
  with.push_back(with[1]);
  expect_malformed(verdict(with), with[1].first, "twice");
}

TEST_F(Archive, with_a_file_missing_or_moved_is_refused) {
  const RawFiles whole = files();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    // Without it the pack says no less: it proves time and not order.
    if (whole[i].first == "logs/2026/start.checkpoint") continue;
    RawFiles without = whole;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    expect_malformed(verdict(without), whole[i].first, "is missing");
  }
  RawFiles moved = whole;
  std::swap(moved[1], moved[2]);
  expect_malformed(verdict(moved), moved[1].first, "does not belong where it stands");
}

TEST_F(Archive, with_files_of_another_log_is_refused) {
  RawFiles with = files();
  with.insert(with.begin() + 1, {"logs/2025/end.checkpoint", "x"});
  expect_malformed(verdict(with), "logs/2025/end.checkpoint", "of a log that the pack has not");
}

TEST_F(Archive, with_a_compressed_file_is_refused) {
  const PackVerdict verdict = changed([](std::string& bytes) {
    bytes[8] = 8;                          // deflated, says the header
    bytes[bytes.find("PK\1\2") + 10] = 8;  // and the directory
  });
  expect_malformed(verdict, "pack.json", "is compressed");
}

TEST_F(Archive, with_a_huge_declared_size_is_refused_unread) {
  const PackVerdict verdict = changed([](std::string& bytes) {
    for (const std::size_t at : {std::size_t{18}, bytes.find("PK\1\2") + 20}) {
      bytes.replace(at, 8, "\xFE\xFF\xFF\xFE\xFE\xFF\xFF\xFE");
    }
  });
  EXPECT_EQ(verdict.exit, PackExit::malformed) << verdict;
}

TEST_F(Archive, with_bytes_before_between_or_behind_is_refused) {
  expect_malformed(changed([](std::string& bytes) { bytes.insert(0, "#!/bin/sh\n"); }), "", "");
  expect_malformed(changed([](std::string& bytes) { bytes += "more"; }), "", "");
  expect_malformed(changed([](std::string& bytes) {
                     bytes[bytes.size() - 2] = 4;  // a comment
                     bytes += "more";
                   }),
                   "", "does not end with the end of a directory");
  expect_malformed(changed([](std::string& bytes) { bytes[10] = 1; }), "",
                   "header of pack.json is not a pack's");  // a time of day
}

TEST_F(Archive, with_too_many_files_is_refused) {
  RawFiles many;
  for (int i = 0; i < 600; ++i)
    many.emplace_back("logs/" + std::to_string(1000 + i) + "/entries", "");
  expect_malformed(verdict(many), "", "too many files");
}

std::string little(std::uint64_t value, int bytes) {
  std::string text;
  for (; bytes > 0; --bytes, value >>= 8) text += static_cast<char>(value & 0xFF);
  return text;
}
std::string end_of_directory(std::uint64_t count, std::uint64_t size, std::uint64_t offset) {
  return "PK\5\6" + little(0, 4) + little(count, 2) + little(count, 2) + little(size, 4) +
         little(offset, 4) + little(0, 2);
}

// A library that opens such a ZIP reads all of the directory first: 200 bytes of memory for 46.
TEST_F(Archive, with_a_directory_of_very_many_files_is_refused_before_it_is_read) {
  constexpr std::uint64_t kMany = 60'000;
  std::string directory;
  for (std::uint64_t i = 0; i < kMany; ++i)
    directory += "PK\1\2" + little(0, 24) + little(1, 2) + little(0, 16) + "x";
  const std::string end = end_of_directory(kMany, directory.size(), 0);
  expect_malformed(raw(directory + end), "", "too many files");
  // By the 64-bit extensions, whatever the other end says.
  const std::string wide = "PK\6\6" + little(44, 8) + little(45, 4) + little(0, 8) +
                           little(kMany, 8) + little(kMany, 8) + little(directory.size(), 8) +
                           little(0, 8);
  const std::string locator = "PK\6\7" + little(0, 4) + little(directory.size(), 8) + little(1, 4);
  for (const std::uint64_t count : {std::uint64_t{0xFFFF}, std::uint64_t{1}}) {
    const std::string other =
        end_of_directory(count, wide.size() + locator.size(), directory.size());
    expect_malformed(raw(directory + wide + locator + other), "", "second end of a directory");
  }
  // Behind it stands one that says little.
  expect_malformed(raw(directory + end + end_of_directory(0, 0, directory.size() + end.size())), "",
                   "second end of a directory");
}

TEST_F(Archive, whose_directory_is_not_where_its_end_says_is_refused) {
  for (const std::size_t back : {std::size_t{10}, std::size_t{6}}) {  // size, offset
    expect_malformed(changed([&](std::string& bytes) { bytes[bytes.size() - back] ^= 1; }), "",
                     "the directory is not where it says");
  }
}

TEST_F(Archive, with_a_wrong_check_sum_is_refused) {
  const PackVerdict verdict = changed([](std::string& bytes) {
    const std::size_t at = bytes.find("\"facility\"");
    bytes[at] ^= 1;
  });
  expect_malformed(verdict, "pack.json", "check sum");
}

TEST_F(Archive, with_any_byte_changed_is_not_verified) {
  const std::string whole =
      support::read_file(write(day_.hospital.of_decision(day_.login, day_.seal, true)));
  ASSERT_EQ(raw(whole).exit, PackExit::verified);
  EXPECT_TRUE(rc::check("any byte changed is found", [&] {
    std::string bytes = whole;
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    bytes[at] = static_cast<char>(bytes[at] ^ *rc::gen::inRange(1, 256));
    const std::string path = folder_ / "changed.zip";
    support::write_file(path, bytes);
    const PackVerdict verdict = verify_pack(path, Hospital::policy());
    RC_ASSERT(verdict.exit != PackExit::verified);
    RC_ASSERT(verdict.fault.has_value());
  }));
}

TEST_F(Archive, cut_short_or_with_a_piece_exchanged_is_not_verified) {
  const std::string whole =
      support::read_file(write(day_.hospital.of_decision(day_.login, day_.seal, true)));
  EXPECT_TRUE(rc::check("a piece moved, removed or doubled is found", [&] {
    std::string bytes = whole;
    const auto from = *rc::gen::inRange<std::size_t>(0, bytes.size());
    const auto length = *rc::gen::inRange<std::size_t>(1, 2000);
    const std::string piece = bytes.substr(from, length);
    bytes.erase(from, length);
    if (*rc::gen::arbitrary<bool>()) {
      bytes.insert(*rc::gen::inRange<std::size_t>(0, bytes.size()), piece);
    }
    RC_PRE(bytes != whole);
    const std::string path = folder_ / "changed.zip";
    support::write_file(path, bytes);
    RC_ASSERT(verify_pack(path, Hospital::policy()).exit != PackExit::verified);
  }));
}

// What the check sums of the ZIP would catch is mended, so that the steps behind them are reached.
TEST_F(Archive, with_any_byte_of_any_file_changed_and_sums_mended_is_not_verified) {
  const RawFiles whole = files_in(write(day_.hospital.of_decision(day_.login, day_.seal, true)));
  EXPECT_TRUE(rc::check("any byte of a file changed is found", [&] {
    RawFiles changed = whole;
    auto& [name, bytes] = changed[*rc::gen::inRange<std::size_t>(0, changed.size())];
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    bytes[at] = static_cast<char>(bytes[at] ^ *rc::gen::inRange(1, 256));
    if (name != "SHA256SUMS") sum_again(changed);
    const std::string path = folder_ / "changed.zip";
    support::write_file(path, raw_zip(changed));
    RC_ASSERT(verify_pack(path, Hospital::policy()).exit != PackExit::verified);
  }));
}

}  // namespace
}  // namespace zonefactor::evidence
