// The storage limit: one connection inserting rows in batches, binary arrays through unnest, each
// batch durable before the next. No HTTP, no rules; nothing that stores the same rows can be much
// faster.
//
//   batch_insert CONNINFO BATCH BODY_BYTES SECONDS
//
// Prints one line: rows per second, then p50 and p99 of a batch in milliseconds.
#include <arpa/inet.h>
#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

constexpr int kInt8 = 20, kInt4 = 23, kBytea = 17, kText = 25;

[[noreturn]] void die(const std::string& why) {
  std::fprintf(stderr, "batch_insert: %s\n", why.c_str());
  std::exit(1);
}

void put32(std::string& out, std::uint32_t value) {
  const std::uint32_t wire = htonl(value);
  out.append(reinterpret_cast<const char*>(&wire), sizeof wire);
}

void put64(std::string& out, std::uint64_t value) {
  put32(out, static_cast<std::uint32_t>(value >> 32));
  put32(out, static_cast<std::uint32_t>(value));
}

// A one-dimensional array in PostgreSQL's binary form; `element` appends one element's bytes.
template <class Element>
std::string array(int type, int count, Element element) {
  std::string out;
  for (const std::uint32_t word : {1, 0, type, count, 1}) put32(out, word);
  for (int i = 0; i < count; ++i) {
    std::string bytes;
    element(i, bytes);
    put32(out, static_cast<std::uint32_t>(bytes.size()));
    out += bytes;
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) die("usage: batch_insert CONNINFO BATCH BODY_BYTES SECONDS");
  const int batch = std::atoi(argv[2]);
  const std::string body(std::strtoul(argv[3], nullptr, 10), 'x');
  const std::chrono::duration<double> length(std::atof(argv[4]));

  PGconn* connection = PQconnectdb(argv[1]);
  if (PQstatus(connection) != CONNECTION_OK) die(PQerrorMessage(connection));
  PGresult* last = PQexec(connection, "SELECT coalesce(max(seq), -1) FROM peer.journal");
  if (PQresultStatus(last) != PGRES_TUPLES_OK) die(PQerrorMessage(connection));
  std::uint64_t next = std::strtoull(PQgetvalue(last, 0, 0), nullptr, 10) + 1;
  PQclear(last);
  PGresult* prepared =
      PQprepare(connection, "append",
                "INSERT INTO peer.journal (seq, recorded_at, kind, leaf, body) "
                "SELECT * FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::bytea[], $5::text[])",
                0, nullptr);
  if (PQresultStatus(prepared) != PGRES_COMMAND_OK) die(PQerrorMessage(connection));
  PQclear(prepared);

  using Clock = std::chrono::steady_clock;
  std::vector<double> batches_ms;
  const Clock::time_point began = Clock::now();
  while (Clock::now() - began < length) {
    const Clock::time_point sent = Clock::now();
    const std::string columns[] = {
        array(kInt8, batch,
              [&](int i, std::string& out) { put64(out, next + static_cast<unsigned>(i)); }),
        array(kInt8, batch,
              [&](int i, std::string& out) {
                put64(out, 1'700'000'000'000'000u + next + static_cast<unsigned>(i));
              }),
        array(kInt4, batch, [&](int, std::string& out) { put32(out, 7); }),
        array(kBytea, batch,
              [&](int i, std::string& out) { out.assign(32, static_cast<char>(i)); }),
        array(kText, batch, [&](int, std::string& out) { out = body; }),
    };
    const char* values[5];
    int lengths[5], formats[5];
    for (int i = 0; i < 5; ++i) {
      values[i] = columns[i].data();
      lengths[i] = static_cast<int>(columns[i].size());
      formats[i] = 1;
    }
    PGresult* result = PQexecPrepared(connection, "append", 5, values, lengths, formats, 0);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) die(PQerrorMessage(connection));
    PQclear(result);
    next += static_cast<unsigned>(batch);
    batches_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - sent).count());
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  PQfinish(connection);
  std::sort(batches_ms.begin(), batches_ms.end());
  const auto at = [&](double part) {
    return batches_ms[static_cast<std::size_t>(part * static_cast<double>(batches_ms.size() - 1))];
  };
  std::printf("%.0f %.3f %.3f\n", static_cast<double>(batches_ms.size()) * batch / seconds, at(0.5),
              at(0.99));
}
