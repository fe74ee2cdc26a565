#include "adapters/http/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <string_view>

namespace zonefactor::http {
namespace {

namespace ssl = boost::asio::ssl;

constexpr const char* kTls12Suites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

std::string fault(std::string_view what, const std::string& file, std::string_view remedy) {
  char why[256] = "no reason given";
  if (const unsigned long error = ERR_peek_last_error(); error != 0) {
    ERR_error_string_n(error, why, sizeof why);
  }
  ERR_clear_error();
  std::string words;
  words.append(what).append(" ").append(file).append(": ").append(why).append("; ").append(remedy);
  return words;
}

// A key with a passphrase is refused instead of asking the terminal for it.
int no_passphrase(char*, int, int, void*) {
  return 0;
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_length,
                    const unsigned char* offered, unsigned int offered_length, void*) {
  static constexpr std::string_view http11 = "http/1.1";
  for (unsigned int at = 0; at < offered_length;) {
    const unsigned int length = offered[at];
    if (at + 1 + length > offered_length) break;
    const auto* name = offered + at + 1;
    if (std::string_view(reinterpret_cast<const char*>(name), length) == http11) {
      *chosen = name;
      *chosen_length = static_cast<unsigned char>(length);
      return SSL_TLSEXT_ERR_OK;
    }
    at += 1 + length;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

// Every login may be a new connection, but a resumed session would outlive a reload of the client
// CA, so each connection shows its certificate anew.
void forbid_resumption(SSL_CTX* context) {
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
}

std::optional<std::string> ask_for_certificates(SSL_CTX* context, const TlsOptions& options) {
  constexpr std::string_view remedy =
      "client_ca_file must be a readable PEM file of CA certificates";
  if (SSL_CTX_load_verify_locations(context, options.client_ca_file.c_str(), nullptr) != 1) {
    return fault("client CA", options.client_ca_file, remedy);
  }
  STACK_OF(X509_NAME)* names = SSL_load_client_CA_file(options.client_ca_file.c_str());
  if (names == nullptr) return fault("client CA", options.client_ca_file, remedy);
  SSL_CTX_set_client_CA_list(context, names);
  SSL_CTX_set_verify(
      context,
      SSL_VERIFY_PEER | (options.client_certificate_required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
      nullptr);
  return std::nullopt;
}

core::Instant instant_of(const ASN1_TIME* time) {
  // Days and seconds from the epoch, so that no time zone of the process has a say.
  ASN1_TIME* epoch = ASN1_TIME_set(nullptr, 0);
  int days = 0;
  int seconds = 0;
  const bool known = epoch != nullptr && ASN1_TIME_diff(&days, &seconds, epoch, time) == 1;
  ASN1_TIME_free(epoch);
  if (!known) return core::Instant{};
  return core::Instant{std::chrono::days{days} + std::chrono::seconds{seconds}};
}

std::string subject_of(X509* certificate) {
  BIO* text = BIO_new(BIO_s_mem());
  if (text == nullptr) return {};
  X509_NAME_print_ex(text, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253);
  char* data = nullptr;
  const long size = BIO_get_mem_data(text, &data);
  std::string subject =
      size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
  BIO_free(text);
  return subject;
}

}  // namespace

std::variant<TlsContext, std::string> load_tls(const TlsOptions& options) {
  ERR_clear_error();
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, options.allow_tls12 ? TLS1_2_VERSION : TLS1_3_VERSION);
  SSL_CTX_set_cipher_list(native, kTls12Suites);
  SSL_CTX_set_options(
      native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  SSL_CTX_set_default_passwd_cb(native, no_passphrase);
  forbid_resumption(native);

  if (SSL_CTX_use_certificate_chain_file(native, options.certificate_file.c_str()) != 1) {
    return fault("certificate", options.certificate_file,
                 "it must be a readable PEM file, the server's own certificate first");
  }
  if (SSL_CTX_use_PrivateKey_file(native, options.key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    return fault(
        "key", options.key_file,
        "it must be a readable PEM file without passphrase, of the certificate named beside it");
  }
  if (SSL_CTX_check_private_key(native) != 1) {
    return fault("key", options.key_file, "it must belong to the certificate named beside it");
  }
  if (!options.client_ca_file.empty()) {
    if (auto wrong = ask_for_certificates(native, options)) return std::move(*wrong);
  } else if (options.client_certificate_required) {
    return std::string(
        "client certificates are required, and no client_ca_file is named; name one");
  }
  return context;
}

std::optional<ClientCertificate> client_certificate(SSL* session) {
  X509* certificate = SSL_get0_peer_certificate(session);
  if (certificate == nullptr || SSL_get_verify_result(session) != X509_V_OK) return std::nullopt;
  ClientCertificate known;
  unsigned int size = 0;
  if (X509_digest(certificate, EVP_sha256(), known.sha256.data(), &size) != 1 ||
      size != known.sha256.size()) {
    return std::nullopt;
  }
  known.subject = subject_of(certificate);
  known.not_after = instant_of(X509_get0_notAfter(certificate));
  return known;
}

}  // namespace zonefactor::http
