#include "tests/integration/http/running_server.h"

#include <fmt/format.h>

#include <stdexcept>

namespace zonefactor::http {

RunningServer::RunningServer(ServerOptions options, Handler handler, BodyRule rule)
    : server_(loop_, std::move(options),
              handler ? std::move(handler) : Handler([this](const Request& request, Reply reply) {
                handle(request, std::move(reply));
              }),
              rule ? std::move(rule) : BodyRule([](const Request& head) -> BodyAllowance {
                if (head.target == "/closed")
                  return Response{401, "application/json", {}, "\"who?\""};
                return head.target == "/big" ? kEventsBodyLimit : kBodyLimit;
              })) {
  if (const auto fault = server_.start()) throw std::runtime_error(*fault);
  thread_ = std::thread([this] { loop_.run(); });
}

RunningServer::~RunningServer() {
  loop_.stop();
  thread_.join();
}

ServerOptions RunningServer::one_plain() {
  return one_plain(ServerLimits{});
}

ServerOptions RunningServer::one_plain(const ServerLimits& limits) {
  ServerOptions options;
  options.listeners.emplace_back();
  options.limits = limits;
  return options;
}

ServerOptions RunningServer::one_tls(TlsOptions tls) {
  ServerOptions options = one_plain();
  options.listeners.front().tls = std::move(tls);
  return options;
}

std::uint16_t RunningServer::port(std::size_t listener) {
  std::uint16_t port = 0;
  on_loop([&] { port = server_.port(listener); });
  return port;
}

void RunningServer::on_loop(const std::function<void()>& work) {
  std::promise<void> done;
  loop_.post([&] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

std::size_t RunningServer::held() {
  std::size_t count = 0;
  on_loop([&] { count = held_.size(); });
  return count;
}

void RunningServer::release() {
  on_loop([&] {
    auto waiting = std::move(held_);
    held_.clear();
    for (auto& answer : waiting) answer();
  });
}

std::string RunningServer::metrics() {
  std::string text;
  on_loop([&] { text = server_.metrics(); });
  return text;
}

long RunningServer::metric(const std::string& name) {
  const std::string text = metrics();
  const std::size_t at = text.find("\n" + name + " ");
  return at == std::string::npos ? -1 : std::stol(text.substr(at + name.size() + 2));
}

void RunningServer::handle(const Request& request, Reply reply) {
  Response response;
  response.content_type = "text/plain";
  if (request.target == "/echo" || request.target == "/big") {
    response.body = request.body;
  } else if (request.target == "/head") {
    response.headers = "X-Request-ID: " + std::string(request.request_id) + "\r\n";
    response.body = fmt::format("{}|{}|{}|{}", request.method, request.content_type,
                                request.authorization, request.request_id);
  } else if (request.target == "/who") {
    if (request.certificate != nullptr) {
      response.body = request.certificate->subject + "|";
      for (const auto byte : request.certificate->sha256)
        response.body += fmt::format("{:02x}", byte);
    }
  } else if (request.target == "/large") {
    response.body.assign(1024 * 1024, 'x');
  } else if (request.target.substr(0, 6) == "/later") {
    held_.push_back([reply = std::move(reply), target = std::string(request.target)] {
      Response late;
      late.body = target;
      reply(std::move(late));
    });
    return;
  } else {
    response.body = request.target;
  }
  reply(std::move(response));
}

}  // namespace zonefactor::http
