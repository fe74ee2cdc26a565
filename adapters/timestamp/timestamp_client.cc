#include "adapters/timestamp/timestamp_client.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "service/journal/timestamp.h"

namespace zonefactor::timestamp {

TimestampClient::TimestampClient(AuthorityAddress address, std::function<std::uint64_t()> nonce)
    : address_(std::move(address)), nonce_(std::move(nonce)) {
  const std::string& url = address_.url;
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  if (!web || url.find_first_of(" #\r\n") != std::string::npos) {
    throw std::invalid_argument(
        fmt::format("time-stamping authority {}: write its address as http://host/path", url));
  }
  const std::size_t path = std::min(url.find('/', url.find("://") + 3), url.size());
  host_ = url.substr(0, path);
  target_ = path == url.size() ? "/" : url.substr(path);
}

std::variant<std::string, ports::TimestampAuthority::Failed> TimestampClient::stamp(
    const std::string& bytes) {
  httplib::Client client(host_);
  if (!address_.ca_file.empty()) client.set_ca_cert_path(address_.ca_file.c_str());
  client.set_connection_timeout(address_.timeout);
  client.set_read_timeout(address_.timeout);
  client.set_write_timeout(address_.timeout);
  const std::uint64_t nonce = nonce_();
  std::string body;
  bool too_large = false;
  httplib::Request request;
  request.method = "POST";
  request.path = target_;
  request.headers.emplace("Content-Type", "application/timestamp-query");
  request.body = journal::timestamp_request(bytes, nonce);
  request.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    too_large = body.size() + size > journal::kMaxTimestampBytes;
    if (!too_large) body.append(data, size);
    return !too_large;
  };
  const auto answer = client.send(request);
  if (too_large) return Failed{"the answer is too large"};
  if (!answer) return Failed{"no answer: " + httplib::to_string(answer.error())};
  if (answer->status != 200) return Failed{fmt::format("it answered {}", answer->status)};
  std::string why;
  auto token = journal::token_of(body, bytes, nonce, &why);
  if (!token) return Failed{why};
  return std::move(*token);
}

}  // namespace zonefactor::timestamp
