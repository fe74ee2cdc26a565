// One connection to a Modbus server, with libmodbus kept simple: no recovery of its own, every
// answer within the response timeout, and after the first failure never used again.
//
// A late answer can therefore not be taken for the answer to a later question. One thread uses it;
// `interrupt` alone may be called from another.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>

namespace zonefactor::modbus {

// What became of a request. `busy`: the server asks for patience, the connection is sound.
// `refused`: it does not have these registers. `broken`: anything else; close the connection.
enum class Exchange : int { good, busy, refused, broken };

class ModbusLink {
 public:
  // Takes the connected socket over.
  ModbusLink(int socket, std::uint8_t unit, std::chrono::milliseconds response_timeout);
  ~ModbusLink();
  ModbusLink(const ModbusLink&) = delete;
  ModbusLink& operator=(const ModbusLink&) = delete;

  // Function codes 4, 3 and 16.
  Exchange read_inputs(std::uint16_t address, std::span<std::uint16_t> words);
  Exchange read_holding(std::uint16_t address, std::span<std::uint16_t> words);
  Exchange write_holding(std::uint16_t address, std::span<const std::uint16_t> words);

  // Of the last exchange that was not good.
  const std::string& why() const { return why_; }

  // Makes a request in flight, and every later one, fail at once.
  void interrupt();

 private:
  Exchange judge(int result, std::size_t expected, const char* what, std::uint16_t address);

  struct Context;
  std::unique_ptr<Context> context_;
  int socket_;
  std::string why_;
};

}  // namespace zonefactor::modbus
