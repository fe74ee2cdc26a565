#include "adapters/http/request_parser.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

namespace zonefactor::http {
namespace {

namespace beast_http = boost::beast::http;

Response refused(unsigned status, std::string_view words) {
  Response response;
  response.status = status;
  response.body.append("\"").append(words).append("\"");
  return response;
}

}  // namespace

void RequestText::clear() {
  // A large body's memory is given back, a usual one's is kept.
  if (body.capacity() > kBodyLimit) body = std::string();
  for (std::string* text : {&method, &target, &content_type, &authorization, &request_id, &body}) {
    text->clear();
  }
  expects_continue = false;
}

Request RequestText::view(const ClientCertificate* certificate, const Address& remote) const {
  return {method, target, content_type, authorization, request_id, body, certificate, remote};
}

RequestParser::RequestParser(RequestText& text, std::size_t header_limit, std::size_t body_limit,
                             const Allowance& allowance)
    : text_(text), allowance_(allowance), header_limit_(header_limit), limit_(body_limit) {
  text_.clear();
  eager(true);
  this->header_limit(static_cast<std::uint32_t>(header_limit));
  this->body_limit(boost::none);  // judged here, as the limit may depend on who asks
}

Response RequestParser::refusal(const Error& error) const {
  if (refusal_) return *refusal_;
  if (error == beast_http::error::header_limit) return refused(431, "the header is too large");
  if (error == beast_http::error::body_limit) return refused(413, "the body is too large");
  return refused(400, "this is no well-formed HTTP/1.1 request");
}

bool RequestParser::refuse(Response response, Error& error) {
  refusal_ = std::move(response);
  error = beast_http::error::bad_value;
  return false;
}

bool RequestParser::is_first(bool& seen, Error& error) {
  if (seen) return refuse(refused(400, "a header that may stand once stands twice"), error);
  return seen = true;
}

void RequestParser::on_request_impl(beast_http::verb, View method, View target, int version,
                                    Error&) {
  text_.method.assign(method.data(), method.size());
  text_.target.assign(target.data(), target.size());
  version_ = version;
  constexpr std::size_t rest = 14;  // two blanks, "HTTP/1.1", its line's end and the empty line
  header_bytes_ = method.size() + target.size() + rest;
}

void RequestParser::on_field_impl(beast_http::field field, View name, View value, Error& error) {
  if (header_over_) return;  // a trailer means nothing here
  header_bytes_ += name.size() + value.size() + 4;
  if (header_bytes_ > header_limit_) {
    error = beast_http::error::header_limit;
    return;
  }
  const auto take = [&](std::string& into, bool& seen) {
    if (is_first(seen, error)) into.assign(value.data(), value.size());
  };
  if (field == beast_http::field::content_type) return take(text_.content_type, saw_content_type_);
  if (field == beast_http::field::authorization)
    return take(text_.authorization, saw_authorization_);
  if (field == beast_http::field::host) {
    is_first(saw_host_, error);
  } else if (field == beast_http::field::transfer_encoding) {
    if (!boost::beast::iequals(value, "chunked") || version_ < 11) {
      refuse(refused(400, "the only Transfer-Encoding taken is chunked, in HTTP/1.1"), error);
    }
  } else if (field == beast_http::field::expect) {
    text_.expects_continue = boost::beast::iequals(value, "100-continue");
    if (!text_.expects_continue) {
      refuse(refused(417, "the only expectation met is 100-continue"), error);
    }
  } else if (field == beast_http::field::unknown && boost::beast::iequals(name, "X-Request-ID")) {
    take(text_.request_id, saw_request_id_);
  }
}

void RequestParser::on_header_impl(Error& error) {
  header_over_ = true;
  if (version_ >= 11 && !saw_host_) {
    refuse(refused(400, "HTTP/1.1 needs a Host header"), error);
    return;
  }
  const auto length = content_length();
  if (!chunked() && (!length || *length <= limit_)) return;
  BodyAllowance allowance = allowance_();
  if (auto* response = std::get_if<Response>(&allowance)) {
    refuse(std::move(*response), error);
    return;
  }
  limit_ = std::get<std::size_t>(allowance);
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, Error& error) {
  if (!length) return;
  if (*length > limit_) {
    error = beast_http::error::body_limit;
    return;
  }
  text_.body.reserve(std::min(static_cast<std::size_t>(*length), kBodyLimit));
}

std::size_t RequestParser::take_body(View part, Error& error) {
  if (part.size() > limit_ - std::min(limit_, text_.body.size())) {
    error = beast_http::error::body_limit;
    return 0;
  }
  text_.body.append(part.data(), part.size());
  return part.size();
}

std::size_t RequestParser::on_body_impl(View part, Error& error) {
  return take_body(part, error);
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, View part, Error& error) {
  return take_body(part, error);
}

}  // namespace zonefactor::http
