#include "service/witness/routes.h"

#include <fmt/format.h>

#include <utility>

namespace zonefactor::witness {

namespace {

constexpr std::string_view kAdd = "/add-checkpoint";
constexpr std::string_view kLatest = "/checkpoint";
constexpr std::size_t kHashHex = 64;

http::Response response_of(Answer answer) {
  http::Response response;
  response.status = static_cast<unsigned>(answer.status);
  response.content_type = answer.content_type;
  response.body = std::move(answer.body);
  if (answer.status == 503) response.headers = "Retry-After: 5\r\n";
  return response;
}

http::Response not_allowed(std::string_view allowed) {
  http::Response response = response_of({405, Answer{}.content_type, "not this method\n", {}, {}});
  response.headers = fmt::format("Allow: {}\r\n", allowed);
  return response;
}

// The hash of "/<hash>/checkpoint", else empty.
std::string_view hash_in(std::string_view target) {
  if (target.size() != 1 + kHashHex + kLatest.size() || !target.ends_with(kLatest)) return {};
  return target.substr(1, kHashHex);
}

// What the operator reads: words of the answer, which are ours, and never bytes of the request.
void tell(LogLines& log, const Answer& answer) {
  if (!answer.alarm.empty()) log.say(answer.alarm);
  if (answer.status == 200) {
    log.say_sometimes("200 " + answer.origin, fmt::format("{}: cosigned", answer.origin));
    return;
  }
  const std::string_view words = std::string_view(answer.body).substr(0, answer.body.size() - 1);
  const std::string whose = answer.origin.empty() ? "a request" : answer.origin;
  log.say_sometimes(fmt::format("{} {}", answer.status, answer.origin),
                    fmt::format("{}: {} {}", whose, answer.status, words));
}

}  // namespace

http::Handler routes(Witness& witness, LogLines& log) {
  return [&](const http::Request& request, const http::Reply& reply) {
    if (request.target == kAdd) {
      if (request.method != "POST") return reply(not_allowed("POST"));
      Answer answer = witness.add_checkpoint(request.body);
      tell(log, answer);
      return reply(response_of(std::move(answer)));
    }
    const std::string_view hash = hash_in(request.target);
    if (hash.empty())
      return reply(response_of({404, Answer{}.content_type, "nothing here\n", {}, {}}));
    if (request.method != "GET" && request.method != "HEAD") return reply(not_allowed("GET, HEAD"));
    Answer answer = witness.checkpoint(hash);
    if (!answer.alarm.empty()) log.say_sometimes("read", answer.alarm);
    http::Response response = response_of(std::move(answer));
    response.headers += "Cache-Control: no-cache\r\n";
    reply(std::move(response));
  };
}

}  // namespace zonefactor::witness
