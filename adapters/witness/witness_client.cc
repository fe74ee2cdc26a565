#include "adapters/witness/witness_client.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <utility>

#include "service/journal/cosignature.h"
#include "service/journal/decimal.h"
#include "service/journal/sha256.h"
#include "service/journal/text_lines.h"
#include "service/journal/witness_request.h"

namespace zonefactor::witness {

namespace {

constexpr std::size_t kMaxAnswerBytes = 64 * 1024;
constexpr std::size_t kMaxWordsBytes = 200;
constexpr const char* kSizeType = "text/x.tlog.size";

// "https://host:8443" and "/w1" of "https://host:8443/w1".
std::pair<std::string, std::string> parted(const std::string& url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  if (!web || url.find_first_of(" ?#\r\n") != url.npos) {
    throw std::invalid_argument(
        fmt::format("witness {}: write its address as https://host:port/prefix", url));
  }
  const std::size_t path = std::min(url.find('/', url.find("://") + 3), url.size());
  std::string prefix = url.substr(path);
  while (prefix.ends_with('/')) prefix.pop_back();
  return {url.substr(0, path), std::move(prefix)};
}

std::string printable(std::string_view body) {
  std::string words(body.substr(0, kMaxWordsBytes));
  while (words.ends_with('\n')) words.pop_back();
  for (char& c : words) {
    if (c < 0x20 || c > 0x7E) c = '?';
  }
  return words;
}

// Ends the exchange of `http` when its time is over, unless it has ended before.
class Deadline {
 public:
  Deadline(httplib::Client& http, std::chrono::milliseconds time)
      : thread_([this, &http, time](const std::stop_token& over) {
          std::unique_lock lock(mutex_);
          if (wake_.wait_for(lock, over, time, [] { return false; })) return;
          // Again and again: a connection that is only being made cannot be ended yet.
          while (!over.stop_requested()) {
            http.stop();
            passed_ = true;
            wake_.wait_for(lock, over, std::chrono::milliseconds(50), [] { return false; });
          }
        }) {}
  bool passed() {
    const std::lock_guard lock(mutex_);
    return passed_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any wake_;
  bool passed_ = false;
  std::jthread thread_;
};

WitnessAnswer judged(const journal::SignedNote& checkpoint, const journal::VerifierKey& key,
                     std::string_view body) {
  journal::SignedNote cosigned{checkpoint.text, {}};
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size() - 1) + 1;
    const auto line = journal::parse_signature_line(body.substr(0, end));
    if (!line) return Refused{200, "it answered with something else than signature lines"};
    if (line->is_by(key)) cosigned.signatures.push_back(*line);
    body.remove_prefix(end);
  }
  const journal::Cosigned word = journal::cosigned_by(cosigned, key);
  if (word.verdict == journal::Verdict::absent) {
    return Refused{200, "it answered without a line by its key"};
  }
  if (word.verdict == journal::Verdict::bad || word.posix_seconds == 0) {
    return Refused{200, "its cosignature does not verify"};
  }
  return SignatureLines{std::move(cosigned.signatures), word.posix_seconds};
}

WitnessAnswer conflict_of(std::string_view type, std::string_view body) {
  const auto line = journal::take_line(body);
  const auto size = line && body.empty() ? journal::parse_decimal(*line) : std::nullopt;
  if (!size || type != kSizeType) return Refused{409, "it answered without the size it cosigned"};
  return Conflict{*size};
}

}  // namespace

struct WitnessClient::Wire {
  explicit Wire(const std::string& host) : http(host) {}
  httplib::Client http;
};

struct WitnessClient::Reply {
  int status = 0;
  std::string type;
  std::string body;
};

WitnessClient::WitnessClient(WitnessAddress address) : address_(std::move(address)) {
  if (address_.key.type != journal::KeyType::cosignature) {
    throw std::invalid_argument(
        fmt::format("witness {}: its key is not one that cosigns", address_.url));
  }
  auto [host, prefix] = parted(address_.url);
  prefix_ = std::move(prefix);
  wire_ = std::make_unique<Wire>(host);
  httplib::Client& http = wire_->http;
  if (!http.is_valid()) {
    throw std::invalid_argument(fmt::format("witness {}: no such address", address_.url));
  }
  http.set_connection_timeout(address_.connect_timeout);
  http.set_read_timeout(address_.whole_timeout);
  http.set_write_timeout(address_.whole_timeout);
  http.set_keep_alive(true);
  http.set_tcp_nodelay(true);
  http.set_decompress(false);
  http.enable_server_certificate_verification(true);
  if (!address_.ca_file.empty()) http.set_ca_cert_path(address_.ca_file.c_str());
}

WitnessClient::~WitnessClient() = default;

WitnessAnswer WitnessClient::cosign(std::uint64_t old_size, const journal::Hashes& proof,
                                    std::string_view checkpoint_note) {
  auto checkpoint = journal::parse_note(checkpoint_note);
  if (!checkpoint || proof.size() > journal::kMaxConsistencyLines) {
    throw std::invalid_argument("what a witness is asked to cosign is no signed checkpoint");
  }
  const journal::WitnessRequest asked{old_size, proof, std::move(*checkpoint)};

  httplib::Request request;
  request.method = "POST";
  request.path = prefix_ + "/add-checkpoint";
  request.set_header("Content-Type", "text/plain; charset=utf-8");
  request.body = asked.text();
  const auto answer = exchange(std::move(request));
  if (const auto* away = std::get_if<Unreachable>(&answer)) return *away;
  const auto& reply = std::get<Reply>(answer);
  if (reply.status == 200) return judged(asked.checkpoint, address_.key, reply.body);
  if (reply.status == 409) return conflict_of(reply.type, reply.body);
  return Refused{reply.status, printable(reply.body)};
}

HeldAnswer WitnessClient::held(std::string_view origin) {
  httplib::Request request;
  request.method = "GET";
  request.path = fmt::format("{}/{}/checkpoint", prefix_, journal::hex(journal::sha256(origin)));
  request.set_header("Cache-Control", "no-cache");
  auto answer = exchange(std::move(request));
  if (const auto* away = std::get_if<Unreachable>(&answer)) return *away;
  auto& reply = std::get<Reply>(answer);
  if (reply.status == 200) return HeldNote{std::move(reply.body)};
  return Refused{reply.status, printable(reply.body)};
}

std::variant<WitnessClient::Reply, Unreachable> WitnessClient::exchange(httplib::Request request) {
  Reply reply;
  request.content_receiver = [&body = reply.body](const char* data, std::size_t size, std::uint64_t,
                                                  std::uint64_t) {
    body.append(data, std::min(size, kMaxAnswerBytes + 1 - body.size()));
    return body.size() <= kMaxAnswerBytes;
  };
  Deadline deadline(wire_->http, address_.whole_timeout);
  const httplib::Result result = wire_->http.send(request);
  if (reply.body.size() > kMaxAnswerBytes) return Unreachable{"its answer has no end"};
  if (deadline.passed()) return Unreachable{"it took too long to answer"};
  if (!result) return Unreachable{httplib::to_string(result.error())};
  reply.status = result->status;
  reply.type = result->get_header_value("Content-Type");
  return reply;
}

}  // namespace zonefactor::witness
