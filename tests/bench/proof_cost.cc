// What one inclusion proof costs (B12): the service's reader of the log on a real PostgreSQL
// journal, at random entries, beside one prepared look-up of a row by its primary key through the
// same library. Wall time, the two interleaved; every 64th proof is verified against the
// checkpoint. Prints one JSON line per round: medians `proof_us` and `look_up_us`; `first_us` is
// the first proof of a reader that has seen nothing yet.
//
//   zonefactor-proof-cost CONNINFO ENTRIES ROUNDS      (CONNINFO: an administrator of an empty
//   database)
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <pqxx/result>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/postgres/migrate.h"
#include "adapters/postgres/postgres_store.h"
#include "service/engine/log_reader.h"
#include "service/journal/checkpoint.h"
#include "service/journal/log_proof.h"
#include "tests/bench/filled_journal.h"
#include "tests/unit/engine/manual_loop.h"

namespace zonefactor::bench {
namespace {

constexpr int kPerRound = 2000;
constexpr int kVerifyEvery = 64;

using Clock = std::chrono::steady_clock;

template <class Work>
double microseconds(Work work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// As the service asks for proofs: from the loop, answered there by the reader's thread.
class Prover {
 public:
  Prover(engine::OpenStore open, ports::CheckpointRow published)
      : published_(std::move(published)), reader_(std::move(open), loop_) {}

  std::string proof(std::uint64_t index) {
    std::optional<engine::LogReader::Result> result;
    reader_.read(kYear, *engine::parse_log_path("proof/" + std::to_string(index)), published_,
                 [&](engine::LogReader::Result answered) { result = std::move(answered); });
    loop_.run_until([&] { return result.has_value(); });
    auto* const object = std::get_if<std::optional<ports::LogObject>>(&*result);
    if (object == nullptr || !*object) throw std::runtime_error("no proof was answered");
    return std::move((*object)->bytes);
  }

 private:
  ports::CheckpointRow published_;
  engine::ManualClock clock_{core::Instant{}};
  engine::ManualLoop loop_{clock_};
  engine::LogReader reader_;
};

// One row, one index.
class LookUp {
 public:
  explicit LookUp(const std::string& connection) : connection_(connection) {
    connection_.prepare("one",
                        "select type, leaf, body from zonefactor.journal "
                        "where facility = $1 and year = $2 and idx = $3");
  }
  void row(std::uint64_t index) {
    pqxx::nontransaction work(connection_);
    if (work.exec_prepared("one", kFacility, kYear, index).size() != 1)
      throw std::runtime_error("an entry is not there");
  }
  void vacuum() {
    pqxx::nontransaction(connection_).exec("vacuum analyze zonefactor.journal, zonefactor.tile");
  }

 private:
  pqxx::connection connection_;
};

void expect_proves(const std::string& text, std::uint64_t index, const journal::Digest& leaf,
                   const ports::CheckpointRow& checkpoint) {
  const auto proof = journal::parse_log_proof(text);
  if (!proof || proof->index != index || proof->checkpoint != checkpoint.note ||
      !journal::is_included(leaf, index, checkpoint.size, proof->hashes, checkpoint.root)) {
    throw std::runtime_error(fmt::format("the proof of entry {} proves nothing", index));
  }
}

void run(const std::string& connection, std::uint64_t entries, int rounds) {
  postgres::migrate({connection});
  const auto open = [&] {
    return std::make_unique<postgres::PostgresStore>(
        postgres::StoreOptions{connection + " user=zonefactor_service", {}, kFacility});
  };
  const auto store = open();
  const ports::CheckpointRow checkpoint = fill_journal(*store, entries);
  LookUp look_up(connection);
  look_up.vacuum();
  Prover prover(open, checkpoint);
  std::mt19937_64 chance(1);
  std::uniform_int_distribution<std::uint64_t> any(0, entries - 1);
  look_up.row(any(chance));
  const double first = microseconds([&] { prover.proof(any(chance)); });
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> proofs;
    std::vector<double> look_ups;
    for (int i = 0; i < kPerRound; ++i) {
      const std::uint64_t index = any(chance);
      std::string proof;
      proofs.push_back(microseconds([&] { proof = prover.proof(index); }));
      look_ups.push_back(microseconds([&] { look_up.row(any(chance)); }));
      if (i % kVerifyEvery == 0)
        expect_proves(proof, index, store->leaves({kYear, index}, 1).at(0), checkpoint);
    }
    fmt::print("{{\"entries\":{},\"proof_us\":{:.1f},\"look_up_us\":{:.1f},\"first_us\":{:.0f}}}\n",
               entries, median(proofs), median(look_ups), first);
  }
}

}  // namespace
}  // namespace zonefactor::bench

int main(int argc, char** argv) try {
  if (argc != 4) {
    fmt::print(stderr, "usage: zonefactor-proof-cost CONNINFO ENTRIES ROUNDS\n");
    return 2;
  }
  zonefactor::bench::run(argv[1], std::strtoull(argv[2], nullptr, 10), std::atoi(argv[3]));
  return 0;
} catch (const std::exception& failure) {
  fmt::print(stderr, "zonefactor-proof-cost: {}\n", failure.what());
  return 1;
}
