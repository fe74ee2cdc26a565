// Whatever somebody does to a pack is found, and named: to its entries, its checkpoints, its sealed
// state, its names, its reports, also by whoever holds the log's key.
#include <gtest/gtest.h>

#include <functional>

#include "service/journal/entry_codec.h"
#include "service/journal/state_codec.h"
#include "service/verify/derived_output.h"
#include "tests/unit/verify/bench.h"

namespace zonefactor::evidence {
namespace {

constexpr const char* kEnd = "logs/2026/end.checkpoint";
constexpr const char* kEntries = "logs/2026/entries";

class Tampering : public PackBench {
 protected:
  Evidence decision(bool named = false) const {
    return day_.hospital.of_decision(day_.login, day_.seal, named);
  }
  std::size_t at(const Evidence& evidence, core::EntryRef ref) const {
    return static_cast<std::size_t>(ref.index - evidence.contents.segments[0].begin);
  }
  // The pack of the whole log, with its entries changed by somebody who signs again.
  PackVerdict forged(const std::function<void(std::vector<std::string>&)>& change,
                     const Signers& signers, core::EntryRef decision) {
    Evidence evidence = day_.hospital.of_decision(decision, {});
    change(evidence.logs[0].entries);
    Hospital::sign_again(evidence, signers);
    return verdict(evidence);
  }
  // One file of the written pack changed, and the sums made to fit.
  PackVerdict with(const Evidence& evidence, const char* file,
                   const std::function<void(std::string&)>& change) {
    RawFiles files = files_in(write(evidence));
    change(file_of(files, file));
    sum_again(files);
    return verdict(files);
  }

  Day day_;
};

void expect_tree_fault(const PackVerdict& verdict, const std::string& said) {
  expect_fault(verdict, PackExit::failed, PackStep::tree, kEnd, said);
}

TEST_F(Tampering, an_altered_entry_is_found) {
  for (std::size_t i = 0; i < decision().logs[0].entries.size(); ++i) {
    Evidence evidence = decision();
    std::string& entry = evidence.logs[0].entries[i];
    auto decoded = journal::decode(entry);
    ASSERT_TRUE(decoded);
    // A microsecond later than it was.
    entry = journal::encode(decoded->fact, decoded->recorded_at + core::Duration(1));
    expect_tree_fault(verdict(evidence), "do not give its root");
  }
}

TEST_F(Tampering, a_removed_entry_is_found_wherever_it_was) {
  for (std::size_t i = 0; i < decision().logs[0].entries.size(); ++i) {
    Evidence evidence = decision();
    auto& entries = evidence.logs[0].entries;
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
    --evidence.contents.segments[0].end;
    const bool without_seal = i == at(evidence, day_.seal);
    if (without_seal) continue;  // its words could not even be written
    evidence.contents.decision = day_.login;
    if (i <= at(evidence, day_.login)) --evidence.contents.decision->index;
    if (i < at(evidence, day_.seal)) --evidence.contents.seal->index;
    if (i == at(evidence, day_.login)) continue;
    expect_tree_fault(verdict(evidence), "is of size");
  }
}

TEST_F(Tampering, an_inserted_entry_is_found) {
  Evidence evidence = decision();
  auto& entries = evidence.logs[0].entries;
  entries.push_back(entries.back());
  ++evidence.contents.segments[0].end;
  expect_tree_fault(verdict(evidence), "is of size");
}

TEST_F(Tampering, entries_in_another_order_are_found) {
  Evidence evidence = decision();
  auto& entries = evidence.logs[0].entries;
  std::swap(entries[at(evidence, day_.left)], entries[at(evidence, day_.started)]);
  expect_tree_fault(verdict(evidence), "do not give its root");
}

TEST_F(Tampering, a_log_cut_short_is_found) {
  Evidence evidence = decision();
  evidence.logs[0].entries.pop_back();
  --evidence.contents.segments[0].end;
  expect_tree_fault(verdict(evidence), "is of size");
}

TEST_F(Tampering, entries_cut_short_in_the_file_are_malformed) {
  for (const std::size_t bytes : {std::size_t{1}, std::size_t{700}}) {
    const PackVerdict verdict = with(decision(), kEntries, [&](std::string& entries) {
      entries.resize(entries.size() - bytes);
    });
    expect_fault(verdict, PackExit::malformed, PackStep::archive, kEntries, "ends");
  }
  const PackVerdict more =
      with(decision(), kEntries, [](std::string& entries) { entries += std::string(2, '\0'); });
  expect_fault(more, PackExit::malformed, PackStep::archive, kEntries, "goes on behind entry");
}

TEST_F(Tampering, a_range_of_other_leaves_is_found) {
  Evidence evidence = decision();
  evidence.logs[0].start_range[0][5] ^= 1;
  expect_fault(verdict(evidence), PackExit::failed, PackStep::tree, "logs/2026/start.checkpoint",
               "start.range do not give its root");
  evidence.logs[0].start_checkpoint.clear();
  expect_tree_fault(verdict(evidence), "do not give its root");
  evidence = decision();
  evidence.logs[0].start_range.pop_back();
  expect_fault(verdict(evidence), PackExit::malformed, PackStep::archive, "logs/2026/start.range",
               "one hash for each bit");
}

TEST_F(Tampering, a_swapped_origin_is_found) {
  Evidence evidence = decision();
  std::string& note = evidence.logs[0].end_checkpoint;
  note.replace(note.find("chuo"), 4, "kita");
  expect_tree_fault(verdict(evidence), "zonefactor/kita/2026");
  evidence = decision();
  evidence.logs[0].end_checkpoint = Hospital::checkpoint(2027, evidence.logs[0].entries);
  expect_tree_fault(verdict(evidence), "zonefactor/chuo/2027");
  evidence = decision();
  evidence.contents.facility = "kita";
  expect_tree_fault(verdict(evidence), "is of the log zonefactor/chuo/2026");
}

TEST_F(Tampering, a_stripped_log_signature_is_found_though_the_witness_signed) {
  Evidence evidence = day_.hospital.of_decision(day_.login, {});
  evidence.logs[0].end_checkpoint =
      Hospital::checkpoint(2026, evidence.logs[0].entries, {false, true});
  expect_fault(verdict(evidence), PackExit::untrusted, PackStep::trust, kEnd, "has not signed it");
}

TEST_F(Tampering, a_stripped_cosignature_is_found_where_the_policy_asks_for_it) {
  Evidence evidence = day_.hospital.of_decision(day_.login, {});
  evidence.logs[0].end_checkpoint =
      Hospital::checkpoint(2026, evidence.logs[0].entries, {true, false});
  const std::string path = write(evidence);
  expect_fault(verify_pack(path, Hospital::policy()), PackExit::untrusted, PackStep::trust, kEnd,
               "quorum auditor");
  EXPECT_EQ(verify_pack(path, Hospital::policy(false)).exit, PackExit::verified);
}

TEST_F(Tampering, a_broken_signature_is_found) {
  Evidence evidence = decision();
  std::string& note = evidence.logs[0].end_checkpoint;
  const std::size_t last = note.find('\n', note.find("\n\n") + 2) - 6;  // within the log's line
  note[last] = note[last] == 'A' ? 'B' : 'A';
  expect_fault(verdict(evidence), PackExit::failed, PackStep::trust, kEnd, "does not verify");
  evidence = decision();
  std::string& cosigned = evidence.logs[0].end_checkpoint;
  const std::size_t within = cosigned.size() - 8;
  cosigned[within] = cosigned[within] == 'A' ? 'B' : 'A';
  expect_fault(verdict(evidence), PackExit::failed, PackStep::trust, kEnd,
               "witness auditor does not verify");
}

TEST_F(Tampering, an_unknown_log_is_said_to_be_one) {
  journal::LogPolicy policy = Hospital::policy();
  policy.logs.erase(policy.logs.begin());
  expect_fault(verify_pack(write(decision()), policy), PackExit::untrusted, PackStep::trust,
               "logs/2026/start.checkpoint", "knows no log");
}

TEST_F(Tampering, an_older_checkpoint_put_in_is_found) {
  Evidence evidence = day_.hospital.of_decision(day_.login, {});
  std::vector<std::string> entries = evidence.logs[0].entries;
  entries.resize(day_.left.index);
  evidence.logs[0].end_checkpoint = Hospital::checkpoint(2026, entries);
  expect_tree_fault(verdict(evidence), "is of size");
  // And at the beginning.
  evidence = decision();
  entries.resize(evidence.contents.segments[0].begin - 1);
  evidence.logs[0].start_checkpoint = Hospital::checkpoint(2026, entries);
  expect_fault(verdict(evidence), PackExit::failed, PackStep::tree, "logs/2026/start.checkpoint",
               "is of size");
}

// What an auditor took away earlier: the checkpoint of the log's first entries.
TEST_F(Tampering, V3_a_pack_that_does_not_go_on_from_what_was_held_is_found) {
  const std::vector<std::string> all = day_.hospital.of_decision(day_.login, {}).logs[0].entries;
  const std::string path = write(decision());
  const std::uint64_t begin = decision().contents.segments[0].begin;
  const auto go_on_from = [&](std::vector<std::string> entries, std::int32_t year = 2026) {
    const auto note = journal::parse_note(Hospital::checkpoint(year, entries));
    return verify_pack(path, Hospital::policy(), {},
                       {journal::parse_checkpoint(note.value().text).value()});
  };
  for (std::uint64_t size = begin; size <= all.size(); ++size) {
    EXPECT_EQ(go_on_from({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size)}).exit,
              PackExit::verified)
        << size;
  }
  std::vector<std::string> other(all.begin(), all.end() - 1);
  std::swap(other[begin], other[begin + 1]);
  expect_fault(go_on_from(other), PackExit::failed, PackStep::succession, kEnd,
               "does not begin with the " + std::to_string(other.size()));
  std::vector<std::string> more = all;
  more.push_back(all.back());
  expect_fault(go_on_from(more), PackExit::failed, PackStep::succession, kEnd, "fewer than");
  const std::vector<std::string> few(all.begin(),
                                     all.begin() + static_cast<std::ptrdiff_t>(begin) - 1);
  expect_fault(go_on_from(few), PackExit::malformed, PackStep::succession, "pack.json",
               "begins at entry " + std::to_string(begin));
  expect_fault(go_on_from(all, 2025), PackExit::malformed, PackStep::succession, "pack.json",
               "holds nothing of zonefactor/chuo/2025");
}

// Tanaka left at noon; without that her login of half past twelve would have counted.
TEST_F(Tampering, V4_an_exit_left_out_of_a_forged_pack_is_found) {
  const auto leave_out = [&](std::vector<std::string>& entries) {
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(day_.left.index));
  };
  core::EntryRef refused = day_.refused;
  --refused.index;
  // By somebody without the log's key: the pack fits, but nobody known signed it.
  expect_fault(forged(leave_out, {true, true, 2}, refused), PackExit::untrusted, PackStep::trust,
               kEnd, "has not signed it");
  // By whoever holds it, and even the witness: the answer is not what the rules give.
  const PackVerdict verdict = forged(leave_out, {true, true, 1}, refused);
  expect_fault(verdict, PackExit::failed, PackStep::derivation, kEntries,
               "is not what the rules give", refused);
  EXPECT_NE(verdict.fault->what.find("\"class\":\"zone_equivalent\""), std::string::npos);
}

TEST_F(Tampering, V4_an_answer_turned_by_the_holder_of_the_key_is_found) {
  const auto turn = [&](std::vector<std::string>& entries) {
    std::string& bytes = entries[day_.refused.index];
    auto decoded = journal::decode(bytes);
    std::get<core::LoginDecided>(decoded->fact).decision.outcome = core::Outcome::allow;
    bytes = journal::encode(decoded->fact, decoded->recorded_at);
  };
  expect_fault(forged(turn, {}, day_.refused), PackExit::failed, PackStep::derivation, kEntries,
               "is not what the rules give", day_.refused);
}

// From the facility's first entry on a door event's place in time is derived; the seal of a day
// does not hold the device times that it would be derived from.
TEST_F(Tampering, V4_a_door_event_moved_in_time_by_the_holder_of_the_key_is_found) {
  const auto move = [&](std::vector<std::string>& entries) {
    std::string& bytes = entries[day_.left.index];
    auto decoded = journal::decode(bytes);
    std::get<core::DoorEvent>(decoded->fact).happened -= std::chrono::seconds(1);
    bytes = journal::encode(decoded->fact, decoded->recorded_at);
  };
  expect_fault(forged(move, {}, day_.login), PackExit::failed, PackStep::derivation, kEntries,
               "is not what the rules give", day_.left);
  Evidence sealed = day_.hospital.of_decision(day_.login, {});
  sealed.contents.seal = day_.seal;
  sealed.state = decision().state;
  move(sealed.logs[0].entries);
  Hospital::sign_again(sealed, {});
  RawFiles files = files_in(write(sealed));
  EXPECT_EQ(verdict(files).exit, PackExit::verified);
  EXPECT_NE(file_of(files, "README.txt").find("door events were placed in time"),
            std::string::npos);
}

TEST_F(Tampering, a_forged_log_without_the_witness_is_not_trusted) {
  const auto change = [&](std::vector<std::string>& entries) { entries.pop_back(); };
  expect_fault(forged(change, {true, false, 1}, day_.login), PackExit::untrusted, PackStep::trust,
               kEnd, "quorum");
}

TEST_F(Tampering, time_that_goes_back_and_bytes_that_are_no_entry_are_found) {
  const auto earlier = [&](std::vector<std::string>& entries) {
    auto decoded = journal::decode(entries.back());
    entries.back() = journal::encode(decoded->fact, decoded->recorded_at - std::chrono::hours(24));
  };
  expect_fault(forged(earlier, {}, day_.login), PackExit::failed, PackStep::derivation, kEntries,
               "older than the entry before it", day_.started);
  RawFiles files = files_in(write(day_.hospital.of_decision(day_.login, {})));
  Evidence evidence = day_.hospital.of_decision(day_.login, {});
  evidence.logs[0].entries.back() = "{}";
  Hospital::sign_again(evidence, {});
  file_of(files, kEnd) = evidence.logs[0].end_checkpoint;
  std::string& entries = file_of(files, kEntries);
  entries.clear();
  for (const std::string& entry : evidence.logs[0].entries) entries += framed_entry(entry);
  expect_fault(verdict(files), PackExit::failed, PackStep::derivation, kEntries, "cannot be read",
               day_.started);
}

TEST_F(Tampering, V6_another_sealed_state_is_found) {
  Evidence evidence = decision();
  evidence.state = day_.hospital.of_decision(day_.refused, day_.later_seal).state;
  expect_fault(verdict(evidence), PackExit::failed, PackStep::derivation, "state",
               "is not the state that the entry seals", day_.seal);
  // One in which Tanaka's card is nobody's.
  auto sealed = journal::decode_state(decision().state);
  ASSERT_TRUE(sealed);
  sealed->in_force.pop_back();
  evidence.state = journal::encode_state(*sealed);
  expect_fault(verdict(evidence), PackExit::failed, PackStep::derivation, "state",
               "is not the state that the entry seals", day_.seal);
}

// A stranger's state is held against the seal before it is taken apart.
TEST_F(Tampering, V6_a_state_that_is_none_is_found_by_its_size_or_sum_alone) {
  for (const char* bytes : {"no state at all", ""}) {
    expect_fault(with(decision(), "state", [&](std::string& state) { state = bytes; }),
                 PackExit::failed, PackStep::derivation, "state",
                 "is not the state that the entry seals", day_.seal);
  }
  expect_fault(
      with(decision(), "state", [](std::string& state) { state[state.size() / 2] = '\0'; }),
      PackExit::failed, PackStep::derivation, "state", "is not the state that the entry seals",
      day_.seal);
}

TEST_F(Tampering, a_seal_that_is_none_is_found) {
  Evidence evidence = decision();
  --evidence.contents.seal->index;
  expect_fault(verdict(evidence), PackExit::failed, PackStep::derivation, kEntries,
               "seals no state");
}

TEST_F(Tampering, V6_a_pack_that_begins_after_what_its_decision_rests_on_is_found) {
  const auto login = day_.hospital.logs_in("tanaka", "2026-11-22T18:30:00+09:00");
  EXPECT_NE(day_.hospital.decision(login).class_, core::Class::zone_equivalent);
  Day again;
  again.hospital.comes_in("04D4E5F6", "2026-11-22T19:00:00+09:00");
  const auto late_seal = again.hospital.seals("2026-11-22T19:01:00+09:00");
  const auto suzuki = again.hospital.logs_in("suzuki", "2026-11-22T19:02:00+09:00");
  ASSERT_EQ(again.hospital.decision(suzuki).class_, core::Class::zone_equivalent);
  expect_fault(verdict(again.hospital.of_decision(suzuki, late_seal)), PackExit::failed,
               PackStep::completeness, "pack.json", "rests on this entry");
  // A card reported lost since is no change of configuration, and older than no seal here.
  EXPECT_EQ(verdict(again.hospital.of_decision(suzuki, again.seal)).exit, PackExit::verified);
}

// Nothing was tampered with; but the state that was sealed knows no way back.
TEST_F(Tampering, V6_news_from_before_the_seal_asks_for_an_earlier_one) {
  Hospital hospital;
  const auto first_seal = hospital.seals("2026-11-22T08:00:00+09:00");
  hospital.loses_card("card-of-p-1043", "2026-11-22T08:59:30+09:00");
  const auto second_seal = hospital.seals("2026-11-22T09:00:00+09:00");
  const auto told =
      hospital.came_in("04A1B2C3", "2026-11-22T08:59:00+09:00", "2026-11-22T09:01:00+09:00");
  const auto login = hospital.logs_in("tanaka", "2026-11-22T09:02:00+09:00");
  expect_fault(verdict(hospital.of_decision(login, second_seal)), PackExit::failed,
               PackStep::derivation, kEntries, "the pack begins too late", told);
  EXPECT_EQ(verdict(hospital.of_decision(login, first_seal)).exit, PackExit::verified);
}

TEST_F(Tampering, a_period_that_begins_before_the_seal_is_found) {
  const Evidence evidence =
      day_.hospital.of_period("2026-11-22T07:00:00+09:00", "2026-11-22T17:00:00+09:00", day_.seal);
  expect_fault(verdict(evidence), PackExit::failed, PackStep::completeness, "pack.json",
               "begins too late", day_.seal);
  const Evidence future =
      day_.hospital.of_period("2026-12-01T00:00:00+09:00", "2027-01-01T00:00:00+09:00", day_.seal);
  expect_fault(verdict(future), PackExit::failed, PackStep::completeness, "pack.json",
               "ends too early");
}

TEST_F(Tampering, a_log_that_does_not_go_on_where_the_other_was_closed_is_found) {
  const auto spoilt = [](const Hospital::Change& change) {
    Day day;
    day.hospital.turns_year("2027-04-01T00:00:00+09:00", change);
    return day.hospital.of_decision(day.login, day.seal);
  };
  const auto older = [](const std::string&) { return Hospital::checkpoint(2026, {"{}"}); };
  expect_fault(verdict(spoilt(older)), PackExit::failed, PackStep::succession, "logs/2027/entries",
               "does not carry the checkpoint", core::EntryRef{2027, 0});
  const auto unsigned_by_log = [](std::string note) {
    return note.replace(note.find("\xE2\x80\x94 zonefactor/chuo"), 19,
                        "\xE2\x80\x94 zonefactor/kita");
  };
  expect_fault(verdict(spoilt(unsigned_by_log)), PackExit::failed, PackStep::succession,
               "logs/2027/entries", "is not signed by the log before");
  Evidence unclosed = spoilt({});
  unclosed.logs[0].entries.pop_back();
  --unclosed.contents.segments[0].end;
  std::vector<std::string> whole = day_.hospital.of_decision(day_.login, {}).logs[0].entries;
  unclosed.logs[0].end_checkpoint = Hospital::checkpoint(2026, whole);
  expect_fault(verdict(unclosed), PackExit::failed, PackStep::succession, kEntries,
               "does not close the log for 2027");
}

TEST_F(Tampering, a_later_log_without_the_state_it_goes_on_from_is_found) {
  day_.hospital.turns_year("2027-04-01T00:00:00+09:00");
  const auto login = day_.hospital.logs_in("tanaka", "2027-04-01T09:00:20+09:00");
  Evidence evidence = day_.hospital.of_decision(login, {});
  evidence.contents.segments.erase(evidence.contents.segments.begin());
  evidence.logs.erase(evidence.logs.begin());
  expect_fault(verdict(evidence), PackExit::failed, PackStep::succession, "logs/2027/entries",
               "names no seal", core::EntryRef{2027, 0});
}

TEST_F(Tampering, a_log_that_is_opened_or_closed_within_is_found) {
  const auto with_last_but_one = [&](const core::Fact& fact) {
    return forged(
        [&](std::vector<std::string>& entries) {
          std::string& bytes = entries[entries.size() - 2];
          bytes = journal::encode(fact, journal::decode(bytes)->recorded_at);
        },
        {}, day_.login);
  };
  expect_fault(with_last_but_one(core::LogClosed{2027}), PackExit::failed, PackStep::succession,
               kEntries, "which yet goes on", day_.refused);
  expect_fault(with_last_but_one(core::LogOpened{"zonefactor/chuo/2026", false}), PackExit::failed,
               PackStep::succession, kEntries, "opens the log within it", day_.refused);
  const auto unopened = [](std::vector<std::string>& entries) { entries.erase(entries.begin()); };
  core::EntryRef login = day_.login;
  --login.index;
  expect_fault(forged(unopened, {}, login), PackExit::failed, PackStep::succession, kEntries,
               "does not open the log", core::EntryRef{2026, 0});
}

TEST_F(Tampering, V7_a_name_exchanged_with_another_is_found) {
  for (const bool with_keys : {false, true}) {
    Evidence evidence = decision(true);
    NameOpening& one = evidence.names[0];
    NameOpening& other = evidence.names[4];
    ASSERT_NE(one.plain, other.plain);
    std::swap(one.plain, other.plain);
    if (with_keys) std::swap(one.key, other.key);
    expect_fault(verdict(evidence), PackExit::failed, PackStep::names, "names.jsonl",
                 "is not what the log commits to", one.entry);
  }
}

TEST_F(Tampering, V7_a_name_that_the_log_does_not_hold_is_found) {
  Evidence evidence = decision(true);
  NameOpening& row = evidence.names[0];
  row.plain = "p-9999";
  auto bound = journal::decode(row.body);
  std::get<core::NameBound>(bound->fact).commitment = journal::hex(journal::hmac_sha256(
      row.key, "zonefactor-name/1\n" + row.kind + "\n" + row.handle + "\n" + row.plain));
  row.body = journal::encode(bound->fact, bound->recorded_at);
  expect_fault(verdict(evidence), PackExit::failed, PackStep::names, "names.jsonl",
               "does not hold this entry", row.entry);
  evidence = decision(true);
  evidence.names[0].proof.pop_back();
  expect_fault(verdict(evidence), PackExit::failed, PackStep::names, "names.jsonl",
               "does not hold this entry");
}

TEST_F(Tampering, V7_rows_out_of_order_or_told_twice_are_refused) {
  const auto with_rows = [&](const std::function<void(std::vector<NameOpening>&)>& change) {
    Evidence evidence = decision(true);
    RawFiles files = files_in(write(evidence));
    change(evidence.names);
    std::string& rows = file_of(files, "names.jsonl");
    rows.clear();
    for (const NameOpening& row : evidence.names) rows += row.text() + "\n";
    return verdict(files);
  };
  expect_fault(with_rows([](auto& rows) { std::swap(rows[0], rows[1]); }), PackExit::malformed,
               PackStep::archive, "names.jsonl", "do not ascend");
  const auto twice = [](auto& rows) {
    rows.push_back(rows[0]);
    ++rows.back().entry.year;
  };
  expect_fault(with_rows(twice), PackExit::malformed, PackStep::archive, "names.jsonl", "twice");
  const auto of_another_log = [](auto& rows) { ++rows.back().entry.year; };
  expect_fault(with_rows(of_another_log), PackExit::failed, PackStep::names, "names.jsonl",
               "no checkpoint of its log");
}

TEST_F(Tampering, an_altered_report_or_table_is_found_also_with_fitting_sums) {
  for (const char* file : {"README.txt", "report.ja.html", "report.en.html", "decisions.csv",
                           "events.csv", "findings.csv", "entries.jsonl"}) {
    const auto alter = [](std::string& bytes) { bytes[bytes.size() / 2] ^= 1; };
    expect_fault(with(decision(), file, alter), PackExit::failed, PackStep::derived, file,
                 "does not say what the entries say");
    const auto longer = [](std::string& bytes) { bytes += "more\n"; };
    expect_fault(with(decision(), file, longer), PackExit::failed, PackStep::derived, file,
                 "does not say what the entries say");
    const auto shorter = [](std::string& bytes) { bytes.pop_back(); };
    expect_fault(with(decision(), file, shorter), PackExit::failed, PackStep::derived, file,
                 "does not say what the entries say");
  }
  RawFiles files = files_in(write(decision()));
  file_of(files, "SHA256SUMS")[3] ^= 1;
  expect_fault(verdict(files), PackExit::failed, PackStep::derived, "SHA256SUMS", "from byte 3");
}

class OfAnotherVersion : public Tampering {
 protected:
  OfAnotherVersion() { evidence_.contents.program = "0.0.9"; }
  // As whoever reads what `write_derived` makes, and not what is in the pack.
  PackVerdict made_anew(const RawFiles& files) {
    return verify_pack(write(raw_zip(files)), Hospital::policy(), {}, {{}, true});
  }

  Evidence evidence_ = decision();
};

TEST_F(OfAnotherVersion, a_pack_is_verified_where_its_files_are_as_this_one_makes_them) {
  const PackVerdict same = verdict(evidence_);
  ASSERT_EQ(same.exit, PackExit::verified) << same;
  EXPECT_TRUE(same.unproven.empty());
}

// A later version lays a report out otherwise. Nobody signs which version it was.
TEST_F(OfAnotherVersion, a_report_laid_out_otherwise_fails_and_is_verified_where_it_is_made_anew) {
  RawFiles files = files_in(write(evidence_));
  std::string& report = file_of(files, "report.ja.html");
  report[report.size() / 2] ^= 1;
  file_of(files, "events.csv") += "more\n";
  expect_fault(verdict(files), PackExit::failed, PackStep::derived, "SHA256SUMS", "the sum that");
  sum_again(files);
  const PackVerdict refused = verdict(files);
  expect_fault(refused, PackExit::failed, PackStep::derived, "report.ja.html",
               "was made by version 0.0.9");
  EXPECT_NE(refused.fault->what.find("events.csv"), std::string::npos) << refused;
  EXPECT_NE(refused.fault->remedy.find("--reports"), std::string::npos) << refused;
  const PackVerdict anew = made_anew(files);
  ASSERT_EQ(anew.exit, PackExit::verified) << anew;
  EXPECT_EQ(anew.unproven, (std::vector<std::string>{"report.ja.html", "events.csv"}));
}

TEST_F(OfAnotherVersion, the_table_of_entries_has_one_form_and_nothing_excuses_another) {
  RawFiles files = files_in(write(evidence_));
  std::string& entries = file_of(files, "entries.jsonl");
  entries[entries.size() / 2] ^= 1;
  sum_again(files);
  for (const PackVerdict& verdict : {verdict(files), made_anew(files)}) {
    expect_fault(verdict, PackExit::failed, PackStep::derived, "entries.jsonl",
                 "does not say what the entries say");
  }
}

TEST_F(OfAnotherVersion, made_anew_or_not_a_report_of_this_version_is_as_it_makes_it) {
  RawFiles files = files_in(write(decision()));
  file_of(files, "report.en.html") += "more\n";
  sum_again(files);
  expect_fault(made_anew(files), PackExit::failed, PackStep::derived, "report.en.html",
               "does not say what the entries say");
}

TEST_F(Tampering, reports_written_out_are_those_of_the_entries) {
  RawFiles files = files_in(write(decision()));
  const std::string report = file_of(files, "report.ja.html");
  file_of(files, "report.ja.html") += "more\n";
  const std::string directory = folder_ / "reports";
  write_derived(write(raw_zip(files)), decision().contents, directory);
  EXPECT_EQ(support::read_file(directory + "/report.ja.html"), report);
  EXPECT_EQ(support::read_file(directory + "/entries.jsonl"), file_of(files, "entries.jsonl"));
  EXPECT_THROW(write_derived(write(decision()), decision().contents, directory),
               std::runtime_error);
}

TEST_F(Tampering, a_stamp_of_other_bytes_is_found) {
  Evidence evidence = decision();
  evidence.logs[0].end_tsr = "a token";
  evidence.logs[0].end_stamped = evidence.logs[0].end_checkpoint;
  const PackVerdict stamped = verdict(evidence);
  ASSERT_EQ(stamped.exit, PackExit::verified) << stamped;
  EXPECT_TRUE(stamped.segments[0].stamped);
  evidence.logs[0].end_stamped = evidence.logs[0].start_checkpoint;
  expect_fault(verdict(evidence), PackExit::failed, PackStep::tree, "logs/2026/end.stamped",
               "is of size");
}

TEST_F(Tampering, other_words_about_the_pack_are_found) {
  const auto with_contents = [&](const std::function<void(PackContents&)>& change) {
    Evidence evidence = decision();
    RawFiles files = files_in(write(evidence));
    change(evidence.contents);
    file_of(files, "pack.json") = evidence.contents.text();
    sum_again(files);
    return verdict(files);
  };
  expect_fault(with_contents([](auto& it) { it.purpose = core::ExportPurpose::audit; }),
               PackExit::failed, PackStep::derived, "report.ja.html", "does not say");
  expect_fault(with_contents([&](auto& it) { it.decision = day_.came; }), PackExit::failed,
               PackStep::completeness, kEntries, "is no decision", day_.came);
  expect_fault(with_contents([](auto& it) { it.named = true; }), PackExit::malformed,
               PackStep::archive, "names.jsonl", "is missing");
}

}  // namespace
}  // namespace zonefactor::evidence
