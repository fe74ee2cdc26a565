// A TCP relay between a client under test and its server, which can lose what passes.
//
// It shows what a network does at the worst moment: a request that never arrived, and an answer
// that never came back. Thread rule: one thread of its own; the methods may be called from any
// thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace zonefactor::support {

class TcpProxy {
 public:
  enum class Mode {
    relay,
    lose_request,  // what the client sends next is dropped, and both sides are closed
    lose_answer,   // what the server answers next is dropped, and the client's side is closed
    hang_up        // what the client sends next is relayed, then the client's side alone is closed
  };

  explicit TcpProxy(std::uint16_t server_port);
  ~TcpProxy();
  TcpProxy(const TcpProxy&) = delete;
  TcpProxy& operator=(const TcpProxy&) = delete;

  std::uint16_t port() const { return port_; }
  // In force until it has happened once; then it relays again.
  void set(Mode mode) { mode_ = mode; }
  Mode mode() const { return mode_; }

 private:
  struct Pair {
    int client;  // -1 once closed
    int server;
  };
  void run();
  void accept_one();
  void pass_request(Pair& pair);
  void pass_answer(Pair& pair);

  std::uint16_t server_port_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  int wake_[2] = {-1, -1};
  std::atomic<Mode> mode_{Mode::relay};
  std::vector<Pair> pairs_;
  std::thread thread_;
};

}  // namespace zonefactor::support
