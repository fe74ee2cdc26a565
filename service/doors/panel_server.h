// A Modbus TCP server on 127.0.0.1 that serves one panel's registers, on a thread of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "service/doors/panel_image.h"

namespace zonefactor::doors {

class PanelServer {
 public:
  // Serves `image`, which it touches under `mutex` only, and lets its program run. Port 0 takes a
  // free one. Throws std::runtime_error where the port cannot be had.
  PanelServer(std::uint16_t port, PanelImage& image, std::mutex& mutex);
  ~PanelServer();
  PanelServer(const PanelServer&) = delete;
  PanelServer& operator=(const PanelServer&) = delete;

  std::uint16_t port() const;

 private:
  class Sockets;

  void run();

  PanelImage& image_;
  std::mutex& mutex_;
  std::unique_ptr<Sockets> sockets_;
  std::thread thread_;
};

}  // namespace zonefactor::doors
