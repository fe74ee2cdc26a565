#include "adapters/modbus/modbus_link.h"

#include <fmt/format.h>
#include <modbus/modbus.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

namespace zonefactor::modbus {

struct ModbusLink::Context {
  // libmodbus never connects by itself here, so the address it asks for does not matter.
  Context() : modbus(modbus_new_tcp("127.0.0.1", MODBUS_TCP_DEFAULT_PORT)) {
    if (modbus == nullptr) throw std::bad_alloc();
  }
  ~Context() { modbus_free(modbus); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  modbus_t* modbus;
};

ModbusLink::ModbusLink(int socket, std::uint8_t unit, std::chrono::milliseconds response_timeout)
    : context_(std::make_unique<Context>()), socket_(socket) {
  modbus_t* const modbus = context_->modbus;
  modbus_set_socket(modbus, socket);
  modbus_set_slave(modbus, unit);
  modbus_set_error_recovery(modbus, MODBUS_ERROR_RECOVERY_NONE);
  const auto us = std::chrono::microseconds(response_timeout).count();
  modbus_set_response_timeout(modbus, static_cast<std::uint32_t>(us / 1'000'000),
                              static_cast<std::uint32_t>(us % 1'000'000));
  // Without a byte timeout the response timeout bounds the whole answer, also one sent drop by
  // drop.
  modbus_set_byte_timeout(modbus, 0, 0);
}

ModbusLink::~ModbusLink() {
  close(socket_);
}

Exchange ModbusLink::read_inputs(std::uint16_t address, std::span<std::uint16_t> words) {
  const int got = modbus_read_input_registers(context_->modbus, address,
                                              static_cast<int>(words.size()), words.data());
  return judge(got, words.size(), "reading input registers", address);
}

Exchange ModbusLink::read_holding(std::uint16_t address, std::span<std::uint16_t> words) {
  const int got = modbus_read_registers(context_->modbus, address, static_cast<int>(words.size()),
                                        words.data());
  return judge(got, words.size(), "reading holding registers", address);
}

Exchange ModbusLink::write_holding(std::uint16_t address, std::span<const std::uint16_t> words) {
  const int got = modbus_write_registers(context_->modbus, address, static_cast<int>(words.size()),
                                         words.data());
  return judge(got, words.size(), "writing holding registers", address);
}

void ModbusLink::interrupt() {
  shutdown(socket_, SHUT_RDWR);
}

Exchange ModbusLink::judge(int result, std::size_t expected, const char* what,
                           std::uint16_t address) {
  if (result >= 0 && static_cast<std::size_t>(result) == expected) return Exchange::good;
  const int error = result < 0 ? errno : EMBBADDATA;
  why_ = fmt::format("{} from address {}: {}", what, address, modbus_strerror(error));
  if (error == EMBXACK || error == EMBXSBUSY) return Exchange::busy;
  if (error == EMBXILFUN || error == EMBXILADD || error == EMBXILVAL) return Exchange::refused;
  return Exchange::broken;
}

}  // namespace zonefactor::modbus
