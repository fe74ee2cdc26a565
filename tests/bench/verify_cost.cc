// What verifying a month costs (B12): a real evidence pack of a hospital's days, beside SHA-256
// over the bytes of its entries. CPU time of one thread, the three interleaved. Prints one JSON
// line per round: `sha256_us`, `log_us` (the log is whole, unaltered and signed as the policy
// asks), `pack_us` (all of `zonefactor-verify pack`: every decision derived, every table made
// again).
//
//   zonefactor-verify-cost PACK ENTRIES_PER_DAY DAYS ROUNDS      (PACK: where to write it)
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "service/journal/log_origin.h"
#include "service/journal/merkle.h"
#include "service/verify/pack_logs.h"
#include "service/verify/pack_writer.h"
#include "service/verify/zip_pack.h"
#include "tests/bench/hospital.h"

namespace zonefactor::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kPersons = 10'000;
constexpr std::int32_t kYear = 2026;
constexpr const char* kFacility = "chuo";
constexpr const char* kOpenedAt = "2026-10-31T00:00:00+09:00";
constexpr auto kSealedAt = 4h;   // of each day
constexpr auto kDayBegins = 7h;  // of work
constexpr auto kStay = 8h;

struct Month {
  std::vector<std::string> entries;
  std::optional<core::EntryRef> seal;  // the first
  std::string state;                   // that it seals
  core::Instant from{};
  core::Instant until{};
};

// From the day before on, each sealed at four; nobody works on the first.
Month work(int entries_per_day, int days) {
  Month month;
  const core::Instant opened = *core::parse_rfc3339(kOpenedAt);
  Hospital hospital(kPersons, opened, [&](auto, auto, const auto&, std::string bytes) {
    month.entries.push_back(std::move(bytes));
  });
  const int visits = entries_per_day / Hospital::kEntriesPerVisit;
  const core::Duration pace = core::Duration(24h - kDayBegins + kSealedAt) / visits;
  const int stay = static_cast<int>(core::Duration(kStay) / pace);
  for (int day = 0; day <= days; ++day) {
    const core::Instant midnight = opened + day * 24h;
    hospital.pass_to(midnight + kSealedAt);
    month.seal = month.seal.value_or(hospital.next());
    std::string state = hospital.seal();
    if (day == 0) month.state = std::move(state);
    if (day == 0) continue;
    for (int visit = 0; visit < visits; ++visit) {
      hospital.pass_to(std::max(hospital.now(), midnight + kDayBegins + visit * pace));
      hospital.take_visit((day - 1) * visits + visit, stay);
    }
  }
  month.from = opened + 24h;
  month.until = opened + (days + 1) * 24h;
  return month;
}

journal::PrivateKey log_key() {
  return journal::PrivateKey(std::array<std::uint8_t, 32>{7});
}

std::string checkpoint_of(const journal::CompactRange& range) {
  const std::string origin = journal::origin_of(kFacility, kYear);
  journal::SignedNote note;
  note.text = journal::Checkpoint{origin, range.size(), range.root()}.text();
  note.signatures.push_back(journal::sign_note(note.text, origin, log_key()));
  return note.bytes();
}

journal::LogPolicy policy() {
  const std::string key = journal::VerifierKey{journal::origin_of(kFacility, kYear),
                                               journal::KeyType::note, log_key().public_key()}
                              .text();
  return *journal::parse_policy("log " + key + "\nquorum none\n");
}

// As an auditor gets it: from the seal before the month on.
void write_pack(const Month& month, const std::string& path) {
  const std::uint64_t begin = month.seal->index;
  const std::uint64_t end = month.entries.size();
  evidence::PackSource source;
  source.contents.facility = kFacility;
  source.contents.program = "bench";
  source.contents.from = month.from;
  source.contents.until = month.until;
  source.contents.seal = month.seal;
  source.contents.segments = {{kYear, begin, end}};
  source.state = month.state;
  journal::CompactRange range;
  evidence::PackSource::Log log;
  for (std::uint64_t i = 0; i < end; ++i) {
    if (i == begin) {
      log.start_range = range.hashes();
      log.start_checkpoint = checkpoint_of(range);
    }
    range.append(journal::leaf_hash(month.entries[i]));
  }
  log.end_checkpoint = checkpoint_of(range);
  log.next = [&month, at = begin]() mutable {
    return at < month.entries.size() ? std::optional(month.entries[at++]) : std::nullopt;
  };
  source.logs.push_back(std::move(log));
  if (std::string fault = evidence::write_pack(source, path); !fault.empty())
    throw std::runtime_error(fault);
}

void verify_log(const std::string& path, const journal::LogPolicy& trusted) {
  const evidence::ZipPack files(path);
  const auto contents =
      evidence::parse_contents(files.text_of(std::string(evidence::kContentsFile), 65536));
  evidence::Presence presence;
  evidence::PackVerdict verdict;
  evidence::PackLogs logs(files, contents.value(), presence);
  logs.check_trees([](std::uint64_t) {});
  logs.check_trust(trusted, verdict);
  logs.check_succession(trusted);
}

void verify_pack(const std::string& path, const journal::LogPolicy& trusted) {
  const evidence::PackVerdict verdict = evidence::verify_pack(path, trusted);
  if (verdict.fault) throw std::runtime_error("the pack is not verified: " + verdict.fault->what);
}

// One after the other in a file; how many bytes.
std::uint64_t write_entries(const Month& month, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  std::uint64_t bytes = 0;
  for (std::uint64_t i = month.seal->index; i < month.entries.size(); ++i) {
    out << month.entries[i];
    bytes += month.entries[i].size();
  }
  out.close();
  if (!out) throw std::runtime_error(path + " cannot be written");
  return bytes;
}

// As sha256sum does.
journal::Digest hash_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string piece(64 * 1024, '\0');
  journal::Sha256 sum;
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
    sum.add(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
  return sum.finish();
}

template <class Work>
double cpu_microseconds(Work work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) * 1e6 / CLOCKS_PER_SEC;
}

void run(const std::string& path, int entries_per_day, int days, int rounds) {
  const Month month = work(entries_per_day, days);
  write_pack(month, path);
  const std::uint64_t bytes = write_entries(month, path + ".entries");
  const std::uint64_t entries = month.entries.size() - month.seal->index;
  const journal::LogPolicy trusted = policy();
  for (int round = 0; round < rounds; ++round) {
    const double sha256 = cpu_microseconds([&] { hash_file(path + ".entries"); });
    const double log = cpu_microseconds([&] { verify_log(path, trusted); });
    const double pack = cpu_microseconds([&] { verify_pack(path, trusted); });
    fmt::print(
        "{{\"entries\":{},\"bytes\":{},\"pack_bytes\":{},\"sha256_us\":{:.0f},\"log_us\":{:.0f},"
        "\"pack_us\":{:.0f}}}\n",
        entries, bytes, std::filesystem::file_size(path), sha256, log, pack);
  }
}

}  // namespace
}  // namespace zonefactor::bench

int main(int argc, char** argv) try {
  if (argc != 5) {
    fmt::print(stderr, "usage: zonefactor-verify-cost PACK ENTRIES_PER_DAY DAYS ROUNDS\n");
    return 2;
  }
  zonefactor::bench::run(argv[1], std::atoi(argv[2]), std::atoi(argv[3]), std::atoi(argv[4]));
  return 0;
} catch (const zonefactor::evidence::Refusal& refusal) {
  fmt::print(stderr, "zonefactor-verify-cost: {}\n", refusal.fault.what);
  return 1;
} catch (const std::exception& failure) {
  fmt::print(stderr, "zonefactor-verify-cost: {}\n", failure.what());
  return 1;
}
