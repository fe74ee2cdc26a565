// A real mosquitto broker of a test's own, with persistence, accounts and rules where asked for.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::support {

struct MosquittoOptions {
  // The whole configuration, where @PORT@ and @DIR@ (files: passwords, acl, data/) are filled in.
  // Empty: one listener on 127.0.0.1, persistence on, anonymous only where there are no users.
  std::string config{};
  std::map<std::string, std::string> users{};  // name, password
  std::string acl{};                           // text of the acl file; empty: none
  std::string extra{};                         // lines after the configuration
};

class MosquittoServer {
 public:
  explicit MosquittoServer(const MosquittoOptions& options = {});  // writes the files and starts it
  ~MosquittoServer();

  void start();  // returns once it accepts connections; same port and data every time
  void stop();   // orderly: persistence is written
  void kill9();
  bool running();

  std::uint16_t port() const { return port_; }
  const std::filesystem::path& directory() const { return directory_.path(); }
  std::string log() const;

 private:
  TempDir directory_;
  std::uint16_t port_;
  std::unique_ptr<Process> broker_;
};

}  // namespace zonefactor::support
