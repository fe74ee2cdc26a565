// One HTTP/1.x request, parsed by Beast's parser straight into buffers the connection reuses.
//
// Promise: a request is taken only where every reader of it would agree on where it ends: one
// Content-Length or chunked, never both, no other transfer coding, one Host, trailers ignored.
// Inside this library only.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "adapters/http/message.h"

namespace zonefactor::http {

// What is read of a request; kept by the connection, so that its strings keep their memory.
struct RequestText {
  std::string method;
  std::string target;
  std::string content_type;
  std::string authorization;
  std::string request_id;
  std::string body;
  bool expects_continue = false;

  void clear();
  Request view(const ClientCertificate* certificate, const Address& remote) const;
};

class RequestParser : public boost::beast::http::basic_parser<true> {
 public:
  using Error = boost::beast::error_code;

  // What a request may bring that is chunked or larger than `body_limit`; asked once its header is
  // here.
  using Allowance = std::function<BodyAllowance()>;

  // `text` is cleared and filled.
  RequestParser(RequestText& text, std::size_t header_limit, std::size_t body_limit,
                const Allowance& allowance);

  bool is_http10() const { return version_ == 10; }
  // The refusal for an error that put() gave.
  Response refusal(const Error& error) const;

 private:
  using View = boost::beast::string_view;
  void on_request_impl(boost::beast::http::verb verb, View method, View target, int version,
                       Error& error) override;
  void on_response_impl(int, View, int, Error&) override {}
  void on_field_impl(boost::beast::http::field field, View name, View value, Error& error) override;
  void on_header_impl(Error& error) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, Error& error) override;
  std::size_t on_body_impl(View part, Error& error) override;
  void on_chunk_header_impl(std::uint64_t, View, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, View part, Error& error) override;
  void on_finish_impl(Error&) override {}

  bool is_first(bool& seen, Error& error);
  bool refuse(Response response, Error& error);
  std::size_t take_body(View part, Error& error);

  RequestText& text_;
  const Allowance& allowance_;
  std::size_t header_limit_;
  std::size_t limit_;
  std::size_t header_bytes_ = 0;
  int version_ = 0;
  bool header_over_ = false;
  bool saw_host_ = false;
  bool saw_content_type_ = false;
  bool saw_authorization_ = false;
  bool saw_request_id_ = false;
  std::optional<Response> refusal_;
};

}  // namespace zonefactor::http
