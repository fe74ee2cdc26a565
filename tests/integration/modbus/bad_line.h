// A relay between a Modbus client and a server that treats each answer as the test says: late,
// never, halved, stale, or with a connection reset in its place.
//
// Thread rule: one thread of its own; the methods may be called from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace zonefactor::modbus {

class BadLine {
 public:
  enum class Fate {
    pass,
    late,             // after `lateness`, if anybody is still there
    never,            // the connection stays open
    halved,           // the first half, and nothing more
    stale,            // the answer before it once more, under this answer's transaction number
    reset,            // RST
    farewell,         // an orderly end
    other_device,     // the first register in it is 0
    illegal_address,  // exception 2
    busy              // exception 6
  };

  BadLine(std::uint16_t server_port, std::chrono::milliseconds lateness);
  ~BadLine();
  BadLine(const BadLine&) = delete;
  BadLine& operator=(const BadLine&) = delete;

  std::uint16_t port() const { return port_; }
  // Asked for each answer, on the line's thread.
  void set(std::function<Fate()> fate);
  // Answers that were not simply passed on.
  int spoilt() const { return spoilt_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    Clock::time_point due;
    std::vector<char> bytes;
  };
  struct Pair {
    int client = -1;
    int server = -1;
    std::vector<char> last_answer;
    std::deque<Waiting> waiting;
  };

  void run();
  int send_due();
  void accept_one();
  bool pass_request(Pair& pair);
  bool pass_answer(Pair& pair);
  bool treat(Pair& pair, std::vector<char> answer);

  const std::uint16_t server_port_;
  const std::chrono::milliseconds lateness_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  int wake_[2] = {-1, -1};
  std::mutex mutex_;
  std::function<Fate()> fate_;  // under mutex_
  std::atomic<int> spoilt_{0};
  std::vector<Pair> pairs_;
  std::thread thread_;
};

}  // namespace zonefactor::modbus
