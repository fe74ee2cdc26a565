// TLS contexts and certificates. Inside this library only.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "adapters/http/message.h"
#include "adapters/http/server.h"

namespace zonefactor::http {

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

// A server's context from the files named, or what is wrong with them.
std::variant<TlsContext, std::string> load_tls(const TlsOptions& options);

// The verified certificate of the client of `session`, if it sent one.
std::optional<ClientCertificate> client_certificate(SSL* session);

}  // namespace zonefactor::http
